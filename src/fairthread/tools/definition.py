"""A whole tool version in memory: what the filler, the rules, the difference and the documentation work on.

`definition(version_id)` reads it in four statements and keeps it for the process once the version can no longer
change; a draft is read anew each time. What does change later, the state and the joining of concepts, is not in it.
`workbook.definition_of` makes the same thing of a workbook, without database.
"""

from __future__ import annotations

import uuid
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .models import ToolVersion

KEPT = 40  # versions in memory; one of 330 questions takes about 1 MB


@dataclass(frozen=True)
class ClusterDef:
    code: str
    order: int
    kind: str
    label_en: str
    label_vi: str = ""
    pk: int | None = None

    @property
    def label(self) -> dict[str, str]:
        return {"en": self.label_en, "vi": self.label_vi}


@dataclass(frozen=True)
class PointDef:
    code: str
    cluster: str
    order: int
    label_en: str
    label_vi: str = ""
    pk: int | None = None

    @property
    def label(self) -> dict[str, str]:
        return {"en": self.label_en, "vi": self.label_vi}


@dataclass(frozen=True)
class QuestionDef:
    """One question with its wording. `parent`, `gate`, `cluster` and `point` are names and codes, "" for none."""

    name: str
    code: str
    position: int
    kind: str
    type: str
    cluster: str
    point: str
    label_en: str
    label_vi: str = ""
    concept: str = ""
    repeat: str = ""
    compliant_answer: str = ""
    parent: str = ""
    gate: str = ""
    relevant: str = ""
    constraint: str = ""
    required: bool = False
    tags: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    choices: tuple[tuple[str, str, str], ...] = ()  # (name, English, Vietnamese)
    hint_en: str = ""
    hint_vi: str = ""
    evidence_en: str = ""
    evidence_vi: str = ""
    public_issue: bool = False
    zero_tolerance: bool = False
    national_only: bool = False
    country_option: str = ""
    item: str = ""
    pk: int | None = None

    @property
    def label(self) -> dict[str, str]:
        return {"en": self.label_en, "vi": self.label_vi}

    @property
    def evidence(self) -> dict[str, str]:
        return {"en": self.evidence_en, "vi": self.evidence_vi}

    @property
    def key(self) -> int:
        """The key of the stored question; asking a definition that was only read from a workbook is an error."""
        assert self.pk is not None
        return self.pk

    @property
    def non_compliant_answer(self) -> str:
        return {"yes": "no", "no": "yes"}.get(self.compliant_answer, "")

    def answer_label(self, value: str, language: str) -> str:
        """How a chosen value reads; several values of a multiple choice are joined, other values stay as they are."""
        known = {name: (vi if language == "vi" and vi else en or vi) for name, en, vi in self.choices}
        if value in known or not self.type.startswith("select_multiple"):
            return known.get(value, value)
        return ", ".join(known.get(part, part) for part in value.split())


