"""People, their roles, and what is done to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ...base import clock, history, lists
from ...base.problems import Problem
from .. import actions, matrix
from ..forms import EndForm, GrantForm, givable
from ..models import Grant, Person
from ..request import Request
from ..roles import GRANTABLE, ROLES
from .status import status_of

STATES = {"yes": ("ok", gettext_lazy("may sign in")), "no": ("quiet", gettext_lazy("closed"))}


def _one(request: Request, person_id: UUID, verb: str = "view") -> Person:
    person = Person.people.for_person(request.acting.person, "view").filter(pk=person_id).first()
    if person is None:
        raise Problem(2001)
    matrix.need(request.acting, verb, person)
    return person


def _roles_text(person: Person) -> str:
    today = clock.today()
    return "; ".join(
        f"{ROLES.get(grant.role, grant.role)} ({grant.scope_name or grant.scope_id or _('the whole programme')})"
        for grant in person.grants.all()
        if grant.holds(today)
    )


@login_required
def people(request: Request) -> HttpResponseBase:
    matrix.need(request.acting, "list_people", "programme")
    tabs = [(reverse("invite"), _("Invite somebody")), (reverse("invitations"), _("Invitations"))]
    holding = Grant.objects.filter(Grant.holding(clock.today()))
    return lists.page(
        request,
        lists.Listing(
            key="people",
            title=_("People"),
            intro=_("Everybody who takes part, with the roles that hold today."),
            rows=Person.people.for_person(request.acting.person, "view").prefetch_related("grants"),
            columns=[
                lists.Column(
                    "name", _("Name"), lambda p: p.name, sort="name", link=lambda p: reverse("person", args=[p.pk])
                ),
                lists.Column("email", _("E-mail"), lambda p: p.email, sort="email", phone=False),
                lists.Column("roles", _("Roles"), _roles_text),
                lists.Column(
                    "state", _("Account"), lambda p: "yes" if p.is_active else "no", kind="badge", badges=STATES
                ),
            ],
            order="name",
            search="search_text",
            search_hint=_("Name or e-mail"),
            filters=[
                lists.Filter(
                    "role",
                    _("Role"),
                    [(role, ROLES[role]) for role in GRANTABLE],
                    lambda rows, role: rows.filter(pk__in=holding.filter(role=role).values("person_id")),
                ),
                lists.Filter(
                    "state",
                    _("Account"),
                    [(key, label) for key, (_tone, label) in STATES.items()],
                    lambda rows, state: rows.filter(is_active=state == "yes"),
                ),
            ],
            actions=tabs if matrix.may(request.acting, "invite", "programme") else [],
            empty=_("Nobody yet: invite somebody."),
        ),
    )


@login_required
def person(request: Request, person_id: UUID) -> HttpResponse:
    found = _one(request, person_id)
    today = clock.today()
    grants = [
        {
            "grant": grant,
            "role": ROLES.get(grant.role, grant.role),
            "holds": grant.holds(today),
            "later": grant.ended_at is None and grant.valid_from > today,
            "may_end": grant.ended_at is None
            and (grant.valid_to is None or grant.valid_to >= today)
            and matrix.may(request.acting, "end", grant),
            "form": EndForm(prefix=str(grant.pk)),
        }
        for grant in found.grants.select_related("given_by").order_by("-valid_from", "-given_at")
    ]
    may = {verb: matrix.may(request.acting, verb, found) for verb in ("deactivate", "reactivate", "view_history")}
    see_addresses = matrix.may(request.acting, "see:addresses", found)
    return render(
        request,
        "access/person.html",
        {
            "person": found,
            "herself": found.pk == request.user.pk,
            "grants": grants,
            "may": may,
            "may_give": bool(givable(request.acting)),
            "see_addresses": see_addresses,
            "entries": history.of(found)[:100] if may["view_history"] else None,
            "crumbs": [(reverse("people"), _("People"))]
            if matrix.may(request.acting, "list_people", "programme")
            else [],
        },
    )


@login_required
def give(request: Request, person_id: UUID) -> HttpResponse:
    found = _one(request, person_id)
    if not givable(request.acting):
        raise Problem(2002, reason=matrix.decide(request.acting, "give", Grant(role="", scope="")).reason)
    form = GrantForm(request.acting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(request.acting, found, **form.values)
        except Problem as problem:
            if problem.status in {403, 404}:
                raise
            form.add_error({2009: "factory", 2008: "valid_to"}.get(problem.number), str(problem))
        else:
            messages.success(request, _("The role is given."))
            return redirect("person", found.pk)
    crumbs = [(reverse("people"), _("People")), (reverse("person", args=[found.pk]), found.name)]
    return render(
        request, "access/give.html", {"form": form, "person": found, "crumbs": crumbs}, status=status_of(form)
    )


@login_required
@require_POST
def end(request: Request, person_id: UUID, grant_id: UUID) -> HttpResponse:
    found = _one(request, person_id)
    grant = found.grants.filter(pk=grant_id).first()
    if grant is None:
        raise Problem(2001)
    form = EndForm(request.POST, prefix=str(grant.pk))
    if not form.is_valid():
        raise Problem(1002, what=_("Last day"))
    actions.end_grant(request.acting, grant, form.cleaned_data["last_day"])
    messages.success(request, _("The role ends."))
    return redirect("person", found.pk)


@login_required
@require_POST
def close(request: Request, person_id: UUID) -> HttpResponse:
    actions.deactivate_person(request.acting, _one(request, person_id))
    messages.success(request, _("The account is closed. What this person did stays."))
    return redirect("person", person_id)


@login_required
@require_POST
def reopen(request: Request, person_id: UUID) -> HttpResponse:
    actions.reactivate_person(request.acting, _one(request, person_id))
    messages.success(request, _("The account is open again."))
    return redirect("person", person_id)
