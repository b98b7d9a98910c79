"""Organisations other than factories, with validity dates and successors."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse

from ...access.scoping import ScopedManager
from .places import Country


class Organisation(models.Model):
    """A buyer, union, employers' body, ministry, donor, provider or legal owner of factories."""

    KINDS = [
        "buyer",
        "union",
        "employers_body",
        "ministry",
        "donor",
        "provider",
        "owner",
        "tripartite",
        "other",
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in KINDS])
    name_en = models.CharField(max_length=200)
    name_vi = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    search_text = models.CharField(max_length=500, blank=True)
    country = models.ForeignKey(Country, null=True, on_delete=models.PROTECT, related_name="organisations")
    address = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    source = models.TextField(blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["kind", "name_en", "id"]

    def __str__(self) -> str:
        return self.name_en

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.pk])
