"""Answers as they stand after merging, their words, and every change that led there."""

from __future__ import annotations

import uuid

from django.db import models

from ...access.models import Person
from ...tools.models import Question
from .assessment import Assessment


class Answer(models.Model):
    """The answer that stands for a question. `result`: 1 compliant, 2 non-compliant, 3 not applicable, 4 information.

    The largest table: the constraint serves as the index of `assessment`, and nobody looks answers up by person.

    `slot` tells repeats apart (number of the union, agreement or strike, from 1); 0 outside repeats.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField(default=0)
    value = models.TextField()
    result = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    instance_id = models.UUIDField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question", "slot"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question_id}={self.value[:20]}"


class AnswerNote(models.Model):
    """The words to an answer: evidence, workers affected, root cause, and a note that stays with the assessors."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="notes")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField(blank=True)
    workers_affected = models.PositiveIntegerField(null=True)
    root_cause = models.TextField(blank=True)
    private_note = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="note_once")]

    def __str__(self) -> str:
        return self.evidence[:40]


class AnswerChange(models.Model):
    """An answer was given, changed or taken back on a device. Append-only."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="changes")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    instance_id = models.UUIDField(null=True)  # empty for answers that follow from others
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["assessment", "question"], name="change_question")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.before[:10]} > {self.after[:10]}"


class Resolution(models.Model):
    """The lead chose between two different answers of two assessors. `values` holds what was compared."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="resolutions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    answer_from = models.UUIDField()
    values = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="resolution_once")]

    def __str__(self) -> str:
        return f"{self.question_id} from {self.answer_from}"


class Finding(models.Model):
    """A non-compliance as it stands in the report, made when the comment period opens. Rooms above hang on its id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField(blank=True)
    workers_affected = models.PositiveIntegerField(null=True)
    root_cause = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="finding_once")]

    def __str__(self) -> str:
        return self.evidence[:40]


class FactoryComment(models.Model):
    """What the factory says to a finding, or to the whole report (`finding` empty). Stays beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="comments")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:40]


class ReviewRemark(models.Model):
    """What a reviewer asks the assessors in the quality check, by round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="remarks")
    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text[:40]
