"""allauth's addresses, without those that this programme does not offer: accounts come by invitation, e-mails stay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ..base.problems import Problem


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Problem(1001)


CLOSED = [
    "signup/",
    "email/",
    "confirm-email/",
    "confirm-email/<str:key>/",
    "password/set/",
    "login/code/confirm/",
]
urlpatterns = [*[path(address, closed) for address in CLOSED], path("", include("allauth.urls"))]
