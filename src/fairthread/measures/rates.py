"""Rates of non-compliance, from the stored assessments that a person may see."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..access import matrix
from ..assessments.imports import cleaning
from ..assessments.models import Assessment
from ..base.acting import Acting
from ..base.problems import Problem
from ..register.models import Country, Factory
from ..tools.definition import Definition, QuestionDef, definition
from ..tools.queries import root_concepts
from . import definitions
from .definitions import Held, Item, Layout

STATES = ("official", "superseded")
_SAMPLE = re.compile(r"(cycle|panel):([1-9]\d?)\Z", re.ASCII)


@dataclass(frozen=True)
class Sample:
    """`latest`, `cycle:N` or `panel:N`; see `definitions` for their rules."""

    kind: str
    number: int = 0

    @classmethod
    def read(cls, text: str) -> Sample:
        """Raises problem 7050 for anything else."""
        if text == "latest":
            return cls("latest")
        found = _SAMPLE.match(text)
        if not found:
            raise Problem(7050, value=text)
        return cls(found[1], int(found[2]))

    def __str__(self) -> str:
        return self.kind if self.kind == "latest" else f"{self.kind}:{self.number}"

    def parts(self, rows: list[Held]) -> dict[str, list[Held]]:
        """Name of the sample -> its assessments. A panel has one part per cycle, such as `panel:3/1`."""
        if self.kind == "latest":
            return {str(self): definitions.latest(rows)}
        if self.kind == "cycle":
            return {str(self): definitions.in_cycle(rows, self.number)}
        return {f"{self}/{cycle}": part for cycle, part in definitions.panel(rows, self.number).items()}


@dataclass(frozen=True)
class Words:
    """How a row reads: labels in both languages, by level, as the newest version has them."""

    cluster: dict[str, str]
    point: dict[str, str]
    question: dict[str, str]
    code: str = ""
    national_only: bool = False


@dataclass(frozen=True)
class Rate:
    """One row: `key` tells it apart within its level and sample."""

    key: str
    words: Words
    noncompliant: int
    assessed: int
    sample: str
    tool_versions: tuple[str, ...]

    @property
    def rate_pct(self) -> Decimal | None:
        return definitions.half_up(self.noncompliant, self.assessed)


@dataclass
class Rates:
    """The answer to one question: which country, window, level and sample; rows in the order of the newest tool."""

    country: str
    begin: date
    end: date
    level: str
    sample: Sample
    held: list[Held] = field(repr=False, default_factory=list)
    versions: list[Definition] = field(repr=False, default_factory=list)  # newest first

    @cached_property
    def parts(self) -> dict[str, list[Held]]:
        return self.sample.parts(self.held)

    @cached_property
    def layouts(self) -> list[Layout]:
        roots = root_concepts({q.concept for version in self.versions for q in version.questions if q.concept})
        return [layout_of(version, roots) for version in self.versions]

    @cached_property
    def rows(self) -> list[Rate]:
        words = self._words()
        names = {version.pk: f"{version.title_en} {version.version}" for version in self.versions}
        found = []
        for name, part in self.parts.items():
            counts = definitions.RATES[self.level](part, self.layouts)
            for key, text in words.items():
                if count := counts.get(key):
                    versions = tuple(names[version] for version in count.versions)
                    found.append(Rate(key, text, count.noncompliant, count.assessed, name, versions))
        return found

    @property
    def assessments(self) -> int:
        return sum(len(part) for part in self.parts.values())

    @property
    def factories(self) -> int:
        return len({row.factory for part in self.parts.values() for row in part})

    def behind(self, key: str, part: str) -> list[Held]:
        """The assessments in the numerator of a row, newest first. Raises problem 7053 for a row that is none."""
        if part not in self.parts or key not in self._words():
            raise Problem(7053)
        found = definitions.non_compliant(self.parts[part], self.layouts, self.level, key)
        return sorted(found, key=lambda row: (row.started_on, row.id), reverse=True)

    def questions_of(self, key: str) -> list[int]:
        """Keys of the stored questions, of all versions, that a row is made of."""
        found = []
        for version, layout in zip(self.versions, self.layouts, strict=True):
            wanted = {item.position for item in layout.items if item.key(self.level) == key}
            found += [q.pk for q in version.questions if q.position in wanted and q.pk is not None]
        return found

    def words_of(self, key: str) -> Words:
        return self._words()[key]

    def _words(self) -> dict[str, Words]:
        """What each key is called: by the newest version that has it; in the order of clusters and points there."""
        found: dict[str, Words] = {}
        places: dict[str, tuple[int, int]] = {}
        clusters: dict[str, int] = {}
        points: dict[str, int] = {}
        for version, layout in zip(self.versions, self.layouts, strict=True):
            questions = {question.position: question for question in version.questions}
            for item in sorted(layout.items, key=lambda item: _order(version, questions[item.position])):
                place = clusters.setdefault(item.cluster, len(clusters)), points.setdefault(item.point, len(points))
                key = item.key(self.level)
                if key not in found:
                    found[key], places[key] = _words(version, questions[item.position], self.level), place
        return dict(sorted(found.items(), key=lambda pair: places[pair[0]]))


def _order(version: Definition, question: QuestionDef) -> tuple[int, int, int]:
    cluster, point = version.cluster_by_code[question.cluster], version.point_by_code[question.point]
    return cluster.order, point.order, question.position


def _words(version: Definition, question: QuestionDef, level: str) -> Words:
    cluster = version.cluster_by_code[question.cluster].label
    point = version.point_by_code[question.point].label if level != "cluster" else {}
    if level != "question":
        return Words(cluster, point, {})
    return Words(cluster, point, question.label, question.code, question.national_only)


def layout_of(version: Definition, roots: dict[str, str]) -> Layout:
    """The questions of a version that count: kind compliance, outside repeats, not in a cluster of kind process.

    Questions are joined across versions by concept (`roots`: those joined by hand), else by point and wording; points
    and clusters by their folded name, so that spellings of one point are one (programme-model §2.5).
    """
    items = []
    for question in version.questions:
        cluster = version.cluster_by_code[question.cluster]
        if question.kind != "compliance" or question.repeat or cluster.kind == "process":
            continue
        cluster_key = cleaning.cluster_key(cluster.label_en)
        point_key = f"{cluster_key}/{cleaning.point_key(version.point_by_code[question.point].label_en)}"
        key = roots.get(question.concept) or f"{point_key}/{cleaning.key(question.label_en)}"
        items.append(Item(question.position, key, point_key, cluster_key))
    assert version.pk is not None
    return Layout(version.pk, len(version.questions), tuple(sorted(items, key=lambda item: item.position)))


def rates(by: Acting, country: str, begin: date, end: date, level: str, sample: str = "latest") -> Rates:
    """The rates of a country in a window whose both ends count. Only assessments that `by` may see are in.

    Raises problems 7005 (country), 7050 (sample), 7051 (window) and 7052 (level), and 2001 to those who may not.
    """
    matrix.need(by, "see_rates", "programme")
    if level not in definitions.LEVELS:
        raise Problem(7052, value=level)
    if end < begin:
        raise Problem(7051, from_=begin, to=end)
    place = Country.objects.filter(code=country.upper()).first()
    if place is None:
        raise Problem(7005, country=country)
    asked = Rates(place.code, begin, end, level, Sample.read(sample))
    asked.held = _held(by, place.code, begin, end)
    asked.versions = _versions(asked.held)
    return asked


def visible(by: Acting, verb: str = "view") -> Any:
    """The assessments that a person, or the operator of the machine, may see."""
    if by.person is None and by.channel in {"command", "system"}:
        return Assessment.objects.unscoped("the operator sees every number; the matrix was asked for the rates")
    return Assessment.objects.for_person(by.person, verb)


def _held(by: Acting, country: str, begin: date, end: date) -> list[Held]:
    rows = visible(by).filter(factory__country_id=country, state__in=STATES, started_on__gte=begin, started_on__lte=end)
    root = _roots()
    fields = ("id", "factory_id", "started_on", "cycle", "tool_version_id", "mode", "results")
    return [
        Held(pk, root(factory), day, cycle, version, mode == "virtual", bytes(results))
        for pk, factory, day, cycle, version, mode, results in rows.order_by().values_list(*fields).iterator(5000)
    ]


def _roots() -> Callable[[uuid.UUID], uuid.UUID]:
    """The record that stands for a factory: two records that were merged count as one factory."""
    merged = dict(
        Factory.objects.unscoped("counts merged factories once")
        .filter(merged_into__isnull=False)
        .values_list("pk", "merged_into_id")
    )

    def root(factory: uuid.UUID) -> uuid.UUID:
        while factory in merged:
            factory = merged[factory]
        return factory

    return root


def _versions(held: list[Held]) -> list[Definition]:
    """The tool versions in use, the one that was used last first: its wording is shown."""
    used: dict[uuid.UUID, date] = {}
    for row in held:
        if row.version not in used or row.started_on > used[row.version]:
            used[row.version] = row.started_on
    return [definition(version) for version in sorted(used, key=lambda pk: (used[pk], str(pk)), reverse=True)]
