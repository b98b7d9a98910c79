"""The assessment as it is now, locked until the action has ended."""

from __future__ import annotations

from django.db.models import Prefetch

from ...access import matrix
from ...base.acting import Acting
from ...base.problems import Problem
from ..models import Assessment, Assessor


def locked(by: Acting, verb: str, assessment: Assessment, *states: str) -> Assessment:
    """Asks the matrix with the state of this moment, so that a step that was taken twice is told so, not repeated.

    Raises problem 6011 to somebody who may see the assessment when its state is none of `states`.
    """
    fresh = (
        Assessment.objects.unscoped("the matrix is asked next")
        .select_for_update(of=("self",))
        .select_related("factory", "tool_version__tool")
        .prefetch_related(Prefetch("assessors", Assessor.objects.select_related("person")))
        .filter(pk=assessment.pk)
        .first()
    )
    if fresh is None:
        raise Problem(2001)
    if states and fresh.state not in states and matrix.may(by, "view", fresh):
        raise Problem(6011, state=fresh.get_state_display(), step=verb)
    matrix.need(by, verb, fresh)
    return fresh
