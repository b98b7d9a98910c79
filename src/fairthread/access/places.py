"""Over what a role is held: the programme, a country, a province, an organisation or a factory.

The register stands on a higher floor, so its models are named here by their labels, as Django's foreign keys do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..base.identifiers import tidy
from ..base.problems import Problem
from .models import Grant, Person
from .roles import SCOPES

MODELS = {
    "country": "register.Country",
    "province": "register.Province",
    "organisation": "register.Organisation",
    "factory": "register.Factory",
}
# What a person may type instead of the identifier.
SIGNS = {"organisation": "key", "factory": "public_id"}


@dataclass(frozen=True)
class Place:
    """What a grant names, with the columns `in_…` that say in which country and province it lies."""

    scope: str
    id: str
    name: str
    around: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        return {"scope": self.scope, "scope_id": self.id, "scope_name": self.name[:200], **self.around}


def find(scope: str, sign: str) -> Place:
    """The place with this identifier, code, key or public identifier; problem 2009 if there is none."""
    if scope == "programme":
        return Place(scope, "", str(settings.PROGRAMME_NAME))
    if scope not in MODELS:
        raise Problem(2009, scope=scope, what=sign)
    record = _record(scope, sign.strip())
    if record is None:
        raise Problem(2009, scope=scope, what=sign)
    return Place(scope, str(record.pk), str(_name(record)), around(scope, record))


def around(scope: str, record: Any) -> dict[str, str]:
    """The columns `in_…` for a country, province, organisation or factory."""
    values = {
        "in_country": record.pk if scope == "country" else record.country_id,
        "in_province": record.pk if scope == "province" else getattr(record, "province_id", ""),
        "in_province_before": getattr(record, "province_before_id", ""),
    }
    return {name: value or "" for name, value in values.items()}


def _all(scope: str) -> Any:
    manager: Any = apps.get_model(MODELS[scope])._default_manager
    return manager.unscoped("the table decides over the grant") if hasattr(manager, "unscoped") else manager.all()


def _record(scope: str, sign: str) -> Model | None:
    if not sign or len(sign) > 60:
        return None
    typed = {"country": sign.upper(), "factory": tidy(sign)}.get(scope, sign)
    if scope in SIGNS and (found := _all(scope).filter(**{SIGNS[scope]: typed}).first()):
        return found
    try:
        return _all(scope).filter(pk=typed if scope == "country" else sign).first()
    except (ValidationError, ValueError):
        return None


def _name(record: Any, language: str = "") -> str:
    """A factory's name, else the name in the language; without one that of the installation, since a grant keeps it."""
    code = language or settings.LANGUAGE_CODE
    return getattr(record, "name", "") or getattr(record, f"name_{code}", "") or record.name_en


def choices(person: Person | None, verb: str = "give") -> dict[str, list[tuple[str, str]]]:
    """Per scope the places over which the person may give at least one role; factories are typed, not chosen."""
    reach = {(grant.scope, grant.scope_id): grant for grant in person.active_grants} if person else {}
    wide = ("programme", "") in reach
    found: dict[str, list[tuple[str, str]]] = {}
    for scope in ("country", "province", "organisation"):
        rows = _all(scope).exclude(pk="ZZ") if scope == "country" else _all(scope)
        if not wide:
            near = Q(pk__in=[])
            for kind, identifier in reach:
                if kind == "country":
                    near |= Q(pk=identifier) if scope == "country" else Q(country_id=identifier)
                if kind == "province" and scope == "province":
                    near |= Q(pk=identifier)
            rows = rows.filter(near)
        language = (get_language() or "en")[:2]
        found[scope] = [(str(row.pk), _name(row, language)) for row in rows.order_by("name_en")]
    if wide:
        found["programme"] = [("", _("the whole programme"))]
    return found


def draft(role: str, place: Place, person: Person | None = None, **fields: Any) -> Grant:
    """The grant that would be made, for the table to decide over; problem 2005 if the role cannot have this scope."""
    allowed = SCOPES.get(role, [])
    if place.scope not in allowed:
        raise Problem(2005, role=role, scope=place.scope, allowed=", ".join(allowed))
    return Grant(role=role, person=person, **place.columns, **fields)
