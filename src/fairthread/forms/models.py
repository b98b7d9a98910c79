"""Forms and what people send with them."""

from __future__ import annotations

import uuid

from django.db import models

from ..access.models import Person
from ..base.models import StoredFile


class Form(models.Model):
    """An XForm made from a workbook. Never changed: another content is another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    form_id = models.CharField(max_length=120)
    version = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    xform = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form_id", "version"], name="form_version")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}"


class Instance(models.Model):
    """One person's copy of a form about one subject, while it is being filled. `sequence` grows with every save.

    `subject` names the record that it is about, such as `assessment:UUID`; forms know nothing more of it.
    """

    id = models.UUIDField(primary_key=True)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="instances")
    subject = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    xml = models.TextField()
    sha256 = models.CharField(max_length=64)
    device = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "person"], name="instance_per_person")]

    def __str__(self) -> str:
        return f"{self.subject} #{self.sequence}"


class Submission(models.Model):
    """A finished instance exactly as it was received. Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    instance_id = models.UUIDField()
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="submissions")
    subject = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    xml = models.TextField()
    sha256 = models.CharField(max_length=64)
    device = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instance_id", "sha256"], name="submission_once")]
        indexes = [models.Index(fields=["subject"], name="submission_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.received_at:%Y-%m-%d}"


class Attachment(models.Model):
    """A picture or document that belongs to a question of a subject. The identifier is made by the client."""

    id = models.UUIDField(primary_key=True)
    subject = models.CharField(max_length=60)
    question = models.CharField(max_length=120)
    caption = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "question"], name="attachment_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.question}"
