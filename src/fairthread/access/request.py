"""The request as pages see it behind our middleware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.urls import URLPattern

from ..base.acting import Acting

if TYPE_CHECKING:
    from .models import Person


class Request(HttpRequest):
    """For annotations only: `acting` is put there by `ActingMiddleware`; `user` is a person where sign-in is asked."""

    acting: Acting
    user: Person  # type: ignore[assignment]
    LANGUAGE_CODE: str


def signed_in(patterns: list[URLPattern]) -> list[URLPattern]:
    """Pages that the public never sees: a visitor is led to sign in, whether or not there is such a record."""
    for one in patterns:
        one.callback = login_required(one.callback)
    return patterns
