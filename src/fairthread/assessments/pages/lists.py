"""The list of assessments."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ...access.request import Request
from ...base import lists
from ...register.models import Province
from .. import queries
from ..models import Assessment
from ..words import STATES, TONES


@login_required
def all_(request: Request) -> HttpResponseBase:
    """The assessments that the person may see, newest first."""
    provinces = Province.objects.filter(country_id="VN", valid_to=None).order_by("name_en")
    vietnamese = (request.LANGUAGE_CODE or "").startswith("vi")
    listing = lists.Listing(
        key="assessments",
        title=_("Assessments"),
        rows=queries.assessments(request.user),
        order="-planned_on",
        search="factory__search_text",
        search_hint=_("Name or number of the factory"),
        empty=_("No assessment fits. Take away a filter, or plan one from the page of a factory."),
        filters=[
            lists.Filter("state", _("State"), list(STATES.items()), lambda rows, value: rows.filter(state=value)),
            lists.Filter(
                "province",
                _("Province"),
                [(p.pk, p.name_vi if vietnamese else p.name_en) for p in provinces],
                lambda rows, value: rows.filter(factory__province_id=value),
            ),
        ],
        columns=[
            lists.Column(
                "factory",
                _("Factory"),
                lambda a: a.factory.name if vietnamese else a.factory.name_en or a.factory.name,
                sort="factory__name",
                link=lambda a: reverse("assessment", args=[a.pk]),
            ),
            lists.Column("province", _("Province"), lambda a: _province(a, vietnamese), phone=False),
            lists.Column("cycle", _("Cycle"), lambda a: a.cycle, sort="cycle", kind="number"),
            lists.Column(
                "state",
                _("State"),
                lambda a: a.state,
                kind="badge",
                badges={code: (TONES[code], label) for code, label in STATES.items()},
            ),
            lists.Column("date", _("Date"), lambda a: a.started_on or a.planned_on, sort="planned_on", kind="date"),
            lists.Column("report", _("Report"), lambda a: a.report_number, phone=False),
        ],
    )
    return lists.page(request, listing)


def _province(assessment: Assessment, vietnamese: bool) -> str:
    province = assessment.factory.province
    return (province.name_vi if vietnamese else province.name_en) if province else ""
