"""What needs somebody now, from the assessments that the matrix lets them act on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ..base import clock
from ..base.acting import Acting
from ..base.panels import Panel, Row, panel
from ..base.templatetags.ui import day
from .models import Assessment
from .words import STATES

SHOWN = 8


def _panel(by: Acting, verb: str, title: Any, tone: str, detail: Any, urgent: bool = False) -> Panel | None:
    if by.person is None:
        return None
    rows = Assessment.objects.for_person(by.person, verb).select_related("factory").order_by("planned_on", "pk")
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    lines = [
        Row(reverse("assessment", args=[a.pk]), a.factory.name, detail(a), tone, STATES[a.state]) for a in found[:SHOWN]
    ]
    count = rows.count() if len(found) > SHOWN else len(found)
    return Panel(title, lines, count=count, action=(reverse("assessments"), _("All assessments")), urgent=urgent)


@panel(order=10)
def to_comment(by: Acting) -> Panel | None:
    return _panel(
        by, "comment", _("Read the draft report and comment"), "warn",
        lambda a: _("until %(day)s") % {"day": day(a.comments_due)}, urgent=True,
    )  # fmt: skip


@panel(order=20)
def to_fill(by: Acting) -> Panel | None:
    return _panel(by, "fill", _("Assessments that you are filling"), "accent", lambda a: day(a.started_on))


@panel(order=25)
def to_start(by: Acting) -> Panel | None:
    return _panel(
        by, "start", _("Your next assessments"), "quiet",
        lambda a: day(a.planned_on) if a.planned_on > clock.today() else _("today or overdue"),
    )  # fmt: skip


@panel(order=15)
def to_review(by: Acting) -> Panel | None:
    return _panel(by, "review", _("Waiting for the quality check"), "warn", lambda a: day(a.ended_on))


@panel(order=30)
def to_release(by: Acting) -> Panel | None:
    def detail(a: Assessment) -> str:
        if not a.may_still_be_commented:
            return _("can be released now")
        return _("comments until %(day)s") % {"day": day(a.comments_due)}

    return _panel(by, "release", _("Comments open, then to release"), "warn", detail)


@panel(order=60)
def reports(by: Acting) -> Panel | None:
    """The newest official reports, for those who come to read them."""
    if by.person is None or any(grant.scope not in ("factory",) for grant in by.person.active_grants):
        return None
    rows = (
        Assessment.objects.for_person(by.person, "download_report").select_related("factory").order_by("-official_on")
    )
    lines = [
        Row(
            reverse("assessment", args=[a.pk]),
            a.report_number or a.factory.name,
            day(a.official_on),
            "ok",
            STATES[a.state],
        )
        for a in rows[:3]
    ]
    return Panel(_("Your reports"), lines, empty=_("When a report is official you find it here.")) if lines else None
