"""Entering and changing a factory."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ...access import matrix
from ...base.problems import Problem
from .. import actions, queries
from ..actions.common import fingerprint, standing
from ..forms import BuyerForm, Explained, FactoryForm, NameForm, StatusForm
from ..models import Factory
from .common import acting, person
from .factories import page


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The registration form, empty."""
    by = acting(request)
    matrix.need(by, "create_factory", "programme")
    links = queries.may_ever(by, "edit_links", "factory")
    form = FactoryForm(by.person, None, request.POST or None, links=links, initial=FactoryForm.initial_of(None))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_factory(by, id=form.cleaned_data["id"], **form.values())
        except Problem as problem:
            form.explain(problem)
        else:
            messages.success(request, _("The factory is in the register as %(id)s.") % {"id": made.public_id})
            return redirect(made)
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    """The registration form, as it stands."""
    by = acting(request)
    found = standing(queries.factory(by.person, identifier))
    matrix.need(by, "edit", found)
    links = matrix.may(by, "edit_links", found)
    initial = FactoryForm.initial_of(found, fingerprint(found))
    form = FactoryForm(by.person, found, request.POST or None, links=links, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_factory(by, found, seen=form.cleaned_data["seen"], **form.values())
        except Problem as problem:
            form.explain(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _form(request, form, found)


def _form(request: HttpRequest, form: FactoryForm, found: Factory | None) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "register/factory_form.html", {"form": form, "factory": found}, status=status)


def _step(
    request: HttpRequest, found: Factory, name: str, form: Explained, act: Callable[..., Any], said: str
) -> HttpResponse:
    """A small form of the factory's page: done, or the page again with what is wrong."""
    if form.is_valid():
        try:
            act(acting(request), found, **form.cleaned_data)
        except Problem as problem:
            if problem.status in {403, 404}:
                raise
            form.explain(problem)
        else:
            messages.success(request, said)
            return redirect(found)
    return page(request, found, 400, **{name: form})


@require_POST
def status(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    found = _mine(request, identifier, "change_status")
    form = StatusForm(found, request.POST, auto_id="status_%s")
    return _step(request, found, "status_form", form, actions.change_status, _("The status has changed."))


@require_POST
def name_add(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    found = _mine(request, identifier, "edit")
    form = NameForm(request.POST, auto_id="name_%s")
    return _step(request, found, "name_form", form, actions.add_name, _("The name was added."))


@require_POST
def buyer_add(request: HttpRequest, identifier: uuid.UUID) -> HttpResponse:
    found = _mine(request, identifier, "edit")
    form = BuyerForm(person(request), request.POST, auto_id="buyer_%s")
    return _step(request, found, "buyer_form", form, actions.add_buyer, _("The buyer was added."))


@require_POST
def name_remove(request: HttpRequest, identifier: uuid.UUID, name: int) -> HttpResponse:
    found = _mine(request, identifier, "edit")
    actions.remove_name(acting(request), found, name)
    messages.success(request, _("The name was taken away; history keeps it."))
    return redirect(found)


@require_POST
def buyer_remove(request: HttpRequest, identifier: uuid.UUID, link: int) -> HttpResponse:
    found = _mine(request, identifier, "edit")
    actions.remove_buyer(acting(request), found, link)
    messages.success(request, _("The buyer was taken away; history keeps it."))
    return redirect(found)


def _mine(request: HttpRequest, identifier: uuid.UUID, verb: str) -> Factory:
    found = standing(queries.factory(person(request), identifier))
    matrix.need(acting(request), verb, found)
    return found
