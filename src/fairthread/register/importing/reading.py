"""One row of text becomes values. Pure: what the register knows comes in as a `Lookup`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from ...base import identifiers
from ...base.problems import Problem
from ...base.text import fold
from .. import rules
from .columns import BY_CODE

YES = {"yes", "y", "true", "1", "co", "x"}
NO = {"no", "n", "false", "0", "khong"}
STATUS_WORDS = {
    "applied": "applied",
    "enrolled": "enrolled",
    "paused": "paused",
    "left": "left",
    "da nop don": "applied",
    "dang tham gia": "enrolled",
    "tam dung": "paused",
    "da roi": "left",
}
_BUYER = re.compile(r"^(.*?)(?:\s*\((\d{4})\))?$")
TEXT_FIELDS = (
    "name",
    "name_en",
    "address",
    "products",
    "union_name",
    "legal_owner",
    "legal_owner_address",
    "source_id",
)


@dataclass
class Lookup:
    """What words stand for; keys are folded."""

    countries: dict[str, Any]
    provinces: dict[tuple[str, str], Any]
    sectors: dict[str, Any]
    buyers: dict[str, Any]


@dataclass
class Read:
    """A row that was read. An empty cell is not in `values`: it never deletes."""

    values: dict[str, Any] = field(default_factory=dict)
    public_id: str = ""
    names: list[tuple[str, str]] = field(default_factory=list)  # (kind, text)
    buyers: list[tuple[Any, int | None]] = field(default_factory=list)
    status: str = ""
    status_on: date | None = None
    status_reason: str = ""
    problems: list[Problem] = field(default_factory=list)


def read_row(row: dict[str, str], lookup: Lookup, today: date) -> Read:
    """Reads a row by column code; every cell that cannot be read adds a problem that names the column."""
    read = Read()

    def take(code: str, how: Callable[[str], Any], into: str = "") -> Any:
        text = row.get(code, "")
        if not text:
            return None
        try:
            value = how(text)
        except Problem as problem:
            problem.details.setdefault("column", BY_CODE[code].label)
            read.problems.append(problem)
            return None
        if into:
            read.values[into] = value
        return value

    for code in TEXT_FIELDS:
        take(code, partial(rules.clean_text, field=code), code)
    for code in ("year_began", "workers_women", "workers_men"):
        take(code, _whole(code), code)
    for code in ("workers_on", "terms_accepted_on"):
        take(code, _day(code, today), code)
    take("has_union", _yes_no, "has_union")
    country = take("country", _found(lookup.countries, "country"), "country") or lookup.countries.get("vn")
    for code in ("province", "province_before"):
        take(code, _province(lookup, country, code), code)
    take("sector", _found(lookup.sectors, "sector"), "sector")
    read.public_id = take("public_id", _identifier) or ""
    for code, kind in (("other_names", "other"), ("former_names", "former")):
        texts = take(code, lambda text: [rules.clean_text(one, "name") for one in text.split(";") if one.strip()])
        read.names += [(kind, text) for text in texts or []]
    read.buyers = take("buyers", lambda text: _buyers(text, lookup)) or []
    contacts = take_contacts(row)
    if contacts:
        read.values["contacts"] = contacts
    read.status = take("status", _status) or ""
    read.status_on = take("status_on", _day("status_on", today))
    read.status_reason = take("status_reason", lambda text: rules.clean_text(text, "status_reason", 300)) or ""
    return read


def take_contacts(row: dict[str, str]) -> list[dict[str, str]]:
    contacts = [{key: row.get(f"contact_{n}_{key}", "") for key in rules.CONTACT_FIELDS} for n in (1, 2)]
    return [contact for contact in contacts if any(contact.values())]


def _whole(code: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}", text):
            raise Problem(3033, column=BY_CODE[code].label, value=text[:40])
        return int(text)

    return read


def _day(code: str, today: date) -> Callable[[str], date]:
    def read(text: str) -> date:
        # 03/04/2026 is two days, depending on the reader; only the ISO form is one.
        try:
            day = date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d( .*)?", text) else None
        except ValueError:
            day = None
        if day is None:
            raise Problem(3034, column=BY_CODE[code].label, value=text[:40])
        rules.check_day(day, code, today)
        return day

    return read


def _yes_no(text: str) -> bool:
    if (word := fold(text)) in YES | NO:
        return word in YES
    raise Problem(3032, column=BY_CODE["has_union"].label, value=text[:40])


def _status(text: str) -> str:
    if status := STATUS_WORDS.get(fold(text)):
        return status
    raise Problem(3032, column=BY_CODE["status"].label, value=text[:40])


def _found(known: dict[str, Any], code: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if (found := known.get(fold(text))) is None:
            raise Problem(3032, column=BY_CODE[code].label, value=text[:40])
        return found

    return read


def _province(lookup: Lookup, country: Any, code: str) -> Callable[[str], Any]:
    """Most names are borne by a province of before and one of today; each column prefers its own."""

    def read(text: str) -> Any:
        word = re.sub(r"^(tinh|thanh pho|tp\.?) ", "", fold(text))
        time = "before" if code == "province_before" else "now"
        place = country.pk if country is not None else ""
        found = lookup.provinces.get((place, f"{time} {word}")) or lookup.provinces.get((place, word))
        if found is None:
            raise Problem(3032, column=BY_CODE[code].label, value=text[:40])
        return found

    return read


def _identifier(text: str) -> str:
    code = identifiers.tidy(text)
    if not identifiers.valid(code):
        raise Problem(3036, value=text[:20])
    return code


def _buyers(text: str, lookup: Lookup) -> list[tuple[Any, int | None]]:
    found = []
    for part in text.split(";"):
        if not part.strip():
            continue
        name, year = _BUYER.match(part.strip()).groups()  # type: ignore[union-attr]
        found.append((_found(lookup.buyers, "buyers")(name), int(year) if year else None))
    if len(found) > rules.MOST_BUYERS:
        raise Problem(3007, field="buyers")
    return found
