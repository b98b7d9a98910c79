"""The assessments on the page of their factory."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ..access import matrix
from ..register.models import Factory
from ..register.sections import factory_section
from . import queries

SHOWN = 20


@factory_section(10)
def assessments(request: HttpRequest, factory: Factory) -> tuple[str, dict[str, Any]] | None:
    """The assessments that the person may see, newest first, and the way to plan the next one."""
    by = request.acting  # type: ignore[attr-defined]
    rows = list(queries.assessments(by.person).filter(factory=factory).order_by("-planned_on", "-pk")[:SHOWN])
    may_plan = matrix.may(by, "plan_assessment", factory)
    if not rows and not may_plan:
        return None
    return "assessments/_section.html", {"rows": rows, "may_plan": may_plan}
