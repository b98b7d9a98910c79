"""Invitations: sending, withdrawing, and the page that a link opens."""

from __future__ import annotations

from uuid import UUID

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ...base import clock, history, lists
from ...base.problems import Problem
from .. import actions, matrix
from ..actions.accept import invited
from ..forms import AcceptForm, InviteForm
from ..models import Invitation
from ..request import Request
from ..roles import ROLES
from .status import status_of

INVITED = {
    "open": ("accent", gettext_lazy("waiting")),
    "late": ("warn", gettext_lazy("too old")),
    "taken": ("ok", gettext_lazy("taken up")),
    "withdrawn": ("quiet", gettext_lazy("withdrawn")),
}


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
            "see_addresses": matrix.may(request.acting, "see:addresses", found),
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
        status=status_of(form),
    )


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
        status=status_of(form),
    )
