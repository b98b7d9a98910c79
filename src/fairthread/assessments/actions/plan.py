"""Planning, moving, staffing and cancelling an assessment. Nobody of the factory learns of any of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Max

from ...access import matrix
from ...access.models import Person
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...register.models import Factory
from ...tools.models import ToolVersion
from ..models import Assessment, Assessor
from ..models.assessment import RUNNING
from ._locked import locked
from ._tell import tell

LONGEST_REASON = 300


@action("assessment.plan", record="factory", verb="plan_assessment")
def plan(
    by: Acting,
    factory: Factory,
    tool_version: ToolVersion,
    planned_on: date,
    assessors: Sequence[Person],
    *,
    mode: str = "unannounced",
    days: int = 2,
) -> Assessment:
    """Plans the next assessment of a factory. The first of `assessors` leads.

    Refused when the factory is not enrolled or merged away, when one is still running, when the tool version is not
    active or of another country, or when an assessor does not serve this factory.
    """
    matrix.need(by, "plan_assessment", factory)
    # Locked, so that two people who plan at once cannot both find nothing running.
    factory = Factory.objects.unscoped("locked for planning").select_for_update().get(pk=factory.pk)
    matrix.need(by, "plan_assessment", factory)  # as it is now: it may have been paused meanwhile
    if factory.merged_into_id:
        raise Problem(6001, factory=factory.name)
    running = factory.assessments.filter(state__in=RUNNING).first()
    if running:
        raise Problem(6002, factory=factory.name, cycle=running.cycle)
    _check_tool(tool_version, factory)
    _check_day(planned_on)
    _check_assessors(assessors, factory)
    last = factory.assessments.exclude(state="cancelled").aggregate(last=Max("cycle"))["last"] or 0
    assessment = Assessment.objects.create(
        factory=factory,
        tool_version=tool_version,
        cycle=last + 1,
        mode=mode,
        planned_on=planned_on,
        planned_days=days,
        created_at=clock.now(),
    )
    log(by, "assessment.planned", assessment, on=planned_on, cycle=assessment.cycle, factory=str(factory.pk))
    _staff(by, assessment, assessors)
    return assessment


@action("assessment.reschedule", record="assessment", verb="reschedule")
def reschedule(by: Acting, assessment: Assessment, planned_on: date) -> None:
    """Moves a planned assessment to another day."""
    assessment = locked(by, "reschedule", assessment, "planned")
    _check_day(planned_on)
    before, assessment.planned_on = assessment.planned_on, planned_on
    assessment.save(update_fields=["planned_on"])
    log(by, "assessment.rescheduled", assessment, before=before, after=planned_on)


@action("assessment.assign", record="assessment", verb="assign")
def assign(by: Acting, assessment: Assessment, assessors: Sequence[Person]) -> None:
    """Changes the team of a planned assessment; the first leads."""
    assessment = locked(by, "assign", assessment, "planned")
    _check_assessors(assessors, assessment.factory)
    assessment.assessors.all().delete()
    _staff(by, assessment, assessors)


@action("assessment.cancel", record="assessment", verb="cancel")
def cancel(by: Acting, assessment: Assessment, reason: str) -> None:
    """Cancels a planned assessment, with the reason."""
    assessment = locked(by, "cancel", assessment, "planned")
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Problem(6003)
    assessment.to_cancelled()
    assessment.save(update_fields=["state"])
    log(by, "assessment.cancelled", assessment, reason=reason)


def _check_tool(version: ToolVersion, factory: Factory) -> None:
    country = version.tool.country_id
    if version.state != "active" or version.imported:
        raise Problem(6004, tool=version.tool.title_en, version=version.version)
    if country not in (None, "ZZ", factory.country_id):
        raise Problem(6005, tool=version.tool.title_en, country=factory.country_id)


def _check_day(day: date) -> None:
    today = clock.today()
    if day < today - timedelta(days=7) or day > today + timedelta(days=730):
        raise Problem(6006, day=day)


def _check_assessors(assessors: Sequence[Person], factory: Factory) -> None:
    if not 1 <= len(assessors) <= 4 or len({person.pk for person in assessors}) != len(assessors):
        raise Problem(6007)
    for person in assessors:
        if not matrix.may(person, "assess", factory):
            raise Problem(6008, person=person.name, factory=factory.name)


def _staff(by: Acting, assessment: Assessment, assessors: Sequence[Person]) -> None:
    Assessor.objects.bulk_create(
        Assessor(assessment=assessment, person=person, lead=not place) for place, person in enumerate(assessors)
    )
    log(by, "assessment.assigned", assessment, people=", ".join(person.name for person in assessors))
    tell(assessors, "assigned", assessment)
