"""Drawing the answers of one assessment so that the rates of compliance points follow `rates.yaml`. Pure.

For each compliance point a factory has a standing z of mean 0 and variance 1, put together of how good the factory is
(shared by its points), how the point stands there (shared by its cycles) and chance. It is non-compliant when z lies
below the quantile of the rate: so every rate is met exactly in expectation, and problems of a factory last for years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from statistics import NormalDist

from ..base.text import fold
from ..tools.definition import Definition, PointDef, QuestionDef
from . import inform, world
from .world import Place, Seed

FACTORY, POINT = 0.15, 0.6  # shares of the variance
CHANCE = 1 - FACTORY - POINT
NORMAL = NormalDist()
NOT_APPLICABLE = 0.1  # of the questions that allow it


@dataclass(frozen=True)
class Words:
    """What the assessor writes to a non-compliance."""

    evidence: str
    workers: int | None
    cause: str
    private: str = ""


@dataclass
class Drawn:
    """One assessment: answers by question, rows of repeats, words by question."""

    answers: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    points: dict[str, bool] = field(default_factory=dict)  # compliance points: non-compliant?


def rate(point: PointDef, cycle: int) -> float:
    """How probable non-compliance is."""
    return world.rates().get(fold(point.label_en), 0.0) * world.factor(cycle)


def draw(definition: Definition, place: Place, cycle: int, on: date, seed: Seed) -> Drawn:
    """The same arguments give the same answers. `cycle` counts from 1, `on` decides which law is known."""
    made = Drawn()
    said = inform.inform(definition, place, cycle, on, seed)
    made.answers.update(said.answers)
    made.repeats = said.repeats
    good = seed.random(place.key, "factory").gauss(0, 1)
    by_point: dict[str, list[QuestionDef]] = {}
    for question in definition.questions:
        open_ = not question.gate or made.answers.get(question.gate) == "yes"
        if question.kind == "compliance" and question.name not in definition.calculated and open_:
            by_point.setdefault(question.point, []).append(question)
    for point in definition.points:
        if questions := by_point.get(point.code):
            wrong = _stands(point, good, place, cycle, seed) < rate(point, cycle)
            made.points[point.code] = wrong
            _answer(made, questions, place, cycle, on, seed, wrong)
    return made


def _stands(point: PointDef, good: float, place: Place, cycle: int, seed: Seed) -> float:
    """Uniform between 0 and 1: the quantile of the factory's standing in a point."""
    lasting = seed.random(place.key, point.code).gauss(0, 1)
    chance = seed.random(place.key, point.code, cycle).gauss(0, 1)
    return NORMAL.cdf(sqrt(FACTORY) * good + sqrt(POINT) * lasting + sqrt(CHANCE) * chance)


def _answer(
    made: Drawn, questions: list[QuestionDef], place: Place, cycle: int, on: date, seed: Seed, wrong: bool
) -> None:
    # The order lasts from cycle to cycle, so that what was wrong last year is what is wrong this year.
    lasting, now = seed.random(place.key, questions[0].point, "which"), seed.random(place.key, questions[0].point, on)
    order = sorted(questions, key=lambda q: lasting.random() ** (1 / _weight(q, on)), reverse=True)
    count = 1 + (now.random() < 0.55 * world.factor(cycle)) + (now.random() < 0.3 * world.factor(cycle))
    bad = {question.name for question in order[:count]} if wrong else set()
    away = {q.name for q in questions if _may_be_away(q) and lasting.random() < NOT_APPLICABLE} - bad
    if len(away) == len(questions):
        away.clear()  # a point in which nothing applies would not count at all
    for question in questions:
        if question.name in bad:
            made.answers[question.name] = question.non_compliant_answer
            made.words[question.name] = _words(question, place, on, now.random(), now.random())
        else:
            made.answers[question.name] = "na" if question.name in away else question.compliant_answer


def _may_be_away(question: QuestionDef) -> bool:
    return any(choice[0] == "na" for choice in question.choices)


def _told(question: QuestionDef, on: date) -> list[world.Told]:
    return [told for told in world.findings().get(question.item, ()) if told.law_from <= on.isoformat()]


def _weight(question: QuestionDef, on: date) -> float:
    """Questions with words of their own are taken more often, grave ones hardly ever; national ones count nowhere."""
    if question.national_only:
        return 0.001
    told = _told(question, on)
    if question.zero_tolerance or (told and all(one.rare for one in told)):
        return 0.05
    return 4.0 if told else 0.5


def _words(question: QuestionDef, place: Place, on: date, which: float, much: float) -> Words:
    told, language = _told(question, on), place.language
    if not told:
        return Words(world.read("words")["evidence"][language], None, "")
    one = told[int(which * len(told))]
    workers = None
    if one.share:
        low, high = one.share
        workers = max(1, round((low + (high - low) * much) * (place.women + place.men)))
    private = world.read("words")["private"]
    note = private[int(much * 1000) % len(private)][language] if which > 0.85 else ""
    return Words(one.texts[language], workers, one.cause[language], note)
