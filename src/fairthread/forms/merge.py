"""Several assessors fill the same form; this makes one set of answers of theirs.

Pure, and the same whatever the order in which they arrive: answers that agree stand, answers that differ become a
conflict until the lead chooses, and what nobody else touched stands as it is.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .instance import AttachmentRef, FindingWords, Instance, joined

Filled = tuple[uuid.UUID, Any, datetime | None, Instance]


@dataclass(frozen=True)
class Given:
    """An answer and who gave it. `at` is when that person last answered anything."""

    value: str
    person: Any
    instance_id: uuid.UUID
    at: datetime | None
    words: FindingWords = field(default_factory=FindingWords)


@dataclass(frozen=True)
class Note:
    """The words to a question, joined of all whose answer stands."""

    words: FindingWords
    people: tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """One row of a repeat, such as one trade union."""

    values: dict[str, str]
    person: Any
    instance_id: uuid.UUID
    at: datetime | None


@dataclass(frozen=True)
class Merged:
    """What stands. A question is in `answers` or in `conflicts`, never in both."""

    answers: dict[str, Given] = field(default_factory=dict)
    repeats: dict[str, list[Row]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    conflicts: dict[str, list[Given]] = field(default_factory=dict)
    attachments: list[AttachmentRef] = field(default_factory=list)


def merge(
    instances: Iterable[Filled],
    resolutions: Mapping[str, uuid.UUID] | None = None,
    derived: Collection[str] = (),
) -> Merged:
    """One set of answers of (instance identifier, person, time of the last answer, instance).

    `resolutions` names, by question, the instance whose answer the lead chose; one that no longer holds an answer is
    passed over. `derived` are questions whose answer follows from others: each browser knows only its own part, so
    their answers are left out here and followed anew from what stands (`tools.rules.follow`).
    """
    filled = _each_once(instances)
    chosen = resolutions or {}
    given: dict[str, list[Given]] = defaultdict(list)
    for identifier, person, at, instance in filled:
        for question, value in instance.answers.items():
            if question not in derived:
                words = instance.findings.get(question, FindingWords())
                given[question].append(Given(value, person, identifier, at, words))
    merged = Merged()
    for question, answers in sorted(given.items()):
        standing = _standing(answers, chosen.get(question))
        if standing is None:
            merged.conflicts[question] = answers
        else:
            merged.answers[question] = standing
    _notes(filled, merged)
    _rows(filled, merged)
    known = {ref.id: ref for *_others, instance in reversed(filled) for ref in reversed(instance.attachments)}
    merged.attachments.extend(known[identifier] for identifier in sorted(known))
    return merged


def _each_once(instances: Iterable[Filled]) -> list[Filled]:
    """By identifier; of the same instance twice the one that was answered last."""
    latest: dict[uuid.UUID, Filled] = {}
    for one in instances:
        before = latest.get(one[0])
        if before is None or _age(one) > _age(before):
            latest[one[0]] = one
    return [latest[identifier] for identifier in sorted(latest)]


def _age(one: Filled) -> tuple[float, str]:
    return (one[2].timestamp() if one[2] else 0.0, repr(one[3]))


def _standing(answers: list[Given], chosen: uuid.UUID | None) -> Given | None:
    if all(answer.value == answers[0].value for answer in answers):
        return answers[0]
    return next((answer for answer in answers if answer.instance_id == chosen), None)


def _notes(filled: list[Filled], merged: Merged) -> None:
    """Words count when their author's answer stands, or when the author gave words but no answer."""
    people: dict[str, list[Any]] = defaultdict(list)
    words: dict[str, list[FindingWords]] = defaultdict(list)
    for _identifier, person, _at, instance in filled:
        for question, said in instance.findings.items():
            standing = merged.answers.get(question)
            own = instance.answers.get(question)
            if question in merged.conflicts or (standing and own is not None and own != standing.value):
                continue
            people[question].append(person)
            words[question].append(said)
    for question in sorted(words):
        merged.notes[question] = Note(joined(words[question]), tuple(people[question]))


def _rows(filled: list[Filled], merged: Merged) -> None:
    """Rows of all: nobody can know that two unlike rows mean the same union.

    The same row twice from one person is meant so; from two people it is the same thing seen twice.
    """
    for identifier, person, at, instance in filled:
        for repeat, rows in sorted(instance.repeats.items()):
            kept = merged.repeats.setdefault(repeat, [])
            before = [row.values for row in kept]
            for place, values in enumerate(rows):
                if rows[: place + 1].count(values) > before.count(values):
                    kept.append(Row(values, person, identifier, at))
