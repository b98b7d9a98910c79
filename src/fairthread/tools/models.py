"""Assessment tools: versions, clusters, compliance points, questions, concepts."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from ..access.scoping import ScopedManager
from ..base.models import StoredFile
from ..forms.models import Form
from ..register.models import Country


class Concept(models.Model):
    """The stable meaning of a question across versions and tools."""

    slug = models.CharField(primary_key=True, max_length=80)
    label_en = models.TextField(blank=True)
    label_vi = models.TextField(blank=True)
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")

    def __str__(self) -> str:
        return self.slug


class Tool(models.Model):
    """A family of versions of one assessment tool."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    form_id = models.CharField(max_length=120, unique=True)
    title_en = models.CharField(max_length=200)
    title_vi = models.CharField(max_length=200, blank=True)
    country = models.ForeignKey(Country, null=True, on_delete=models.PROTECT, related_name="+")
    sectors = models.JSONField(default=list)
    based_on = models.CharField(max_length=120, blank=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.title_en


class ToolVersion(models.Model):
    """One workbook, or the tool that an import made from a file's labels (`imported`). Active ones never change."""

    STATES = ["draft", "active", "retired"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=[(s, s) for s in STATES])
    content_hash = models.CharField(max_length=64)
    workbook = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, null=True, on_delete=models.PROTECT, related_name="+")
    imported = models.BooleanField(default=False)
    languages = models.JSONField(default=list)
    note_en = models.TextField(blank=True)
    note_vi = models.TextField(blank=True)
    created_at = models.DateTimeField()
    activated_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tool", "version"], name="tool_version"),
            models.UniqueConstraint(
                fields=["tool"], condition=Q(state="active", imported=False), name="tool_one_active"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.version}"


class Cluster(models.Model):
    """A group of compliance points; kind `process` never counts in rates."""

    KINDS = ["core", "national", "process"]

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="clusters")
    code = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    label_en = models.CharField(max_length=200)
    label_vi = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="cluster_code")]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


class CompliancePoint(models.Model):
    """A named group of questions; non-compliant in an assessment if any of its compliance questions is."""

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="points")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=200)
    label_vi = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="point_code")]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """A question of one version, with its wording. `position` is its place in the version, from 0, without gaps."""

    KINDS = ["compliance", "information", "gate"]

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=60)
    concept = models.ForeignKey(Concept, null=True, on_delete=models.PROTECT, related_name="questions")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="questions")
    point = models.ForeignKey(CompliancePoint, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in KINDS])
    type = models.CharField(max_length=60)
    repeat = models.CharField(max_length=60, blank=True)
    tags = models.JSONField(default=list)
    compliant_answer = models.CharField(max_length=3, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    gate = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="opens")
    legal = models.JSONField(default=list)
    label_en = models.TextField()
    label_vi = models.TextField(blank=True)
    hint_en = models.TextField(blank=True)
    hint_vi = models.TextField(blank=True)
    evidence_en = models.TextField(blank=True)
    evidence_vi = models.TextField(blank=True)
    # [{"name", "en", "vi"}]: what could be chosen, so that old answers show with their old wording.
    choices = models.JSONField(default=list)
    # When the question is asked, with the conditions of its groups, and what its answer must meet: XPath of the XForm.
    relevant = models.TextField(blank=True)
    constraint = models.TextField(blank=True)
    required = models.BooleanField(default=False)
    public_issue = models.BooleanField(default=False)
    zero_tolerance = models.BooleanField(default=False)
    national_only = models.BooleanField(default=False)
    country_option = models.TextField(blank=True)
    item = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="question_name"),
            models.UniqueConstraint(fields=["version", "position"], name="question_position"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code
