"""What changed between two versions, in words: questions are the same when they share a concept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .definition import Definition, QuestionDef
from .words import ANSWERS, KINDS, yes_no

# Fields that change what an answer means; after one of these, answers of the two versions do not compare as they are.
MEANING = {"kind", "compliant_answer", "type"}


@dataclass(frozen=True)
class Part:
    """One field of a question before and after, as people read it. `words` marks what went and what came."""

    field: str
    label: object
    before: str
    after: str
    words: tuple[tuple[str, str], ...] = ()  # (same, gone or new; text)


@dataclass(frozen=True)
class Change:
    old: QuestionDef
    new: QuestionDef
    parts: tuple[Part, ...]

    @property
    def meaning(self) -> bool:
        """Whether answers of the two versions no longer mean the same."""
        return any(part.field in MEANING for part in self.parts)


@dataclass(frozen=True)
class Difference:
    old: Definition
    new: Definition
    added: tuple[QuestionDef, ...]
    removed: tuple[QuestionDef, ...]
    changed: tuple[Change, ...]
    same: int

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


LABELS: dict[str, object] = {
    "label_en": _("Wording in English"),
    "label_vi": _("Wording in Vietnamese"),
    "compliant_answer": _("Compliant answer"),
    "kind": _("Kind"),
    "code": _("Code"),
    "cluster": _("Cluster"),
    "point": _("Compliance point"),
    "type": _("Type of answer"),
    "parent": _("Detail of"),
    "gate": _("Asked only after"),
    "relevant": _("Asked when"),
    "required": _("Must be answered"),
    "constraint": _("Limit of the answer"),
    "legal": _("Legal references"),
    "public_issue": _("Public issue"),
    "zero_tolerance": _("Zero tolerance"),
    "national_only": _("National only"),
    "tags": _("Tags"),
    "hint_en": _("Hint in English"),
    "hint_vi": _("Hint in Vietnamese"),
    "evidence_en": _("Evidence in English"),
    "evidence_vi": _("Evidence in Vietnamese"),
    "choices": _("Choices"),
    "country_option": _("Country option"),
}
LONG = {"label_en", "label_vi", "hint_en", "hint_vi", "evidence_en", "evidence_vi", "country_option"}


def compare(old: Definition, new: Definition, roots: Mapping[str, str] | None = None) -> Difference:
    """The difference from one version to another. `roots` maps concepts to those they were joined to."""
    same_as = roots or {}

    def key(question: QuestionDef) -> tuple[str, str]:
        if question.concept:
            return "concept", same_as.get(question.concept, question.concept)
        return "name", question.name

    before = {key(question): question for question in old.questions}
    after = {key(question): question for question in new.questions}
    changed = []
    for place, question in after.items():
        if place in before:
            parts = _parts(old, before[place], new, question)
            if parts:
                changed.append(Change(before[place], question, parts))
    both = len(before.keys() & after.keys())
    return Difference(
        old,
        new,
        tuple(question for place, question in after.items() if place not in before),
        tuple(question for place, question in before.items() if place not in after),
        tuple(changed),
        both - len(changed),
    )


def _parts(old: Definition, one: QuestionDef, new: Definition, other: QuestionDef) -> tuple[Part, ...]:
    found = []
    for field, label in LABELS.items():
        if getattr(one, field) == getattr(other, field):
            continue
        before, after = _shown(old, one, field), _shown(new, other, field)
        if before != after:
            words = marked(before, after) if field in LONG and before and after else ()
            found.append(Part(field, label, before, after, words))
    return tuple(found)


def _shown(definition: Definition, question: QuestionDef, field: str) -> str:
    value = getattr(question, field)
    if field in ("parent", "gate"):
        return definition.by_name[value].code if value in definition.by_name else value
    if field == "choices":
        return ", ".join(vi or en or name for name, en, vi in value)
    if field == "kind":
        return str(KINDS.get(value, value))
    if field == "compliant_answer":
        return str(ANSWERS.get(value, value))
    if isinstance(value, bool):
        return yes_no(value)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def marked(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Both texts in one, word by word: what stayed, what went and what came."""
    one, other = (re.findall(r"\S+\s*", text) for text in (before, after))
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(one[i1:i2])))
            continue
        if i1 < i2:
            found.append(("gone", "".join(one[i1:i2])))
        if j1 < j2:
            found.append(("new", "".join(other[j1:j2])))
    return tuple(found)
