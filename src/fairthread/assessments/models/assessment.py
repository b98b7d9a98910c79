"""The assessment, its assessors and its states."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from ...access.models import Person
from ...access.scoping import ScopedManager
from ...base import clock
from ...register.models import Factory
from ...tools.models import ToolVersion

RUNNING = ("planned", "in_field", "draft", "quality_check", "comments_open")


class Assessment(FSMModelMixin, models.Model):
    """One assessment of a factory with one version of a tool.

    `law_date` is the day whose law counts (the first day in the field). `results` is derived: one byte per question of
    the tool version, by position (see `rules.RESULT_CODES`), written when the assessment becomes official; it can be
    rebuilt from the answers at any time.
    """

    STATES = [
        "planned",
        "in_field",
        "draft",
        "quality_check",
        "comments_open",
        "official",
        "superseded",
        "cancelled",
    ]
    MODES = ["unannounced", "announced", "joint", "virtual", "unknown"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    factory = models.ForeignKey(Factory, on_delete=models.PROTECT, related_name="assessments")
    tool_version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="assessments")
    cycle = models.PositiveSmallIntegerField()
    state = FSMField(default="planned", protected=True, choices=[(s, s) for s in STATES])
    mode = models.CharField(max_length=12, default="unannounced", choices=[(m, m) for m in MODES])
    planned_on = models.DateField()
    planned_days = models.PositiveSmallIntegerField(default=2)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    law_date = models.DateField(null=True)
    reviewer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    comments_due = models.DateField(null=True)
    comments_closed_at = models.DateTimeField(null=True)
    official_on = models.DateField(null=True)
    report_number = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=60, blank=True)
    imported = models.BooleanField(default=False)
    results = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factory"], condition=Q(state__in=RUNNING), name="one_running_assessment"),
            models.UniqueConstraint(fields=["report_number"], condition=~Q(report_number=""), name="report_number"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="assessment_days",
            ),
        ]
        indexes = [
            models.Index(fields=["factory", "-started_on", "-id"], name="assessment_factory"),
            models.Index(fields=["state", "started_on"], name="assessment_state"),
            models.Index(fields=["-planned_on", "-id"], name="assessment_planned"),
            models.Index(fields=["source_id"], name="assessment_source"),
        ]

    def __str__(self) -> str:
        return f"{self.factory_id} #{self.cycle}"

    @property
    def may_still_be_commented(self) -> bool:
        """Whether the factory's days have not passed and it has not said that it has no more to say."""
        open_ = self.state == "comments_open" and not self.comments_closed_at
        return open_ and (self.comments_due is None or clock.today() <= self.comments_due)

    # The steps of its life. Only actions call them: they hold the checks, the log and the notices.
    @transition(field=state, source="planned", target="in_field")
    def to_field(self) -> None: ...

    @transition(field=state, source="planned", target="cancelled")
    def to_cancelled(self) -> None: ...

    @transition(field=state, source="in_field", target="draft")
    def to_draft(self) -> None: ...

    @transition(field=state, source="draft", target="quality_check")
    def to_quality_check(self) -> None: ...

    @transition(field=state, source="quality_check", target="draft")
    def back_to_draft(self) -> None: ...

    @transition(field=state, source="quality_check", target="comments_open")
    def to_comments(self) -> None: ...

    @transition(field=state, source="comments_open", target="official")
    def to_official(self) -> None: ...

    @transition(field=state, source="official", target="superseded")
    def to_superseded(self) -> None: ...

    @transition(field=state, source="superseded", target="official")
    def back_to_official(self) -> None: ...


class Assessor(models.Model):
    """A person on an assessment. Exactly one leads."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assessors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person"], name="assessor_once"),
            models.UniqueConstraint(fields=["assessment"], condition=Q(lead=True), name="one_lead"),
        ]
        indexes = [models.Index(fields=["person"], name="assessor_person")]

    def __str__(self) -> str:
        return f"{self.person_id}"
