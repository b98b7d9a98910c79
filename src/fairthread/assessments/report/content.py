"""What a report is made of, as agreed in `docs/contributing/contracts.md`, and the check that all of it is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Language = Literal["en", "vi"]
PointResult = Literal["compliant", "non_compliant", "not_applicable"]
AnnexResult = Literal["compliant", "non_compliant", "not_applicable", "information"]
ClusterKind = Literal["core", "national", "process"]


class IsoDate(str):
    """A day as `YYYY-MM-DD`; a marker for the check, JSON holds an ordinary string."""


class Factory(TypedDict):
    name: str
    other_names: NotRequired[list[str]]
    public_id: str
    address: str
    province: str
    sector: str
    workers_total: int | None
    workers_women: int | None
    workers_men: int | None
    union: bool | None


class Assessment(TypedDict):
    cycle: int
    started_on: IsoDate
    ended_on: IsoDate
    person_days: int | float
    tool: str
    tool_version: str
    mode: str
    assessors: list[str]


class ClusterCount(TypedDict):
    code: str
    label: str
    kind: ClusterKind
    points_assessed: int
    points_non_compliant: int


class Summary(TypedDict):
    compliance_points_assessed: int
    compliance_points_non_compliant: int
    questions_assessed: int
    questions_non_compliant: int
    clusters: list[ClusterCount]


class Photo(TypedDict):
    path: str
    caption: str


class Comment(TypedDict):
    by: str
    on: IsoDate
    text: str


class Finding(TypedDict):
    code: str
    label: str
    answer: str
    finding: str
    legal: list[str]
    workers_affected: NotRequired[int | None]
    root_cause: NotRequired[str | None]
    public_issue: bool
    photos: NotRequired[list[Photo]]
    comments: NotRequired[list[Comment]]
    previous: NotRequired[str | None]


class Point(TypedDict):
    code: str
    label: str
    result: PointResult
    findings: list[Finding]


class Cluster(TypedDict):
    code: str
    label: str
    points: list[Point]


class Information(TypedDict):
    code: str
    label: str
    value: str | int | float | bool | None


class AnnexRow(TypedDict):
    cluster: str
    point: str
    code: str
    label: str
    answer: str
    result: AnnexResult
    evidence: NotRequired[str | None]


class ReportContent(TypedDict):
    """Everything a report says. Counts are whole numbers, days are ISO, texts are in `language`."""

    language: Language
    number: str
    verify_url: str
    issued_at: IsoDate
    demo: bool
    programme: str
    law_date: IsoDate
    factory: Factory
    assessment: Assessment
    summary: Summary
    clusters: list[Cluster]
    information: list[Information]
    annex: list[AnnexRow]
    method: list[str]


MAX_NAMED = 20
"""How many faults one error message spells out."""


def validate(content: object) -> ReportContent:
    """Give the content back when it is complete.

    Raises ValueError naming every place that is missing or of the wrong kind, for instance
    `factory.name is missing`. Keys this room does not know are left alone and never printed.
    """
    faults = list(_faults(content, ReportContent, "content"))
    if not faults:
        faults = list(_contradictions(content))  # type: ignore[arg-type]
    if faults:
        rest = f"; and {len(faults) - MAX_NAMED} more" if len(faults) > MAX_NAMED else ""
        raise ValueError("The report cannot be made: " + "; ".join(faults[:MAX_NAMED]) + rest)
    return content  # type: ignore[return-value]


def _faults(value: object, kind: Any, where: str) -> Iterator[str]:
    origin = get_origin(kind)
    if is_typeddict(kind):
        yield from _record_faults(value, kind, where)
    elif origin is list:
        if not isinstance(value, list):
            yield f"{where} is not a list"
            return
        for index, item in enumerate(value):
            yield from _faults(item, get_args(kind)[0], f"{where}[{index}]")
    elif origin is Literal:
        if value not in get_args(kind):
            yield f"{where} is not one of {', '.join(map(str, get_args(kind)))}"
    elif origin in (Union, UnionType):
        choices = get_args(kind)
        if not any(_fits(value, choice) for choice in choices):
            yield f"{where} is not {' or '.join('empty' if c is type(None) else c.__name__ for c in choices)}"
    elif not _fits(value, kind):
        yield f"{where} is not a day (YYYY-MM-DD)" if kind is IsoDate else f"{where} is not {kind.__name__}"


def _record_faults(value: object, kind: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is not a dictionary"
        return
    prefix = "" if where == "content" else f"{where}."
    # Resolved at run time because `from __future__ import annotations` hides NotRequired from __required_keys__.
    for key, hint in get_type_hints(kind, include_extras=True).items():
        optional = get_origin(hint) is NotRequired
        if key in value:
            yield from _faults(value[key], get_args(hint)[0] if optional else hint, prefix + key)
        elif not optional:
            yield f"{prefix}{key} is missing"


def _fits(value: object, kind: Any) -> bool:
    if kind is IsoDate:
        try:
            return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
        except ValueError:
            return False
    if isinstance(value, bool) and kind is not bool:
        return False
    return isinstance(value, kind)


def _contradictions(content: ReportContent) -> Iterator[str]:
    """Counts that cannot both be true: a report must not leave the house with them."""
    summary = content["summary"]
    for what in ("compliance_points", "questions"):
        assessed, bad = summary[f"{what}_assessed"], summary[f"{what}_non_compliant"]  # type: ignore[literal-required]
        if not 0 <= bad <= assessed:
            yield f"summary.{what}_non_compliant ({bad}) is not between 0 and {what}_assessed ({assessed})"
    for index, cluster in enumerate(summary["clusters"]):
        if not 0 <= cluster["points_non_compliant"] <= cluster["points_assessed"]:
            yield f"summary.clusters[{index}] ({cluster['code']}) has more points non-compliant than assessed"
    if not content["verify_url"].strip():
        yield "verify_url is empty"
    if not content["number"].strip():
        yield "number is empty"
