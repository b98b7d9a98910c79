"""The rules of an assessment, without a database.

Sources: programme-model §2.3 and §2.5: a point is non-compliant if any of its compliance questions is; a closed gate
takes its children out of every denominator; polarity comes from the tool, never from the word "yes". What an answer
means and what follows from it is `tools.rules`; here it is put together for a whole assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..tools import rules as tool_rules
from ..tools.definition import Definition, QuestionDef
from ..tools.rules import COMPLIANT, INFORMATION, NON_COMPLIANT, NOT_APPLICABLE, result_of

__all__ = ["COMPLIANT", "INFORMATION", "NON_COMPLIANT", "NONE", "NOT_APPLICABLE", "result_of"]

NONE = 0
# How results stand in `Assessment.results`, one byte per question position, and how programs call them.
RESULT_CODES = {
    NONE: "unanswered",
    COMPLIANT: "compliant",
    NON_COMPLIANT: "non_compliant",
    NOT_APPLICABLE: "not_applicable",
    INFORMATION: "information",
}


@dataclass(frozen=True)
class Missing:
    """Something that keeps an assessment from going on: the question and what lacks (`answer`, `evidence`, `sense`)."""

    question: str
    what: str


@dataclass(frozen=True)
class Settled:
    """The answers that stand with all that follows from them, and the names of those that mean nothing to the tool."""

    values: dict[str, str]
    unfit: tuple[str, ...] = ()


def settled(definition: Definition, given: Mapping[str, str]) -> Settled:
    """Closed gates say `na`, parents agree with their children, an answer that is no choice of its question waits."""
    unfit = tuple(
        name
        for name, value in given.items()
        if name in definition.by_name and not tool_rules.fits(definition.by_name[name], value, given)
    )
    fit = {name: value for name, value in given.items() if name in definition.by_name and name not in unfit}
    shown = tool_rules.asked(definition, fit)
    values = {name: value for name, value in fit.items() if name in shown}
    values.update(tool_rules.follow(definition, values))
    for question in definition.questions:
        if question.kind == "compliance" and question.name not in shown and _gate_says_no(question, definition, values):
            values[question.name] = "na"
    return Settled(values, unfit)


def _gate_says_no(question: QuestionDef, definition: Definition, values: Mapping[str, str]) -> bool:
    above: QuestionDef | None = question
    while above is not None:
        if above.gate and values.get(above.gate) == "no":
            return True
        above = definition.by_name.get(above.gate or above.parent)
    return False


def to_answer(definition: Definition, values: Mapping[str, str]) -> list[QuestionDef]:
    """The questions that somebody has to answer, given the answers so far: what is asked and does not follow."""
    shown = tool_rules.asked(definition, values)
    return [
        question
        for question in definition.questions
        if question.name in shown
        and question.name not in definition.calculated
        and (question.required or question.kind in ("compliance", "gate"))
    ]


def missing(definition: Definition, standing: Settled, evidence: Mapping[str, str]) -> list[Missing]:
    """What lacks before an assessment can be submitted: open questions, and non-compliance without evidence."""
    found = [Missing(name, "sense") for name in standing.unfit]
    for question in to_answer(definition, standing.values):
        value = standing.values.get(question.name, "")
        if not value:
            found.append(Missing(question.name, "answer"))
        elif result_of(question, value) == NON_COMPLIANT and not evidence.get(question.name, "").strip():
            found.append(Missing(question.name, "evidence"))
    return [lack for lack in found if lack.what != "answer" or lack.question not in standing.unfit]


def progress(definition: Definition, values: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Answered and to be answered, by cluster."""
    counts: dict[str, tuple[int, int]] = {}
    for question in to_answer(definition, values):
        done, all_ = counts.get(question.cluster, (0, 0))
        counts[question.cluster] = (done + bool(values.get(question.name)), all_ + 1)
    return counts


def vector(definition: Definition, results: Mapping[str, int]) -> bytes:
    """One byte per question position, the form in which rates read an assessment."""
    return bytes(results.get(question.name, NONE) for question in definition.questions)


def worst(results: Iterable[int]) -> int:
    """Of a point: non-compliant if any question is, else compliant if any is, else not applicable."""
    seen = set(results)
    for result in (NON_COMPLIANT, COMPLIANT, NOT_APPLICABLE):
        if result in seen:
            return result
    return NONE
