"""The navigation of a page: what the rooms added, as far as the matrix lets this person use it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from ..access import matrix
from ..access.models import Person
from ..access.roles import ROLES
from ..base import navigation as registry


def navigation(request: HttpRequest) -> dict[str, object]:
    """Lazy, so that a part of a page or a mail costs nothing."""
    person = request.user if getattr(request, "user", None) is not None and request.user.is_authenticated else None
    return {
        "navigation": SimpleLazyObject(lambda: _links(request.path, person, "main")),
        "person_menu": SimpleLazyObject(lambda: _links(request.path, person, "person") if person else []),
        "role_labels": SimpleLazyObject(lambda: [ROLES[role] for role in person.roles] if person else []),
    }


def _ever(person: Person | None, verb: str, record: str) -> bool:
    """Whether a role of the person includes the verb on this kind of record at all, wherever and in whatever state."""
    roles = {role for role, _ in matrix.held(person)}
    return any(cell.record == record and cell.verb == verb and cell.role in roles for cell in matrix.cells())


def _links(path: str, person: Person | None, place: str) -> list[dict[str, object]]:
    found = []
    for entry in registry.entries(place):
        if entry.record and not _ever(person, entry.verb, entry.record):
            continue
        try:
            address = reverse(entry.url_name)
        except NoReverseMatch:
            continue  # the room that answers there is not installed
        current = path == address or (address != "/" and path.startswith(address))
        found.append({"label": entry.label, "address": address, "current": current, "exact": path == address})
    return found
