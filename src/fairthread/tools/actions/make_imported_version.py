"""Make a tool of what a file of old assessments says, so that old answers keep their old wording."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.text import slug
from ..definition import ClusterDef, Definition, PointDef, QuestionDef
from ..models import ToolVersion
from .import_tool import already, tool_of
from .store import store


@dataclass(frozen=True)
class ImportedQuestion:
    """A question as the file names it. `key` tells it apart in the file; an empty one is made of the wording.

    `concept` joins it to other versions when it is known already; `cluster_kind` is core, national or process.
    """

    label_en: str
    cluster: str
    point: str
    key: str = ""
    label_vi: str = ""
    code: str = ""
    kind: str = "compliance"
    compliant_answer: str = ""
    concept: str = ""
    cluster_kind: str = "core"
    cluster_vi: str = ""
    point_vi: str = ""
    legal: tuple[str, ...] = ()
    public_issue: bool = False


@action("tool.make_imported", record="programme", verb="import_assessments")
def make_imported_version(
    by: Acting,
    *,
    form_id: str,
    version: str,
    title_en: str,
    questions: Sequence[ImportedQuestion],
    title_vi: str = "",
    country: str = "",
    note_en: str = "",
    note_vi: str = "",
) -> ToolVersion:
    """A retired version without workbook or form; the same content again gives the same version.

    Question names: `key` as a slug, else the wording as a slug; read them back from `definition(version.pk)`, whose
    questions stand in the given order. Problem 5042 when the version exists with other content.
    """
    matrix.need(by, "import_assessments", "programme")
    said = [form_id, version, title_en, country, [asdict(question) for question in questions]]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
    made = _definition(form_id, version, title_en, title_vi, country, questions)
    known = already(made, digest)
    if known:
        return known
    stored = ToolVersion.objects.create(
        tool=tool_of(made),
        version=version,
        state="retired",
        content_hash=digest,
        imported=True,
        languages=["en", "vi"] if any(question.label_vi for question in questions) else ["en"],
        note_en=note_en,
        note_vi=note_vi,
        created_at=clock.now(),
        retired_on=clock.today(),
    )
    store(stored, made)
    log(by, "tool.made_from_file", stored, version=version, questions=len(questions))
    return stored


def _definition(
    form_id: str, version: str, title_en: str, title_vi: str, country: str, questions: Sequence[ImportedQuestion]
) -> Definition:
    clusters: dict[str, ClusterDef] = {}
    points: dict[str, PointDef] = {}
    rows: dict[str, QuestionDef] = {}
    for question in questions:
        cluster = slug(question.cluster) or "other"
        # Two clusters may have a point of the same name, such as "Other".
        point = f"{slug(question.point, 40) or 'other'}"
        if point in points and points[point].cluster != cluster:
            point = f"{cluster[:19]}_{point}"[:60]
        clusters.setdefault(
            cluster,
            ClusterDef(cluster, len(clusters) + 1, question.cluster_kind, question.cluster[:200], question.cluster_vi),
        )
        points.setdefault(point, PointDef(point, cluster, len(points) + 1, question.point[:200], question.point_vi))
        name = _free(slug(question.key or question.label_en, 100) or "question", rows)
        rows[name] = QuestionDef(
            name=name,
            code=(question.code or question.key or name)[:60],
            position=len(rows),
            kind=question.kind,
            type="select_one yes_no_na" if question.kind != "information" else "text",
            cluster=cluster,
            point=point,
            label_en=question.label_en,
            label_vi=question.label_vi,
            concept=question.concept,
            compliant_answer=question.compliant_answer,
            legal=question.legal,
            public_issue=question.public_issue,
            choices=(("yes", "Yes", "Có"), ("no", "No", "Không"), ("na", "Not applicable", "Không áp dụng"))
            if question.kind != "information"
            else (),
        )
    return Definition(
        form_id=form_id,
        version=version,
        title_en=title_en[:200],
        title_vi=title_vi[:200],
        country="" if country == "ZZ" else country,
        clusters=tuple(clusters.values()),
        points=tuple(points.values()),
        questions=tuple(rows.values()),
        imported=True,
    )


def _free(name: str, taken: dict[str, QuestionDef]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
