"""Loads the lists of `data/reference` into the database; may be repeated, and changes only what differs.

These are the machine's own lists, not records of people, hence no action: whoever may run a command may load them.
An organisation that somebody has edited in the program is left as that person wrote it.
"""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import yaml
from django.db import transaction

from .. import config
from ..base import history
from ..base.acting import Acting
from ..base.models import HistoryEntry
from ..base.problems import Problem
from ..base.text import fold
from .models import Country, Organisation, Province, Sector

FOLDER = config.DATA / "reference"
KINDS = {
    "government_ministry": "ministry",
    "government_department": "ministry",
    "inspectorate": "ministry",
    "employers": "employers_body",
    "workers": "union",
    "tripartite": "tripartite",
}
GLOBAL = {"name_en": "All countries", "name_vi": "Mọi quốc gia"}


def load_reference() -> str:
    """Countries, provinces, sectors and organisations, in one transaction; gives back how many of each there are."""
    with transaction.atomic():
        counts = {
            "countries": _countries(),
            "provinces": _provinces(),
            "sectors": _sectors(),
            "organisations": _organisations(),
        }
    return ", ".join(f"{count} {what}" for what, count in counts.items())


def _rows(name: str) -> list[dict[str, str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _day(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Problem(3060, where=where, value=text) from error


def _upsert(model: Any, made: list[Any], key: str) -> int:
    fields = [field.name for field in model._meta.concrete_fields if field.name != key]
    model.objects.bulk_create(made, update_conflicts=True, unique_fields=[key], update_fields=fields)
    return len(made)


def _countries() -> int:
    made = [
        Country(
            code=row["iso2"],
            iso3=row["iso3"],
            name_en=row["name_en"],
            name_vi=row["name_vi"],
            currency=row["currency"][:3],  # the main one stands first
            time_zone=row["time_zone"],
        )
        for row in _rows("countries.csv")
    ]
    return _upsert(Country, [*made, Country(code="ZZ", **GLOBAL)], "code")


def _provinces() -> int:
    rows = [row for name in ("provinces_vn.csv", "provinces_other.csv") for row in _rows(name)]
    known = {row["id"] for row in rows}
    for row in rows:
        if row["successor"] and row["successor"] not in known:
            raise Problem(3060, where=row["id"], value=row["successor"])
    # The newest first: a successor stands before what leads to it.
    rows.sort(key=lambda row: bool(row["successor"]))
    return _upsert(
        Province,
        [
            Province(
                id=row["id"],
                country_id=row["country"],
                code=row["code"],
                name_en=row["name_en"],
                name_vi=row["name_vi"] or row["name_en"],
                kind=row["kind"],
                valid_from=_day(row["valid_from"], row["id"]),
                valid_to=_day(row["valid_to"], row["id"]),
                successor_id=row["successor"] or None,
            )
            for row in rows
        ],
        "id",
    )


def _sectors() -> int:
    return _upsert(
        Sector,
        [
            Sector(
                code=row["code"],
                isic4=row["isic_rev4"],
                isic3=row["isic_rev3"],
                name_en=row["name_en"],
                name_vi=row["name_vi"],
            )
            for row in _rows("sectors.csv")
        ],
        "code",
    )


def _organisations() -> int:
    listed = yaml.safe_load((FOLDER / "organisations.yaml").read_text("utf-8"))["organisations"]
    everyone = Organisation.objects.unscoped("the lists of the machine")
    for row in listed:
        values = {
            "kind": KINDS.get(row["kind"], "other"),
            "name_en": row["name_en"],
            "name_vi": row["name_vi"] or "",
            "short_name": row["short_name"] or "",
            "country_id": row["id"][:2],
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "source": row["source"],
            "search_text": fold(f"{row['name_en']} {row['name_vi']} {row['short_name']} {row['id']}"),
        }
        found = everyone.filter(key=row["id"]).first() or Organisation(key=row["id"])
        if _edited(found) or all(getattr(found, field) == value for field, value in values.items()):
            continue
        for field, value in values.items():
            setattr(found, field, value)
        found.save()
        history.log(Acting.system(), "organisation.loaded", found, key=found.key)
    _lead_on({row["id"]: row["successor"] for row in listed if row["successor"]})
    return len(listed)


def _edited(organisation: Organisation) -> bool:
    kind, identifier = history.key(organisation)
    return HistoryEntry.objects.filter(record=kind, record_id=identifier, name="organisation.edited").exists()


def _lead_on(successors: dict[str, str]) -> None:
    everyone = Organisation.objects.unscoped("the lists of the machine")
    known = {
        organisation.key: organisation for organisation in everyone.filter(key__in=[*successors, *successors.values()])
    }
    for key, successor in successors.items():
        if not _edited(known[key]):
            everyone.filter(pk=known[key].pk).update(successor=known[successor])
