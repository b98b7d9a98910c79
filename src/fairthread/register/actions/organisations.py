"""Organisations enter the register and change."""

from __future__ import annotations

import uuid
from typing import Any

from ...access.matrix import need
from ...base import history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from ...base.text import fold, slug
from .. import rules
from ..models import Organisation
from .common import told

FIELDS = (
    "kind",
    "name_en",
    "name_vi",
    "short_name",
    "country",
    "address",
    "valid_from",
    "valid_to",
    "successor",
    "source",
)
LIMITS = {"name_en": 200, "name_vi": 200, "short_name": 60, "address": 300, "source": 2000}


@action("organisation.create", record="programme", verb="create_organisation")
def create_organisation(by: Acting, *, id: uuid.UUID | None = None, key: str = "", **values: Any) -> Organisation:
    """Makes an organisation of `FIELDS`; without a `key` one is made of its name. The same `id` twice is the same one.

    Raises 3001, 3002, 3050 (key taken), 3051 (ends before it begins), 3052 (leads to itself).
    """
    need(by, "create_organisation", "programme")
    everyone = Organisation.objects.unscoped("is this key free?")
    if id is not None and (known := everyone.filter(pk=id).first()):
        return known
    made = Organisation(id=id or uuid.uuid4(), **_checked(values))
    made.key = slug(key or made.name_en, 50) or made.pk.hex[:12]
    need(by, "edit", made)
    if key and everyone.filter(key=made.key).exists():
        raise Problem(3050, field="key", key=made.key)
    number, stem = 1, made.key
    while everyone.filter(key=made.key).exists():
        number += 1
        made.key = f"{stem}_{number}"
    _write(made)
    history.log(by, "organisation.created", made, name=made.name_en, kind=made.kind)
    return made


@action("organisation.edit", record="organisation", verb="edit")
def edit_organisation(by: Acting, organisation: Organisation, **values: Any) -> Organisation:
    """Changes some of `FIELDS`; what is not given stays. Without a difference nothing is written."""
    need(by, "edit", organisation)
    organisation = Organisation.objects.unscoped("locks the record in hand").select_for_update().get(pk=organisation.pk)
    after = _checked({**{field: getattr(organisation, field) for field in FIELDS}, **values})
    changes = {
        field: [told(getattr(organisation, field)), told(value)]
        for field, value in after.items()
        if getattr(organisation, field) != value
    }
    if not changes:
        return organisation
    for field in changes:
        setattr(organisation, field, after[field])
    need(by, "edit", organisation)
    _leads_on(organisation)
    _write(organisation)
    history.log(by, "organisation.edited", organisation, changes=changes)
    return organisation


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"unknown fields {sorted(unknown)}")
    kept = dict(values)
    for field, longest in LIMITS.items():
        if field in kept:
            kept[field] = rules.clean_text(kept[field], field, longest)
    if not kept.get("name_en"):
        raise Problem(3001, field="name_en")
    first, last = kept.get("valid_from"), kept.get("valid_to")
    if first and last and last < first:
        raise Problem(3051, field="valid_to")
    return kept


def _leads_on(organisation: Organisation) -> None:
    """Following the successors never comes back to where it began (3052)."""
    everyone = Organisation.objects.unscoped("follows successors as they stand now")
    seen, step = {organisation.pk}, organisation.successor_id
    while step is not None:
        if step in seen:
            raise Problem(3052, field="successor")
        seen.add(step)
        step = everyone.values_list("successor_id", flat=True).get(pk=step)


def _write(organisation: Organisation) -> None:
    words = (organisation.name_en, organisation.name_vi, organisation.short_name, organisation.key)
    organisation.search_text = fold(" ".join(words))[:500]
    organisation.save()
