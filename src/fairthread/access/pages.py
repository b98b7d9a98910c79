"""People, their roles, invitations and one's own account."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ..base import clock, history, lists
from ..base.problems import Problem
from . import actions, matrix
from .actions.accept import invited
from .forms import AcceptForm, EndForm, GrantForm, InviteForm, ProfileForm, givable
from .models import Grant, Invitation, Person
from .request import Request
from .roles import GRANTABLE, ROLES

STATES = {"yes": ("ok", gettext_lazy("may sign in")), "no": ("quiet", gettext_lazy("closed"))}
INVITED = {
    "open": ("accent", gettext_lazy("waiting")),
    "late": ("warn", gettext_lazy("too old")),
    "taken": ("ok", gettext_lazy("taken up")),
    "withdrawn": ("quiet", gettext_lazy("withdrawn")),
}


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
def invitations(request: Request) -> HttpResponseBase:
    matrix.need(request.acting, "invite", "programme")
    now = clock.now()
    return lists.page(
        request,
        lists.Listing(
            key="invitations",
            title=_("Invitations"),
            intro=_("A link by e-mail works once, for 14 days."),
            rows=Invitation.objects.for_person(request.acting.person, "view").select_related("invited_by"),
            columns=[
                lists.Column(
                    "name", _("Name"), lambda i: i.name, sort="name", link=lambda i: reverse("invitation", args=[i.pk])
                ),
                lists.Column("email", _("E-mail"), lambda i: i.email, sort="email", phone=False),
                lists.Column("role", _("Role"), lambda i: str(ROLES[i.role])),
                lists.Column("place", _("Over what"), lambda i: i.scope_name),
                lists.Column("sent", _("Sent"), lambda i: i.sent_at, sort="sent_at", kind="moment"),
                lists.Column("by", _("By"), lambda i: i.invited_by.name if i.invited_by else "", phone=False),
                lists.Column(
                    "state",
                    _("State"),
                    lambda i: "late" if i.state == "open" and i.expires_at <= now else i.state,
                    kind="badge",
                    badges=INVITED,
                ),
            ],
            order="-sent_at",
            filters=[
                lists.Filter(
                    "state",
                    _("State"),
                    [(key, label) for key, (_tone, label) in INVITED.items() if key != "late"],
                    lambda rows, state: rows.filter(state=state),
                )
            ],
            actions=[(reverse("invite"), _("Invite somebody"))],
            empty=_("Nobody has been invited yet."),
        ),
        crumbs=[(reverse("people"), _("People"))],
    )


@login_required
def invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    """One invitation; POST withdraws it."""
    found = Invitation.objects.for_person(request.acting.person, "view").filter(pk=invitation_id).first()
    if found is None:
        raise Problem(2001)
    if request.method == "POST":
        actions.withdraw_invitation(request.acting, found)
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
        return redirect("invitations")
    late = found.state == "open" and found.expires_at <= clock.now()
    return render(
        request,
        "access/invitation.html",
        {
            "invitation": found,
            "role": ROLES[found.role],
            "badge": INVITED["late" if late else found.state],
            "may_withdraw": matrix.may(request.acting, "withdraw", found),
            "entries": history.of(found),
            "crumbs": [(reverse("people"), _("People")), (reverse("invitations"), _("Invitations"))],
        },
    )


@login_required
def invite(request: Request) -> HttpResponse:
    matrix.need(request.acting, "invite", "programme")
    start = {"language": "vi", "factory": request.GET.get("factory", ""), "role": request.GET.get("role", "")}
    form = InviteForm(request.acting, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            sent = actions.invite(
                request.acting, email=data["email"], name=data["name"], language=data["language"], **form.values
            )
        except Problem as problem:
            if problem.status in {403, 404}:
                raise
            form.add_error({2004: "email", 2009: "factory", 2008: "valid_to"}.get(problem.number), str(problem))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": sent.email})
            return redirect("invitations")
    return render(
        request,
        "access/invite.html",
        {"form": form, "crumbs": [(reverse("people"), _("People"))]},
        status=_status(form),
    )


def _status(form: Any) -> int:
    return 400 if form.errors else 200


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
    return render(
        request,
        "access/person.html",
        {
            "person": found,
            "herself": found.pk == request.user.pk,
            "grants": grants,
            "may": may,
            "may_give": bool(givable(request.acting)),
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
    return render(request, "access/give.html", {"form": form, "person": found, "crumbs": crumbs}, status=_status(form))


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


@sensitive_post_parameters()
@never_cache
def accept(request: Request, token: str) -> HttpResponse:
    """The page that an invitation's link opens."""
    if not ratelimit.consume(request, action="accept_invitation"):
        raise Problem(2013)
    found = invited(token)
    form = AcceptForm(request.POST or None, initial={"name": found.name, "language": found.language})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person = actions.accept_invitation(
                request.acting, token, name=data["name"], password=data["password"], language=data["language"]
            )
        except Problem as problem:
            if problem.number != 2012:
                raise
            form.add_error("password", str(problem.details["why"]))
        else:
            messages.success(request, _("Welcome. Your account is ready."))
            return perform_login(request, person)
    return render(
        request,
        "access/accept.html",
        {"form": form, "invitation": found, "role": ROLES[found.role]},
        status=_status(form),
    )


@cache
def _kinds() -> dict[str, Any]:
    return {"totp": gettext_lazy("Authenticator app"), "webauthn": gettext_lazy("Passkey")}


@login_required
def my_account(request: Request) -> HttpResponse:
    """One's own details, roles, second steps and history."""
    me = request.acting.person
    assert me is not None  # the decorator has seen to it
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=me.pk))
    if request.method == "POST" and form.is_valid():
        actions.edit_profile(
            request.acting, me, **{key: form.cleaned_data[key] for key in ("name", "phone", "language")}
        )
        messages.success(request, _("Your details are saved."))
        response = redirect("my_account")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            httponly=True,
        )
        return response
    steps = Authenticator.objects.filter(user_id=me.pk).exclude(type="recovery_codes").order_by("created_at")
    return render(
        request,
        "access/my_account.html",
        {
            "form": form,
            "me": me,
            "grants": [(ROLES.get(grant.role, grant.role), grant) for grant in me.active_grants],
            "steps": [(_kinds().get(step.type, step.type), step) for step in steps],
            "entries": history.of(me)[:20],
        },
        status=_status(form),
    )
