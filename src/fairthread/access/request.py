"""The request as pages see it behind our middleware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from ..base.acting import Acting

if TYPE_CHECKING:
    from .models import Person


class Request(HttpRequest):
    """For annotations only: `acting` is put there by `ActingMiddleware`; `user` is a person where sign-in is asked."""

    acting: Acting
    user: Person  # type: ignore[assignment]
    LANGUAGE_CODE: str
