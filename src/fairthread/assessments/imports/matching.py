"""Which tool version a row of the file speaks of, and which of its questions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from ...base.acting import Acting
from ...base.text import slug
from ...tools.actions.make_imported_version import ImportedQuestion, make_imported_version
from ...tools.definition import Definition, QuestionDef, definition
from ...tools.models import Question as StoredQuestion
from ...tools.models import ToolVersion
from . import cleaning
from .staging import Question, Staging

NO_POINT = "Information"  # where information questions without cluster or point stand
COMPLIANT_FINDING, NON_COMPLIANT_FINDING = "0", "1"


@dataclass(frozen=True)
class Place:
    """Where an answer goes: the question's key and position, and how its finding is stored."""

    pk: int | None
    position: int
    values: dict[str, str]  # finding of an NCQ row -> stored answer; empty for information


@dataclass
class Target:
    """A tool version as the file uses it. `places` by number of the staged question; a tuple says why there is none."""

    version_id: Any
    width: int
    places: dict[int, Place | tuple[int, dict[str, Any]]]


@dataclass
class Plan:
    """What becomes of one TQ.Name: a known tool, or an imported one with the questions that it still lacks."""

    name: str
    known: list[tuple[str, Definition]]  # (day of activation, version), oldest first
    imported: Definition | None = None
    lacking: list[Question] = field(default_factory=list)


class Tools:
    """The tools that a staged file names."""

    def __init__(self, staging: Staging, country: str) -> None:
        self.staging, self.country = staging, country
        self._by_tool: dict[int, list[Question]] = {}
        for question in staging.questions:
            self._by_tool.setdefault(question.tool, []).append(question)
        versions = list(ToolVersion.objects.unscoped("an import finds its tools").select_related("tool"))
        self.plans = [self._plan(number, name, versions) for number, name in enumerate(staging.tools)]
        self._targets: dict[tuple[int, Any], Target] = {}

    def _plan(self, number: int, name: str, versions: list[ToolVersion]) -> Plan:
        wanted = cleaning.key(name)
        known = [
            (str(version.activated_on or ""), definition(version.pk))
            for version in versions
            if not version.imported
            and version.state != "draft"
            and wanted in _names(version)
            and version.tool.country_id in (None, self.country)
        ]
        if known:
            return Plan(name, sorted(known, key=lambda pair: pair[0]))
        mine = [version for version in versions if version.imported and version.tool.form_id == self._form_id(name)]
        newest = max(mine, key=lambda version: _number(version.version), default=None)
        imported = definition(newest.pk) if newest else None
        codes = {question.code for question in imported.questions} if imported else set()
        lacking = [question for question in self._by_tool.get(number, []) if question.source not in codes]
        return Plan(name, [], imported, lacking)

    def _form_id(self, name: str) -> str:
        return f"star_{self.country.lower()}_{slug(name)}_{_digest(cleaning.key(name))}"

    def make(self, by: Acting) -> int:
        """Makes and extends the tools that are not known; gives back how many versions were made."""
        made = 0
        for plan in self.plans:
            if plan.lacking:
                questions = [*_as_imported(plan.imported), *self._described(plan)]
                version = make_imported_version(
                    by,
                    form_id=self._form_id(plan.name),
                    version=f"imported-{_number(plan.imported.version) + 1 if plan.imported else 1}",
                    title_en=plan.name,
                    country=self.country,
                    questions=questions,
                    note_en="Made from the labels of an export of the former system; the direction of its questions "
                    "(whether yes or no is compliant) is not known.",
                    note_vi="Được tạo từ nhãn trong tệp xuất của hệ thống trước; không rõ câu hỏi nào tuân thủ khi "
                    "trả lời có hay không.",
                )
                plan.imported, plan.lacking = definition(version.pk), []
                made += 1
        self._targets.clear()
        return made

    def _described(self, plan: Plan) -> list[ImportedQuestion]:
        counting = {cleaning.cluster_key(q.cluster) for q in plan.lacking if q.kind == "NCQ"}
        kinds = {cluster.label_en: cluster.kind for cluster in plan.imported.clusters} if plan.imported else {}
        taken = {question.concept for question in plan.imported.questions} if plan.imported else set()
        concepts = _concepts()
        found = []
        for question in plan.lacking:
            sign = cleaning.key(question.label), cleaning.point_key(question.point)
            concept = concepts.get(sign) or f"{slug(question.label, 50)}_{_digest('|'.join(sign))}".lstrip("_")
            if concept in taken:  # two questions of one version never mean the same
                concept = f"{slug(question.label, 50)}_{_digest('|'.join([*sign, question.source]))}".lstrip("_")
            taken.add(concept)
            cluster = question.cluster or NO_POINT
            found.append(
                ImportedQuestion(
                    label_en=question.label,
                    cluster=cluster,
                    point=question.point or NO_POINT,
                    key=question.source,
                    code=question.source,
                    kind="compliance" if question.kind == "NCQ" else "information",
                    compliant_answer=COMPLIANT_FINDING if question.kind == "NCQ" else "",
                    concept=concept if question.kind == "NCQ" else "",
                    cluster_kind=kinds.get(cluster)
                    or cleaning.cluster_kind(cluster, cleaning.cluster_key(cluster) in counting),
                    public_issue=question.public,
                )
            )
        return found

    def target(self, tool: int, day: str) -> Target:
        """The version that was in force on a day; of an imported tool its newest one."""
        plan = self.plans[tool]
        chosen = _in_force(plan.known, day) if plan.known else plan.imported
        key = tool, chosen.pk if chosen else None
        if key not in self._targets:
            self._targets[key] = self._matched(tool, plan, chosen)
        return self._targets[key]

    def _matched(self, tool: int, plan: Plan, chosen: Definition | None) -> Target:
        questions = chosen.questions if chosen else ()
        by_code = {cleaning.key(question.code): question for question in questions}
        by_label: dict[str, QuestionDef] = {}
        if plan.known:
            for question in questions:
                by_label.setdefault(cleaning.key(question.label_en), question)
                by_label.setdefault(cleaning.key(question.label_vi), question)
        places: dict[int, Place | tuple[int, dict[str, Any]]] = {}
        new = len(questions)
        for staged in self._by_tool.get(tool, []):
            found = by_code.get(cleaning.key(staged.source)) or by_label.get(cleaning.key(staged.label))
            if found is not None and chosen is not None:
                places[staged.id] = _fitting(staged, found, chosen, bool(plan.known))
            elif plan.known and chosen is not None:
                details = {"tool": chosen.title_en, "version": chosen.version, "question": staged.source}
                places[staged.id] = (7023, details)
            else:  # a dry run, before the tool is made
                places[staged.id] = Place(None, new, _values("0", "1") if staged.kind == "NCQ" else {})
                new += 1
        return Target(chosen.pk if chosen else None, new, places)


