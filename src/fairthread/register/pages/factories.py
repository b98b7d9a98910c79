"""The list of factories and the page of one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ...access import matrix
from ...base import lists
from ...base.templatetags.ui import local
from .. import queries, rules, sections
from ..forms import BuyerForm, NameForm, StatusForm
from ..models import Factory, Sector
from ..words import NAME_KINDS, STATUSES, TONES
from .common import acting, may_open, person, told

BADGES = {code: (TONES[code], label) for code, label in STATUSES.items()}
VERBS = ("edit", "change_status", "merge", "view_history", "see:details", "see:contacts")


@require_safe
def factories(request: HttpRequest) -> HttpResponseBase:
    """Who takes part, found by name, former name or identifier."""
    may_open(request, "view", "factory")
    who = person(request)
    details = queries.factories(who, "see:details").exists()
    seen = matrix.where(who, "see:details", Factory)
    rows = queries.factories(who).select_related("province", "sector")
    columns = [
        lists.Column("name", gettext_lazy("Name"), lambda f: f.name, "name", link=lambda f: f.get_absolute_url()),
        lists.Column("public_id", gettext_lazy("Identifier"), lambda f: f.public_id, "public_id", phone=False),
        lists.Column("province", gettext_lazy("Province"), lambda f: local(f.province, "name") if f.province else ""),
        lists.Column("status", gettext_lazy("Status"), lambda f: f.status, "status", "badge", badges=BADGES),
    ]
    filters = [_province_filter(), _status_filter()]
    if details:
        columns[3:3] = [
            lists.Column("sector", gettext_lazy("Sector"), _detail(who, _sector), phone=False),
            lists.Column("workers", gettext_lazy("Workers"), _detail(who, _workers), kind="number", phone=False),
        ]
        filters.append(_sector_filter(seen))
    return lists.page(
        request,
        lists.Listing(
            key="factories",
            title=gettext_lazy("Factories"),
            rows=rows,
            columns=columns,
            order="name",
            filters=filters,
            search="search_text",
            search_hint=gettext_lazy("Name, former name or identifier, with or without diacritics"),
            empty=gettext_lazy("No factory matches. Take a filter away, or enter the first factory."),
            actions=_list_actions(request),
        ),
    )


def _list_actions(request: HttpRequest) -> list[tuple[str, Any]]:
    offered = [
        ("create_factory", "factory_new", gettext_lazy("New factory")),
        ("import_factories", "factory_import", gettext_lazy("Import a table")),
    ]
    may = [(reverse(name), label) for verb, name, label in offered if matrix.may(acting(request), verb, "programme")]
    return [*may, (reverse("provinces"), gettext_lazy("Provinces before and now"))]


def _sector(factory: Factory) -> str:
    return local(factory.sector, "name") if factory.sector else ""


def _workers(factory: Factory) -> int | None:
    return factory.workers_total


def _detail(who: Any, read: Any) -> Any:
    """All but name and place is confidential, row by row, on the page and in the download."""
    return lambda factory: read(factory) if matrix.may(who, "see:details", factory) else None


def _province_filter() -> lists.Filter:
    choices = [(province.pk, local(province, "name")) for province in queries.provinces_now()]
    before = [(province.pk, f"{local(province, 'name')} (…–2025)") for province in queries.provinces_before()]

    def narrow(rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(Q(province=value) | Q(province_before=value))

    return lists.Filter("province", gettext_lazy("Province"), choices + before, narrow)


def _status_filter() -> lists.Filter:
    return lists.Filter(
        "status", gettext_lazy("Status"), list(STATUSES.items()), lambda rows, value: rows.filter(status=value)
    )


def _sector_filter(seen: Q) -> lists.Filter:
    choices = [(sector.pk, local(sector, "name")) for sector in Sector.objects.order_by("name_en")]
    # Whoever may not read a factory's sector does not learn it by filtering either.
    return lists.Filter("sector", gettext_lazy("Sector"), choices, lambda rows, value: rows.filter(seen, sector=value))


@require_safe
def factory(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    """One factory: facts, names, status history, buyers, what other rooms add, and its history."""
    found = queries.factory(person(request), identifier)
    if found.merged_into_id:
        messages.info(request, _("“%(name)s” was merged into this record.") % {"name": found.name})
        return redirect(queries.kept(found))
    return page(request, found)


def page(request: HttpRequest, found: Factory, status: int = 200, **bound: Any) -> HttpResponse:
    """The page of a factory; `bound` are forms that were sent and refused."""
    who, may = person(request), queries.verbs(acting(request), found, VERBS)
    tab = request.GET.get("tab", "")
    context: dict[str, Any] = {
        "factory": found,
        "may": may,
        "tab": "history" if tab == "history" and may["view_history"] else "",
        "badge": BADGES[found.status],
        "names": [(name, NAME_KINDS[name.kind]) for name in found.names.order_by("kind", "pk")],
    }
    if context["tab"]:
        context["entries"] = told(found)
        context["see_addresses"] = matrix.may(acting(request), "see:addresses", found)
    else:
        context["sections"] = sections.rendered(request, found)
    if may["see_details"]:
        context["statuses"] = [(row, BADGES[row.status]) for row in queries.all_statuses(found)]
        context["buyers"] = found.buyers.select_related("buyer").order_by("pk")
    if may["edit"]:
        context["name_form"] = NameForm(auto_id="name_%s")
        if found.buyers.count() < rules.MOST_BUYERS:
            context["buyer_form"] = BuyerForm(who, auto_id="buyer_%s")
    if may["change_status"]:
        context["status_form"] = StatusForm(found, auto_id="status_%s")
    if may["merge"]:
        context["merges"] = queries.standing_merges(found)
        context["alike"] = queries.alike(who, found)
    return render(request, "register/factory.html", {**context, **bound}, status=status)
