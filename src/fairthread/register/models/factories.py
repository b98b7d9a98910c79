"""Factories: identity, names, status and merges, each change a row."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ...access.models import Person
from ...access.scoping import ScopedManager
from .organisations import Organisation
from .places import Country, Province, Sector


class Factory(models.Model):
    """A factory of the programme. `public_id` is checksummed and may be printed; `id` is for programs.

    `province` is the unit of today; `province_before` the one of before a merger of provinces, where known.
    `name` is the name in the country's language; further and former names are `FactoryName` rows.
    `status` repeats the newest `StatusChange` so that lists can be filtered; the rows are the truth.
    """

    STATUSES = ["applied", "enrolled", "paused", "left"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    public_id = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="factories")
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="factories")
    province_before = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    sector = models.ForeignKey(Sector, null=True, on_delete=models.PROTECT, related_name="factories")
    products = models.CharField(max_length=300, blank=True)
    year_began = models.PositiveSmallIntegerField(null=True, blank=True)
    workers_women = models.PositiveIntegerField(null=True, blank=True)
    workers_men = models.PositiveIntegerField(null=True, blank=True)
    workers_on = models.DateField(null=True, blank=True)
    has_union = models.BooleanField(null=True, blank=True)
    union_name = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="factories_owned"
    )
    legal_owner = models.CharField(max_length=200, blank=True)  # as the factory declares it; `owner` is our own link
    legal_owner_address = models.CharField(max_length=300, blank=True)
    contacts = models.JSONField(default=list, blank=True)  # at most two: {"name", "title", "email", "phone"}
    terms_accepted_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=[(s, s) for s in STATUSES])
    source_id = models.CharField(max_length=60, blank=True)  # identifier in the system that it was imported from
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    registered_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "source_id"], condition=~Q(source_id=""), name="factory_source"),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="factory_name"),
            models.Index(fields=["country", "status"], name="factory_status"),
            models.Index(fields=["province"], name="factory_province"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("factory", args=[self.pk])

    @property
    def workers_total(self) -> int | None:
        if self.workers_women is None or self.workers_men is None:
            return None
        return self.workers_women + self.workers_men


class FactoryName(models.Model):
    """A further name of a factory: in another script, a short one, or one that it had before."""

    KINDS = ["other", "former", "short"]

    factory = models.ForeignKey(Factory, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    language = models.CharField(max_length=10, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factory", "text", "kind"], name="factory_name_once")]

    def __str__(self) -> str:
        return self.text


class StatusChange(models.Model):
    """A factory applied, enrolled, paused or left on a day, for a reason."""

    factory = models.ForeignKey(Factory, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=10, choices=[(s, s) for s in Factory.STATUSES])
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.status} {self.on}"


class BuyerLink(models.Model):
    """A main buyer of a factory, as the registration form asks: at most three, with the length of the relationship."""

    factory = models.ForeignKey(Factory, on_delete=models.CASCADE, related_name="buyers")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="supplied_by")
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factory", "buyer"], name="buyer_once")]

    def __str__(self) -> str:
        return f"{self.buyer_id} since {self.since_year}"


class Merge(models.Model):
    """Two records of one factory became one. `moved` lists what was moved, so that it can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kept = models.ForeignKey(Factory, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Factory, on_delete=models.PROTECT, related_name="merges_gone")
    moved = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="merged_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="merge_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"
