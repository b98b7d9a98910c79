"""One's own account."""

from __future__ import annotations

from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...base import history
from .. import actions
from ..forms import ProfileForm
from ..models import Person
from ..request import Request
from ..roles import ROLES
from .status import status_of


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
        status=status_of(form),
    )
