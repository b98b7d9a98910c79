"""Where imported history came from."""

from __future__ import annotations

import uuid

from django.db import models

from ...access.models import Person
from ...register.models import Country
from .assessment import Assessment


class ImportRun(models.Model):
    """One import that wrote something. `ended_at` empty: it stopped on the way; importing the file again goes on.

    `counts` are the numbers of the report that the person saw, by name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    layout = models.CharField(max_length=20)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    replaced = models.BooleanField(default=False)  # whether changed assessments were to be replaced (--update)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.file_name} {self.started_at:%Y-%m-%d}"


class ImportedSource(models.Model):
    """The record of another system that an assessment stands for, and the SHA-256 of its cleaned content."""

    assessment = models.OneToOneField(Assessment, primary_key=True, on_delete=models.CASCADE, related_name="source")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    source_id = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="sources")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "source_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.source_id}"
