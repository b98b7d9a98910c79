"""What follows from answers: results, parents, what is asked and what is missing. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from . import expressions
from .definition import Definition, QuestionDef

COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, INFORMATION = 1, 2, 3, 4


def result_of(question: QuestionDef, value: str) -> int:
    """1 compliant, 2 non-compliant, 3 not applicable, 4 information. Only compliance questions can be 1 to 3."""
    if question.kind != "compliance" or not value:
        return INFORMATION
    if value == "na":
        return NOT_APPLICABLE
    return COMPLIANT if value == question.compliant_answer else NON_COMPLIANT


def asked(definition: Definition, answers: Mapping[str, str]) -> set[str]:
    """Names of the questions outside repeats that are asked, given the answers so far.

    As in the browser, the answer of a question that is not asked counts as empty. Conditions look back, so one pass
    in the order of the form is enough; a second one settles those that look forward.
    """
    shown = {question.name for question in definition.questions if not question.repeat}
    for _pass in range(2):
        seen = {name: value for name, value in answers.items() if name in shown}
        shown = set()
        for question in definition.questions:
            if question.repeat:
                continue
            if not question.relevant or expressions.holds(question.relevant, seen):
                shown.add(question.name)
                if question.name in answers:
                    seen[question.name] = answers[question.name]
            else:
                seen.pop(question.name, None)
    return shown


def follow(definition: Definition, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers of calculated parents, from the answers of their children; parents without one are left out.

    Non-compliant if any child is; not applicable if every child is, or is not asked; compliant if every child that
    applies is answered and compliant; else nothing yet.
    """
    shown = asked(definition, answers)
    known = {name: value for name, value in answers.items() if name in shown}
    found: dict[str, str] = {}
    for name in definition.calculated:
        known.pop(name, None)
    for name in definition.calculated:
        if name not in shown:
            continue
        parent = definition.by_name[name]
        results = [
            result_of(child, known.get(child.name, "")) if child.name in shown else NOT_APPLICABLE
            for child in definition.children[name]
            if child.kind == "compliance"
        ]
        if NON_COMPLIANT in results:
            found[name] = parent.non_compliant_answer
        elif all(result == NOT_APPLICABLE for result in results):
            found[name] = "na"
        elif all(result in (COMPLIANT, NOT_APPLICABLE) for result in results):
            found[name] = parent.compliant_answer
        if name in found:
            known[name] = found[name]
    return found


def calculation(definition: Definition, name: str) -> str:
    """The same as `follow`, for one parent, as an expression of the form."""
    parent = definition.by_name[name]
    bad, settled, away = [], [], []
    for child in definition.children[name]:
        if child.kind != "compliance":
            continue
        reference = f"${{{child.name}}}"
        bad.append(f"{reference} = '{child.non_compliant_answer}'")
        not_asked = f" or not({child.relevant})" if child.relevant else ""
        away.append(f"({reference} = 'na'{not_asked})")
        settled.append(f"({reference} = '{child.compliant_answer}' or {reference} = 'na'{not_asked})")
    return (
        f"if({' or '.join(bad)}, '{parent.non_compliant_answer}', "
        f"if({' and '.join(away)}, 'na', "
        f"if({' and '.join(settled)}, '{parent.compliant_answer}', '')))"
    )


def missing(definition: Definition, answers: Mapping[str, str]) -> list[str]:
    """Names of the questions that must be answered, are asked and are not answered, in the order of the form."""
    shown = asked(definition, answers)
    return [
        question.name
        for question in definition.questions
        if question.required
        and question.name in shown
        and question.name not in definition.calculated
        and not answers.get(question.name)
    ]


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


FORMS: dict[str, Callable[[str], object]] = {
    "integer": re.compile(r"-?\d{1,12}\Z", re.ASCII).match,
    "decimal": re.compile(r"-?\d{1,15}(\.\d{1,6})?\Z", re.ASCII).match,
    "date": _is_date,
}


def fits(question: QuestionDef, value: str, answers: Mapping[str, str]) -> bool:
    """Whether an answer is of the right kind and meets the condition of its question."""
    kind = question.type.split()[0]
    if kind in ("select_one", "select_multiple"):
        known = {choice[0] for choice in question.choices} | ({"na"} if question.kind == "compliance" else set())
        chosen = value.split() if kind == "select_multiple" else [value]
        if not known.issuperset(chosen):
            return False
    elif kind in FORMS and not FORMS[kind](value):
        return False
    return not question.constraint or expressions.holds(question.constraint, answers, value)
