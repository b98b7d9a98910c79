"""Step in as anybody of the invented programme, with one click. In the demo alone."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ..access.models import Person
from ..access.request import Request
from ..access.roles import ROLES
from ..base.acting import Acting
from ..base.history import log
from ..base.problems import Problem

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Groups of roles, and what somebody in the role comes for.
GROUPS = [
    (
        _("The programme's own people"),
        [
            ("programme_manager", _("sees the whole programme, its people and its numbers, and brings in old data")),
            ("team_leader", _("plans assessments, reviews reports before factories read them, invites factory people")),
            ("enterprise_advisor", _("assesses a factory in two days; nothing is lost when the network goes")),
            ("training_officer", _("reads released reports to prepare training")),
        ],
    ),
    (
        _("In the factory"),
        [
            ("factory_manager", _("reads the report, comments on the draft, keeps the factory's details right")),
            ("factory_worker_representative", _("reads the report with the manager and comments on the draft")),
        ],
    ),
    (
        _("Partners"),
        [
            ("buyer", _("sees what the programme expects of the factories that supply it")),
            ("national_partner", _("ministry, employers and union: which factories take part, and what is assessed")),
            ("donor", _("follows which factories take part")),
            ("researcher", _("reads the tools and their questions")),
        ],
    ),
]
MOST = 4


@never_cache
def step_in(request: Request) -> HttpResponse:
    """GET shows the people; POST `person` signs in as one of them."""
    if not settings.DEMO:
        raise Problem(1001)
    cast = Person.objects.filter(is_active=True).exclude(demo_role="")
    if request.method == "POST":
        person = cast.filter(pk=_identifier(request.POST.get("person", ""))).first()
        if person is None:
            raise Problem(2001)
        login(request, person, backend=BACKEND)
        request.session["demo"] = True  # stands for the second step, which needs the visitor's own phone
        seen = request.acting
        log(Acting(person, "page", seen.address, seen.device), "person.stepped_in", person)
        return redirect("home")
    by_role: dict[str, list[Person]] = {}
    for person in cast.order_by("created_at", "name").prefetch_related("grants"):
        by_role.setdefault(person.demo_role, []).append(person)
    groups = [
        (title, [(ROLES[role], comes_for, by_role[role][:MOST]) for role, comes_for in roles if role in by_role])
        for title, roles in GROUPS
    ]
    return render(request, "demo/step_in.html", {"groups": [group for group in groups if group[1]]})


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Problem(2001) from error
