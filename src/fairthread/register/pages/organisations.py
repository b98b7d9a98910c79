"""Organisations, and provinces before and after the merger."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ...access import matrix
from ...base import clock, lists
from ...base.problems import Problem
from ...base.templatetags.ui import local
from .. import actions, queries
from ..forms import OrganisationForm
from ..models import Country, Organisation, Province
from ..words import KINDS, PROVINCE_KINDS
from .common import acting, may_open, person, told


@require_safe
def organisations(request: HttpRequest) -> HttpResponseBase:
    """The programme's partners, with those that ended."""
    may_open(request, "view", "organisation")
    offered = []
    if matrix.may(acting(request), "create_organisation", "programme"):
        offered.append((reverse("organisation_new"), gettext_lazy("New organisation")))
    return lists.page(
        request,
        lists.Listing(
            key="organisations",
            title=gettext_lazy("Organisations"),
            rows=queries.organisations(person(request)),
            columns=[
                lists.Column("name", gettext_lazy("Name"), _name, "name_en", link=lambda one: one.get_absolute_url()),
                lists.Column("short_name", gettext_lazy("Short name"), lambda one: one.short_name, "short_name"),
                lists.Column("kind", gettext_lazy("Kind"), lambda one: one.kind, "kind", "badge", badges=_KINDS),
                lists.Column("country", gettext_lazy("Country"), _country, phone=False),
                lists.Column("valid_to", gettext_lazy("Existed until"), lambda one: one.valid_to, kind="date"),
            ],
            order="name_en",
            filters=[
                lists.Filter("kind", gettext_lazy("Kind"), list(KINDS.items()), lambda q, v: q.filter(kind=v)),
            ],
            search="search_text",
            search_hint=gettext_lazy("Name or short name"),
            empty=gettext_lazy("No organisation matches."),
            actions=offered,
        ),
    )


_KINDS = {code: ("quiet", label) for code, label in KINDS.items()}


def _name(one: Organisation) -> str:
    return local(one, "name")


def _country(one: Organisation) -> str:
    return local(one.country, "name") if one.country else ""


def _found(request: HttpRequest, identifier: uuid.UUID, verb: str = "view") -> Organisation:
    found = Organisation.objects.unscoped("the matrix is asked next").filter(pk=identifier)
    one = found.select_related("country", "successor").first()
    if one is None:
        raise Problem(2001)
    matrix.need(acting(request), verb, one)
    return one


@require_safe
def organisation(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    """One organisation."""
    one, who = _found(request, identifier), person(request)
    may = queries.verbs(acting(request), one, ("edit", "view_history"))
    tab = "history" if request.GET.get("tab") == "history" and may["view_history"] else ""
    return render(
        request,
        "register/organisation.html",
        {
            "organisation": one,
            "kind": KINDS[one.kind],
            "may": may,
            "tab": tab,
            "ended": bool(one.valid_to and one.valid_to < clock.today()),
            "predecessors": queries.organisations(who).filter(successor=one),
            "supplied_by": queries.factories(who, "see:details").filter(buyers__buyer=one).order_by("name")[:200],
            "owned": queries.factories(who, "see:details").filter(owner=one).order_by("name")[:200],
            "entries": told(one) if tab else [],
            "see_addresses": matrix.may(acting(request), "see:addresses", one),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = acting(request)
    matrix.need(by, "create_organisation", "programme")
    form = OrganisationForm(by.person, request.POST or None, initial={"id": uuid.uuid4(), "kind": "buyer"})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_organisation(by, id=form.cleaned_data["id"], **form.values())
        except Problem as problem:
            form.explain(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect(made)
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    by = acting(request)
    one = _found(request, identifier)
    matrix.need(by, "edit", one)
    initial = {name: getattr(one, name) for name in OrganisationForm.base_fields}
    form = OrganisationForm(by.person, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_organisation(by, one, **form.values())
        except Problem as problem:
            form.explain(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect(one)
    return _form(request, form, one)


def _form(request: HttpRequest, form: OrganisationForm, one: Organisation | None) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "register/organisation_form.html", {"form": form, "organisation": one}, status=status)


@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    """What each province became."""
    matrix.need(acting(request), "view", "programme")
    countries = Country.objects.filter(provinces__isnull=False).distinct().order_by("name_en")
    chosen = countries.filter(pk=request.GET.get("country", "VN")).first() or countries.first()
    now = queries.provinces_now(chosen.pk if chosen else None).prefetch_related("predecessors")
    counts: dict[str, Any] = {"now": len(now), "before": sum(len(one.predecessors.all()) for one in now)}
    rows = [(one, PROVINCE_KINDS.get(one.kind, one.kind), _sorted(one)) for one in now]
    context = {"countries": countries, "chosen": chosen, "rows": rows, "counts": counts}
    return render(request, "register/provinces.html", context)


def _sorted(province: Province) -> list[Province]:
    return sorted(province.predecessors.all(), key=lambda one: one.name_en)
