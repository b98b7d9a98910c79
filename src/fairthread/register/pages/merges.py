"""Merging duplicates, undoing it, and splitting a record."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ...access import matrix
from ...base.problems import Problem
from ...base.templatetags.ui import day, local
from .. import actions, queries, sections
from ..actions.common import standing
from ..forms import ReasonForm, SplitForm
from ..models import Factory, Merge, Province, Sector
from ..words import FIELDS, STATUSES
from .common import acting, person

COMPARED = (
    "public_id",
    "name",
    "name_en",
    "province",
    "province_before",
    "address",
    "sector",
    "year_began",
    "workers_women",
    "workers_men",
    "union_name",
    "legal_owner",
    "source_id",
    "status",
    "registered_at",
)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    """Choose the other record (`?other=`), compare both, say why, merge. The record of the address is kept."""
    by = acting(request)
    kept = standing(queries.factory(by.person, identifier))
    matrix.need(by, "merge", kept)
    other = _other(request, kept)
    if other is None:
        text = request.GET.get("q", "")
        rows = queries.search(by.person, text, "merge").filter(country=kept.country_id).exclude(pk=kept.pk)
        context = {
            "factory": kept,
            "q": text,
            "found": rows[:20] if text else queries.alike(by.person, kept, near=False),
        }
        return render(request, "register/merge_choose.html", context)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.merge_factories(by, kept, other, form.cleaned_data["reason"])
        except Problem as problem:
            if problem.status in {403, 404}:
                raise
            form.explain(problem)
        else:
            messages.success(request, _("“%(name)s” is now part of this record.") % {"name": other.name})
            return redirect(kept)
    status = 400 if form.is_bound else 200
    context = {"factory": kept, "other": other, "form": form, "pairs": _pairs(kept, other)}
    return render(request, "register/merge.html", context, status=status)


def _other(request: HttpRequest, kept: Factory) -> Factory | None:
    wanted = request.POST.get("other") or request.GET.get("other")
    if not wanted:
        return None
    try:
        identifier = uuid.UUID(wanted)
    except ValueError as error:
        raise Problem(2001) from error
    other = queries.factory(person(request), identifier)
    matrix.need(acting(request), "merge", other)
    return other


def _pairs(kept: Factory, other: Factory) -> list[tuple[Any, Any, Any, bool]]:
    """(field, of the kept, of the other, whether the kept record takes it over)."""
    from ..actions.merge_factories import FILLED

    empty: tuple[Any, ...] = (None, "", [])
    return [
        (FIELDS.get(name, name), _shown(mine), _shown(theirs), name in FILLED and mine in empty and theirs not in empty)
        for name in COMPARED
        for mine, theirs in [(getattr(kept, name), getattr(other, name))]
    ]


def _shown(value: Any) -> Any:
    """A value of the comparison, as people read it."""
    if isinstance(value, Province | Sector):
        return local(value, "name")
    if isinstance(value, datetime):
        return day(value)
    return STATUSES.get(value, value) if value not in (None, "") else "–"


@require_POST
def undo(request: HttpRequest, identifier: uuid.UUID, merge: uuid.UUID) -> HttpResponse:
    """Takes a merge back."""
    kept = queries.factory(person(request), identifier)
    matrix.need(acting(request), "merge", kept)
    found = Merge.objects.filter(pk=merge, kept=kept).first()
    if found is None:
        raise Problem(2001)
    gone = actions.unmerge_factories(acting(request), found)
    messages.success(request, _("“%(name)s” is a record of its own again.") % {"name": gone.name})
    return redirect(gone)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    """Makes two records of one."""
    by = acting(request)
    found = standing(queries.factory(by.person, identifier))
    matrix.need(by, "merge", found)
    form = SplitForm(found, sections.movable(request, found), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.split_factory(
                by,
                found,
                data["name"],
                data["reason"],
                id=data["id"],
                **{key: data[key] for key in ("names", "assessments")},
            )
        except Problem as problem:
            if problem.status in {403, 404}:
                raise
            form.explain(problem)
        else:
            messages.success(request, _("The new record is %(id)s.") % {"id": made.public_id})
            return redirect(made)
    status = 400 if form.is_bound else 200
    return render(request, "register/split.html", {"factory": found, "form": form}, status=status)
