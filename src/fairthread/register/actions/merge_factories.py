"""Two records of one factory become one."""

from __future__ import annotations

import uuid
from typing import Any

from ...access.matrix import need
from ...access.models import Grant
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from .. import rules
from ..models import Factory, FactoryName, Merge
from .common import FIELDS, locked, refresh_search

# An empty one of these is filled from the record that goes.
FILLED = tuple(field for field in FIELDS if field not in {"name", "country", "source_id", "owner"})


@action("factory.merge", record="factory", verb="merge")
def merge_factories(by: Acting, kept: Factory, gone: Factory, reason: str) -> Merge:
    """Moves what belongs to `gone` to `kept`; `gone` stays as a signpost, with its history, and can come back.

    Names, main buyers and the roles of its people move; empty facts of `kept` are filled; the status rows stay where
    they are and both are shown. Raises 3010 (one is merged already), 3020 (one and the same), 3022 (two countries),
    3025 (no reason).

    Event `factory.merged`, record `kept`, data {"kept", "gone", "merge": ids as text}: rooms above move their
    rows of `gone` and tell `remember(merge, kind, ids)` which, inside the same transaction.
    """
    need(by, "merge", kept)
    need(by, "merge", gone)
    if kept.pk == gone.pk:
        raise Problem(3020)
    reason = rules.clean_text(reason, "reason", 300)
    if not reason:
        raise Problem(3025, field="reason")
    by_id = {one.pk: one for one in [locked(one) for one in sorted((kept, gone), key=lambda one: str(one.pk))]}
    kept, gone = by_id[kept.pk], by_id[gone.pk]
    for one in (kept, gone):
        if one.merged_into_id:
            raise Problem(3021, factory=one.name)
    if kept.country_id != gone.country_id:
        raise Problem(3022)
    moved = {
        "names": _names(kept, gone),
        "names_made": _named_after(kept, gone),
        "buyers": _buyers(kept, gone),
        "grants": move_grants(gone, kept, list(_grants(gone).values_list("pk", flat=True))),
        "filled": _filled(kept, gone),
    }
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    refresh_search(kept)
    made = Merge.objects.create(kept=kept, gone=gone, moved=moved, reason=reason, at=clock.now(), by=by.person)
    data = {"kept": str(kept.pk), "gone": str(gone.pk), "merge": str(made.pk), "reason": reason}
    history.log(by, "factory.merged_away", gone, name=kept.name, public_id=kept.public_id, **data)
    history.log(by, "factory.merged", kept, name=gone.name, public_id=gone.public_id, **data)
    made.refresh_from_db()
    return made


def remember(merge: uuid.UUID | str, kind: str, ids: list[Any]) -> None:
    """A room above says in its listener of `factory.merged` what it moved, for `factory.unmerged` to bring back."""
    row = Merge.objects.select_for_update().get(pk=merge)
    row.moved = {**row.moved, kind: [str(one) for one in ids]}
    row.save(update_fields=["moved"])


def _names(kept: Factory, gone: Factory) -> list[int]:
    known = set(kept.names.values_list("text", "kind"))
    moved = [name.pk for name in gone.names.all() if (name.text, name.kind) not in known]
    FactoryName.objects.filter(pk__in=moved).update(factory=kept)
    return moved


def _named_after(kept: Factory, gone: Factory) -> list[int]:
    """The name of the record that goes becomes a further name of the one that is kept."""
    known = {kept.name, kept.name_en, *kept.names.values_list("text", flat=True)}
    return [
        FactoryName.objects.create(factory=kept, text=text, kind="other").pk
        for text in dict.fromkeys((gone.name, gone.name_en))
        if text and text not in known
    ]


def _buyers(kept: Factory, gone: Factory) -> list[int]:
    known = set(kept.buyers.values_list("buyer_id", flat=True))
    moved = [link.pk for link in gone.buyers.all() if link.buyer_id not in known]
    gone.buyers.filter(pk__in=moved).update(factory=kept)
    return moved


def _grants(factory: Factory) -> Any:
    return Grant.objects.filter(scope="factory", scope_id=str(factory.pk))


def move_grants(source: Factory, target: Factory, ids: list[Any]) -> list[str]:
    """Its people keep their roles, over the record that stands."""
    found = _grants(source).filter(pk__in=ids)
    moved = [str(pk) for pk in found.values_list("pk", flat=True)]
    found.update(scope_id=str(target.pk), scope_name=target.name)
    return moved


def _filled(kept: Factory, gone: Factory) -> list[str]:
    fields = [f for f in FILLED if getattr(kept, f) in (None, "", []) and getattr(gone, f) not in (None, "", [])]
    if "province_before" in fields and "province" not in fields and gone.province_id != kept.province_id:
        fields.remove("province_before")
    for field in fields:
        setattr(kept, field, getattr(gone, field))
    if fields:
        kept.save(update_fields=fields)
    return fields