def _fitting(staged: Question, found: QuestionDef, chosen: Definition, known: bool) -> Any:
    """The place of a staged question, or why its rows cannot go there."""
    counts = found.kind == "compliance"
    if counts != (staged.kind == "NCQ"):
        return 7022, {
            "question": staged.source,
            "what": "Question.type",
            "value": staged.kind,
            "known": "NCQ" if counts else "FGW",
        }
    if not known and counts:
        point = chosen.point_by_code[found.point].label_en
        if cleaning.point_key(point) != cleaning.point_key(staged.point):
            return 7022, {"question": staged.source, "what": "CP", "value": staged.point, "known": point}
    if not counts:
        return Place(found.pk, found.position, {})
    return Place(found.pk, found.position, _values(found.compliant_answer, found.non_compliant_answer or "1"))


def _values(compliant: str, non_compliant: str) -> dict[str, str]:
    return {COMPLIANT_FINDING: compliant, NON_COMPLIANT_FINDING: non_compliant, "na": "na"}


def _names(version: ToolVersion) -> set[str]:
    """What a file may call a version: title or form_id of its tool, alone or followed by the version."""
    plain = [text for text in (version.tool.title_en, version.tool.title_vi, version.tool.form_id) if text]
    return {cleaning.key(text) for text in plain} | {cleaning.key(f"{text} {version.version}") for text in plain}


def _in_force(known: list[tuple[str, Definition]], day: str) -> Definition:
    """The last version that was active by then; for older history the first one."""
    return next((version for since, version in reversed(known) if since and since <= day), known[0][1])


def _as_imported(made: Definition | None) -> list[ImportedQuestion]:
    """The questions of an imported version, for a further version that keeps their positions."""
    if made is None:
        return []
    return [
        ImportedQuestion(
            label_en=question.label_en,
            label_vi=question.label_vi,
            cluster=made.cluster_by_code[question.cluster].label_en,
            point=made.point_by_code[question.point].label_en,
            key=question.code,
            code=question.code,
            kind=question.kind,
            compliant_answer=question.compliant_answer,
            concept=question.concept,
            cluster_kind=made.cluster_by_code[question.cluster].kind,
            public_issue=question.public_issue,
        )
        for question in made.questions
    ]


def _concepts() -> dict[tuple[str, str], str]:
    """Concepts of the known tools by wording and compliance point."""
    rows = StoredQuestion.objects.filter(version__imported=False, kind="compliance", concept__isnull=False).values_list(
        "label_en", "point__label_en", "concept_id"
    )
    return {(cleaning.key(label), cleaning.point_key(point)): concept for label, point, concept in rows}


def _number(version: str) -> int:
    digits = version.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
