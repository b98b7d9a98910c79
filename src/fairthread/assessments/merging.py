"""From the assessors' copies to the answers that stand. Everything here can be rebuilt from the copies."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..base import clock
from ..base.acting import Acting
from ..forms.instance import Instance as Read
from ..forms.instance import read_instance
from ..forms.merge import Given, Merged, merge
from ..forms.models import Instance
from ..tools.definition import Definition, definition
from . import rules
from .models import Answer, AnswerChange, AnswerNote, Assessment


@dataclass
class Standing:
    """What stands after a merge: values by question with all that follows from them, and what the lead must resolve."""

    settled: rules.Settled
    merged: Merged

    @property
    def values(self) -> dict[str, str]:
        return self.settled.values

    @property
    def conflicts(self) -> dict[str, list[Given]]:
        return self.merged.conflicts

    @property
    def evidence(self) -> dict[str, str]:
        return {name: note.words.evidence for name, note in self.merged.notes.items()}


@lru_cache(maxsize=256)
def _read(sha256: str, xml: str, version_id: uuid.UUID) -> Read:
    # By hash: the other assessor's copy is the same at nearly every save.
    return read_instance(xml, definition(version_id).names)


def subject(assessment: Assessment) -> str:
    """The name under which forms keep what belongs to an assessment."""
    return f"assessment:{assessment.pk}"


def stand(assessment: Assessment, instances: Iterable[Instance]) -> Standing:
    """The merge of copies and resolutions, with what follows from gates and children."""
    known = definition(assessment.tool_version_id)
    filled = [
        (i.pk, i.person, i.answered_at or i.saved_at, _read(i.sha256, i.xml, assessment.tool_version_id))
        for i in instances
    ]
    chosen: dict[str, uuid.UUID] = {}
    if len(filled) > 1:
        rows = assessment.resolutions.values_list("question_id", "answer_from")
        chosen = {known.by_pk[question].name: copy for question, copy in rows if question in known.by_pk}
    merged = merge(filled, chosen, derived=known.calculated)
    return Standing(rules.settled(known, {name: given.value for name, given in merged.answers.items()}), merged)


def refresh(by: Acting, assessment: Assessment, instances: Iterable[Instance]) -> Standing:
    """Merges and writes the difference to the stored answers and notes. The caller holds the lock of the assessment."""
    standing = stand(assessment, instances)
    known = definition(assessment.tool_version_id)
    _write_answers(by, assessment, known, standing)
    _write_notes(assessment, known, standing)
    return standing


def _wanted(known: Definition, standing: Standing) -> dict[tuple[int, int], tuple[str, int]]:
    wanted: dict[tuple[int, int], tuple[str, int]] = {}
    for name, value in standing.values.items():
        question = known.by_name[name]
        if not question.repeat:
            wanted[question.key, 0] = (value, rules.result_of(question, value))
    for rows in standing.merged.repeats.values():
        for slot, row in enumerate(rows, start=1):
            for name, value in row.values.items():
                if value and name in known.by_name:
                    wanted[known.by_name[name].key, slot] = (value, rules.INFORMATION)
    return wanted


def _write_answers(by: Acting, assessment: Assessment, known: Definition, standing: Standing) -> None:
    wanted = _wanted(known, standing)
    rows = Answer.objects.filter(assessment=assessment)
    stored = rows.values_list("question_id", "slot", "value", "instance_id", "pk")
    present = {(question, slot): (value, instance, pk) for question, slot, value, instance, pk in stored}
    now, fresh, changes = clock.now(), [], []
    for (question, slot), (value, result) in wanted.items():
        before = present.pop((question, slot), ("", None, 0))
        if before[0] == value:
            continue
        given = standing.merged.answers.get(known.by_pk[question].name)
        copy = given.instance_id if given and given.value == value else None
        fresh.append(
            Answer(
                assessment=assessment, question_id=question, slot=slot, value=value, result=result,
                by_id=given.person.pk if given and copy else None, instance_id=copy, at=given.at if given else now,
            )
        )  # fmt: skip
        changes.append((question, copy, before[0], value))
    changes += [(question, instance, value, "") for (question, _), (value, instance, _pk) in present.items()]
    if fresh:
        Answer.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["assessment", "question", "slot"],
            update_fields=["value", "result", "by", "instance_id", "at"],
        )
    if present:
        rows.filter(pk__in=[pk for *_, pk in present.values()]).delete()
    if changes and by.person:
        AnswerChange.objects.bulk_create(
            AnswerChange(
                assessment=assessment, question_id=q, instance_id=copy,
                before=before, after=after, by=by.person, at=now,
            )
            for q, copy, before, after in changes
        )  # fmt: skip


def _write_notes(assessment: Assessment, known: Definition, standing: Standing) -> None:
    rows = AnswerNote.objects.filter(assessment=assessment)
    fields = ("evidence", "workers_affected", "root_cause", "private_note")
    present = {row[0]: row[1:] for row in rows.values_list("question_id", *fields)}
    fresh = []
    for name, note in standing.merged.notes.items():
        if name not in known.by_name:
            continue
        question = known.by_name[name].key
        words = note.words
        values = (words.evidence, words.workers, words.cause, words.private)
        if present.pop(question, None) != values:
            fresh.append(
                AnswerNote(assessment=assessment, question_id=question, **dict(zip(fields, values, strict=True)))
            )
    if fresh:
        AnswerNote.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=["assessment", "question"], update_fields=list(fields)
        )
    if present:
        rows.filter(question_id__in=present).delete()
