"""What this room tells the matrix."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..access.registry import Record, register
from .models import Assessment

ASSESSMENT = register(
    Record(
        "assessment",
        Assessment,
        _("an assessment"),
        state="state",
        states=tuple(Assessment.STATES),
        paths={
            "country": ("factory__country_id",),
            "province": ("factory__province_id", "factory__province_before_id"),
            "organisation": ("factory__owner_id",),
            "factory": ("factory_id",),
        },
        assigned=("assessors__person_id",),
        read={
            "assessors__person_id": lambda assessment: {str(a.person_id) for a in assessment.assessors.all()},
        },
    )
)
