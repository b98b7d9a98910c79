"""Going into the field and leaving it."""

from __future__ import annotations

from datetime import date

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ..models import Assessment
from ._locked import locked


@action("assessment.start", record="assessment", verb="start")
def start(by: Acting, assessment: Assessment, on: date | None = None) -> Assessment:
    """The team enters the factory. That day's law is the law of the assessment."""
    assessment = locked(by, "start", assessment, "planned")
    day = on or clock.today()
    if day > clock.today():
        raise Problem(6009, day=day)
    assessment.started_on = assessment.law_date = day
    assessment.to_field()
    assessment.save(update_fields=["started_on", "law_date", "state"])
    log(by, "assessment.started", assessment, on=day)
    return assessment


@action("assessment.leave_field", record="assessment", verb="leave_field")
def leave_field(by: Acting, assessment: Assessment, on: date | None = None) -> Assessment:
    """The team has left the factory; what follows is done at the desk."""
    matrix.need(by, "leave_field", assessment)
    assessment = locked(by, "leave_field", assessment, "in_field")
    day = on or clock.today()
    if day > clock.today():
        raise Problem(6009, day=day)
    if assessment.started_on and day < assessment.started_on:
        raise Problem(6010, day=day, started=assessment.started_on)
    assessment.ended_on = day
    assessment.to_draft()
    assessment.save(update_fields=["ended_on", "state"])
    log(by, "assessment.left_field", assessment, on=day)
    return assessment
