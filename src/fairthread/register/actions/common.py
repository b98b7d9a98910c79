"""What the actions of this room share."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db.models import Model

from ...base import identifiers
from ...base.problems import Problem
from .. import rules
from ..models import Factory

# What the registration form holds, in its order.
FIELDS = (
    "name",
    "name_en",
    "country",
    "province",
    "province_before",
    "address",
    "sector",
    "products",
    "year_began",
    "workers_women",
    "workers_men",
    "workers_on",
    "has_union",
    "union_name",
    "legal_owner",
    "legal_owner_address",
    "contacts",
    "terms_accepted_on",
    "owner",
    "source_id",
)
# These decide who sees the factory and with what it is matched: the factory's own people do not set them.
LINKS = ("owner", "source_id")


def locked(factory: Factory) -> Factory:
    """The record as it stands now, held until the transaction ends."""
    return Factory.objects.unscoped("locks the record in hand").select_for_update().get(pk=factory.pk)


def standing(factory: Factory) -> Factory:
    """Refuses work on a record that was merged into another one (3010)."""
    if factory.merged_into_id:
        kept = Factory.objects.unscoped("names the record that was kept").get(pk=factory.merged_into_id)
        raise Problem(3010, factory=factory.name, kept=kept.name, public_id=kept.public_id)
    return factory


def values_of(factory: Factory) -> dict[str, Any]:
    return {field: getattr(factory, field) for field in FIELDS}


def fingerprint(factory: Factory) -> str:
    """Changes with every change of the form's fields, so that nobody overwrites what she has not seen."""
    shape = {field: getattr(value, "pk", value) for field, value in values_of(factory).items()}
    return hashlib.sha256(json.dumps(shape, default=str, sort_keys=True).encode()).hexdigest()[:16]


def told(value: Any) -> Any:
    """A value as history shows it."""
    return str(value) if isinstance(value, Model) else value


def differences(factory: Factory, values: dict[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of what differs. Contacts are people: that they changed is told, not who they are."""
    found: dict[str, list[Any]] = {}
    for field, after in values.items():
        before = getattr(factory, field)
        if before != after:
            found[field] = [] if field == "contacts" else [told(before), told(after)]
    return found


def new_public_id(country: str) -> str:
    while True:
        made = identifiers.make(country)
        if not Factory.objects.unscoped("is this identifier free?").filter(public_id=made).exists():
            return made


def source_free(factory: Factory) -> None:
    """One number of another system stands for one factory of a country (3016)."""
    others = Factory.objects.unscoped("is this number free?").exclude(pk=factory.pk)
    if factory.source_id and others.filter(country_id=factory.country_id, source_id=factory.source_id).exists():
        raise Problem(3016, field="source_id", value=factory.source_id)


def refresh_search(factory: Factory) -> None:
    """Writes the text that the search looks through; records merged into this one are found by their names too."""
    gone = Factory.objects.unscoped("their names lead here").filter(merged_into=factory)
    factory.search_text = rules.search_text(
        factory.name,
        factory.name_en,
        [factory.public_id, *(one.public_id for one in gone)],
        [*factory.names.values_list("text", flat=True), *(one.name for one in gone)],
        factory.source_id,
    )
    factory.save(update_fields=["search_text"])
