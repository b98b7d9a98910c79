"""What happens inside allauth and belongs into a person's history: passwords, second steps, sign-outs.

The one place where a signal writes: allauth has no other door, and it only writes history.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import receiver
from django.http import HttpRequest

from ..base.acting import Acting
from ..base.history import log
from .models import Person


def by_of(request: HttpRequest, person: Any) -> Acting:
    """The person herself, through the door of this request (during sign-in the request does not know her yet)."""
    return Acting(person, "page", request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", "")[:120])


def _note(request: HttpRequest, user: Any, name: str) -> None:
    log(by_of(request, user), f"security.{name}", Person.objects.get(pk=user.pk))


@receiver(account.password_changed)
def _changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    _note(request, user, "password_changed")


@receiver(account.password_set)
def _set(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    _note(request, user, "password_set")


@receiver(account.password_reset)
def _reset(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    _note(request, user, "password_reset")


@receiver(mfa.authenticator_added)
def _added(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    _note(request, user, f"{authenticator.type}_added")


@receiver(mfa.authenticator_removed)
def _removed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    _note(request, user, f"{authenticator.type}_removed")


@receiver(mfa.authenticator_reset)
def _renewed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    _note(request, user, f"{authenticator.type}_generated")
