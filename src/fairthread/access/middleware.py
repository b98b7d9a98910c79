"""Who acts on this request, and whether staff have shown their second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from ..base.acting import Acting
from ..base.middleware import answer, wants_json
from ..base.problems import Problem
from .roles import STAFF

FREE = ("/accounts/", "/static/", "/demo/", "/language/", "/help/")


class ActingMiddleware:
    """Puts `request.acting` on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Out of Django's lazy wrapper, whose type the registry of records does not know.
        person = getattr(request.user, "_wrapped", request.user) if request.user.is_authenticated else None
        channel = "api" if request.path.startswith("/api/") else "page"
        address = request.META.get("REMOTE_ADDR", "")
        request.acting = Acting(person, channel, address, request.headers.get("User-Agent", "")[:120])  # type: ignore[attr-defined]
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and person:
            translation.activate(person.language)
            request.LANGUAGE_CODE = person.language
        return self.get_response(request)


class SecondFactorMiddleware:
    """Staff without a second factor are led to set one up. In the demo, stepping in by one click stands for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if (
            person.is_authenticated
            and not request.path.startswith(FREE)
            and STAFF.intersection(person.roles)
            and not (settings.DEMO and request.session.get("demo"))
            and not is_mfa_enabled(person)
        ):
            return self.lead(request)
        return self.get_response(request)

    def lead(self, request: HttpRequest) -> HttpResponse:
        """A page leads to the set-up; a program gets problem 2007, and htmx moves the whole page there."""
        if wants_json(request) or request.headers.get("HX-Request"):
            response = answer(request, Problem(2007))
            response["HX-Redirect"] = reverse("mfa_index")
            return response
        return redirect("mfa_index")
