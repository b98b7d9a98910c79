"""How this room's codes, fields and history read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..base import history
from ..base.models import HistoryEntry

STATUSES = {
    "applied": _("Applied"),
    "enrolled": _("Enrolled"),
    "paused": _("Paused"),
    "left": pgettext_lazy("factory status", "Left"),
}
TONES = {"applied": "accent", "enrolled": "ok", "paused": "warn", "left": "quiet"}
NAME_KINDS = {"other": _("Other name"), "former": _("Former name"), "short": _("Short name")}
KINDS = {
    "buyer": _("Buyer"),
    "union": _("Trade union"),
    "employers_body": _("Employers' organisation"),
    "ministry": _("Public authority"),
    "donor": _("Donor"),
    "provider": _("Service provider"),
    "owner": _("Owner of factories"),
    "tripartite": _("Tripartite body"),
    "other": _("Other"),
}
PROVINCE_KINDS = {"province": _("province"), "city": _("centrally run city"), "division": _("division")}
PROVINCE_KINDS |= {"municipality": _("municipality"), "autonomous municipality": _("municipality")}
OUTCOMES = {
    "created": ("ok", _("New")),
    "changed": ("accent", _("Changed")),
    "same": ("quiet", _("Unchanged")),
    "refused": ("danger", _("Refused")),
}
FIELDS = {
    "name": _("Name"),
    "name_en": _("Name in English"),
    "name_vi": _("Name in Vietnamese"),
    "short_name": _("Short name"),
    "kind": _("Kind"),
    "country": _("Country"),
    "province": _("Province"),
    "province_before": _("Province before the merger of provinces"),
    "address": _("Address"),
    "sector": _("Sector"),
    "products": _("Main products"),
    "year_began": _("Year operations began"),
    "workers_women": _("Women workers"),
    "workers_men": _("Men workers"),
    "workers_on": _("Workers counted on"),
    "has_union": _("Trade union in the factory"),
    "union_name": _("Name of the union"),
    "legal_owner": _("Legal owner"),
    "legal_owner_address": _("Address of the legal owner"),
    "contacts": _("Contacts"),
    "terms_accepted_on": _("Terms accepted on"),
    "owner": _("Owner's account in the register"),
    "source_id": _("Number in another system"),
    "reason": _("Reason"),
    "status_reason": _("Reason"),
    "text": _("Name"),
    "on": _("From which day"),
    "status_on": _("From which day"),
    "until": _("Until"),
    "valid_from": _("Exists since"),
    "valid_to": _("Existed until"),
    "successor": _("Succeeded by"),
    "source": _("Source"),
    "public_id": _("Identifier"),
    "status": _("Status"),
    "registered_at": _("Registered on"),
}
history.words(
    {
        "factory.created": _("entered the factory into the register"),
        "factory.edited": _("changed the record"),
        "factory.applied": _("recorded a new application"),
        "factory.enrolled": _("enrolled the factory"),
        "factory.paused": _("paused the factory: %(reason)s"),
        "factory.left": _("recorded that the factory left: %(reason)s"),
        "factory.name_added": _("added the name “%(text)s”"),
        "factory.name_removed": _("took away the name “%(text)s”"),
        "factory.buyer_added": _("named %(buyer)s as a main buyer"),
        "factory.buyer_removed": _("took away %(buyer)s as a main buyer"),
        "factory.merged": _("merged the record “%(name)s” (%(public_id)s) into this one: %(reason)s"),
        "factory.merged_away": _("merged this record into “%(name)s” (%(public_id)s): %(reason)s"),
        "factory.unmerged": _("undid the merge with “%(name)s” (%(public_id)s)"),
        "factory.came_back": _("undid the merge into “%(name)s” (%(public_id)s)"),
        "factory.split": _("split this record off “%(name)s” (%(public_id)s): %(reason)s"),
        "factory.split_off": _("split “%(name)s” (%(public_id)s) off this record: %(reason)s"),
        "organisation.created": _("entered the organisation into the register"),
        "organisation.edited": _("changed the record"),
        "organisation.loaded": _("loaded it from the reference list"),
    }
)


def changes(entry: HistoryEntry) -> list[tuple[Any, Any, Any]]:
    """(field, before, after) of a history entry, in words; contacts come without their content."""
    found = entry.data.get("changes") or {}
    return [(FIELDS.get(field, field), *_told(pair)) for field, pair in found.items()]


def _told(pair: list[Any]) -> tuple[Any, Any]:
    if len(pair) != 2:
        return ("", "")
    before, after = ({True: _("yes"), False: _("no"), None: "–", "": "–"}.get(value, value) for value in pair)
    return before, after
