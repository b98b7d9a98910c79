"""What needs somebody now, and where to begin, from the register and the tools."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from ..access.models import Invitation
from ..base import clock
from ..base.acting import Acting
from ..base.panels import Panel, Row, panel
from ..base.templatetags.ui import day, local, moment, number
from ..register.models import Factory
from ..register.words import STATUSES, TONES
from ..tools.models import ToolVersion

SHOWN = 6


@panel(order=12)
def applications(by: Acting) -> Panel | None:
    """Factories that ask to take part, for those who may enrol them."""
    rows = Factory.objects.for_person(by.person, "change_status").filter(status="applied", merged_into=None)
    found = list(rows.select_related("province").order_by("registered_at", "pk")[: SHOWN + 1])
    if not found:
        return None
    return Panel(
        _("Factories that want to take part"),
        [
            Row(reverse("factory", args=[f.pk]), f.name, f"{local(f.province, 'name')} · {day(f.registered_at)}")
            for f in found[:SHOWN]
        ],
        count=rows.count() if len(found) > SHOWN else len(found),
        action=(reverse("factories") + "?status=applied", _("All of them")),
    )


@panel(order=40)
def drafts(by: Acting) -> Panel | None:
    """Imported versions of a tool that wait to be put into use."""
    rows = ToolVersion.objects.for_person(by.person, "activate").filter(imported=False).select_related("tool")
    return Panel(
        _("Tool versions to put into use"),
        [Row(reverse("tool_version", args=[v.pk]), local(v.tool, "title"), v.version) for v in rows[:SHOWN]],
    )


@panel(order=50)
def invitations(by: Acting) -> Panel | None:
    """Invitations that nobody has taken up yet."""
    rows = Invitation.objects.for_person(by.person, "withdraw").filter(
        taken_at=None, withdrawn_at=None, expires_at__gt=clock.now()
    )
    return Panel(
        _("Invitations not taken up yet"),
        [
            Row(reverse("invitation", args=[i.pk]), i.name, _("works until %(day)s") % {"day": day(i.expires_at)})
            for i in rows.order_by("expires_at")[:SHOWN]
        ],
        action=(reverse("invitations"), _("All invitations")),
    )


@panel(order=5)
def my_factories(by: Acting) -> Panel | None:
    """The factories that somebody holds a role of."""
    mine = [grant.scope_id for grant in (by.person.active_grants if by.person else []) if grant.scope == "factory"]
    if not mine:
        return None
    rows = Factory.objects.for_person(by.person, "view").filter(pk__in=mine).select_related("province")
    return Panel(
        _("Your factory") if len(mine) == 1 else _("Your factories"),
        [
            Row(
                reverse("factory", args=[f.pk]),
                f.name,
                f"{f.public_id} · {local(f.province, 'name')}",
                TONES.get(f.status, "quiet"),
                STATUSES.get(f.status, f.status),
            )
            for f in rows.order_by("name")
        ],
    )


@panel(order=70)
def register(by: Acting) -> Panel | None:
    """How many factories stand where, for those who see more than their own."""
    if by.person is None or all(grant.scope == "factory" for grant in by.person.active_grants):
        return None
    counts = dict(
        Factory.objects.for_person(by.person, "view")
        .filter(merged_into=None)
        .order_by("status")
        .values_list("status")
        .annotate(Count("pk"))
    )
    if not counts:
        return None
    return Panel(
        _("Factories"),
        facts=[(label, number(counts[status])) for status, label in STATUSES.items() if status in counts],
        empty=_("Counted on %(moment)s.") % {"moment": moment(clock.now())},
        action=(reverse("factories"), _("All factories")),
    )