@dataclass(frozen=True)
class Definition:
    """A version of a tool. `form_pk` is the key of its XForm, None for tools that an import made."""

    form_id: str
    version: str
    title_en: str
    clusters: tuple[ClusterDef, ...]
    points: tuple[PointDef, ...]
    questions: tuple[QuestionDef, ...]
    title_vi: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    based_on: str = ""
    note_en: str = ""
    note_vi: str = ""
    languages: tuple[str, ...] = ("vi", "en")
    imported: bool = False
    pk: uuid.UUID | None = None
    tool_pk: uuid.UUID | None = None
    form_pk: uuid.UUID | None = None

    @cached_property
    def by_name(self) -> dict[str, QuestionDef]:
        return {question.name: question for question in self.questions}

    @cached_property
    def by_pk(self) -> dict[int | None, QuestionDef]:
        return {question.pk: question for question in self.questions}

    @cached_property
    def cluster_by_code(self) -> dict[str, ClusterDef]:
        return {cluster.code: cluster for cluster in self.clusters}

    @cached_property
    def point_by_code(self) -> dict[str, PointDef]:
        return {point.code: point for point in self.points}

    @cached_property
    def names(self) -> dict[str, str]:
        """Question name -> its repeat, "" outside repeats: what `forms.instance.read_instance` asks for."""
        return {question.name: question.repeat for question in self.questions}

    @cached_property
    def children(self) -> dict[str, tuple[QuestionDef, ...]]:
        found: dict[str, list[QuestionDef]] = {}
        for question in self.questions:
            if question.parent:
                found.setdefault(question.parent, []).append(question)
        return {name: tuple(group) for name, group in found.items()}

    @cached_property
    def calculated(self) -> tuple[str, ...]:
        """Questions whose answer follows from their children, innermost first."""
        parents = [
            question.name
            for question in self.questions
            if question.kind == "compliance"
            and any(child.kind == "compliance" for child in self.children.get(question.name, ()))
        ]
        return tuple(sorted(parents, key=self.depth, reverse=True))

    def depth(self, name: str) -> int:
        """How many parents are above a question."""
        above, steps = self.by_name[name].parent, 0
        while above and above in self.by_name and steps <= len(self.questions):
            above, steps = self.by_name[above].parent, steps + 1
        return steps

    def outline(self) -> list[tuple[ClusterDef, list[tuple[PointDef, list[QuestionDef]]]]]:
        """Clusters with their points with their questions, each in order; points without questions are left out."""
        inside: dict[str, list[QuestionDef]] = {}
        for question in self.questions:
            inside.setdefault(question.point, []).append(question)
        points = sorted(self.points, key=lambda point: point.order)
        return [
            (cluster, [(p, inside[p.code]) for p in points if p.cluster == cluster.code and p.code in inside])
            for cluster in sorted(self.clusters, key=lambda cluster: cluster.order)
        ]


_kept: OrderedDict[uuid.UUID, Definition] = OrderedDict()


def definition(version_id: uuid.UUID | str) -> Definition:
    """The definition of a version; ask the matrix first where a person reads. Raises ToolVersion.DoesNotExist."""
    key = version_id if isinstance(version_id, uuid.UUID) else uuid.UUID(str(version_id))
    known = _kept.get(key)
    if known is not None:
        return known
    version = ToolVersion.objects.unscoped("the caller has decided").select_related("tool").get(pk=key)
    made = _read(version)
    if version.state != "draft":
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _read(version: ToolVersion) -> Definition:
    clusters = {row.pk: row for row in version.clusters.all()}
    points = {row.pk: row for row in version.points.all()}
    rows = list(version.questions.all())
    names = {row.pk: row.name for row in rows}
    return Definition(
        form_id=version.tool.form_id,
        version=version.version,
        title_en=version.tool.title_en,
        title_vi=version.tool.title_vi,
        country=version.tool.country_id or "",
        sectors=tuple(version.tool.sectors),
        based_on=version.tool.based_on,
        note_en=version.note_en,
        note_vi=version.note_vi,
        languages=tuple(version.languages),
        imported=version.imported,
        pk=version.pk,
        tool_pk=version.tool_id,
        form_pk=version.form_id,
        clusters=tuple(
            ClusterDef(row.code, row.order, row.kind, row.label_en, row.label_vi, row.pk) for row in clusters.values()
        ),
        points=tuple(
            PointDef(row.code, clusters[row.cluster_id].code, row.order, row.label_en, row.label_vi, row.pk)
            for row in points.values()
        ),
        questions=tuple(_question(row, names, clusters[row.cluster_id], points[row.point_id]) for row in rows),
    )


SAME = (
    "name",
    "code",
    "position",
    "kind",
    "type",
    "label_en",
    "label_vi",
    "repeat",
    "compliant_answer",
    "relevant",
    "constraint",
    "required",
    "hint_en",
    "hint_vi",
    "evidence_en",
    "evidence_vi",
    "public_issue",
    "zero_tolerance",
    "national_only",
    "country_option",
    "item",
)  # fields that model and definition share as they are


def _question(row: Any, names: dict[int, str], cluster: Any, point: Any) -> QuestionDef:
    return QuestionDef(
        **{name: getattr(row, name) for name in SAME},
        cluster=cluster.code,
        point=point.code,
        concept=row.concept_id or "",
        parent=names.get(row.parent_id, ""),
        gate=names.get(row.gate_id, ""),
        tags=tuple(row.tags),
        legal=tuple(row.legal),
        choices=tuple((choice["name"], choice.get("en", ""), choice.get("vi", "")) for choice in row.choices),
        pk=row.pk,
    )
