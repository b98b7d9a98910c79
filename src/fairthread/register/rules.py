"""What holds for a factory's data. Pure: asks no database and no request."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from ..base.problems import Problem
from ..base.text import fold
from .words import FIELDS, STATUSES

TEXTS = ("name", "name_en", "address", "products", "union_name", "legal_owner", "legal_owner_address", "source_id")
LIMITS = {"name": 200, "name_en": 200, "address": 300, "products": 300, "union_name": 200, "legal_owner": 200}
LIMITS |= {"legal_owner_address": 300, "source_id": 60}
LONGEST_TEXT = 200
MOST_WORKERS = 300_000
MOST_CONTACTS = 2
MOST_BUYERS = 3
CONTACT_FIELDS = ("name", "title", "email", "phone")
# From which status a factory can go on to which. Who left may come back.
STEPS = {
    "applied": {"enrolled", "left"},
    "enrolled": {"paused", "left"},
    "paused": {"enrolled", "left"},
    "left": {"applied", "enrolled"},
}
NEEDS_REASON = {"paused", "left"}
SIMILAR = 90.0
# Words that every second factory carries; without them names that differ look alike.
COMMON = {
    "cong",
    "ty",
    "cty",
    "tnhh",
    "co",
    "phan",
    "cp",
    "mtv",
    "mot",
    "thanh",
    "vien",
    "ltd",
    "company",
    "limited",
    "jsc",
}
COMMON |= {"joint", "stock", "corporation", "corp", "inc", "viet", "nam", "vietnam", "vn"}


def clean_text(value: Any, field: str, longest: int | None = None) -> str:
    """Text as it may be stored. Refuses (3002) lost letters, control signs, markup and beginnings of formulas."""
    text = unicodedata.normalize("NFC", str(value or "")).strip()
    strange = next((sign for sign in text if unicodedata.category(sign) in {"Cc", "Co", "Cs", "Cn"}), "")
    if strange or "\ufffd" in text or "<" in text or ">" in text or text[:1] in {"=", "@"}:
        raise Problem(3002, field=field, what=FIELDS.get(field, field), value=text[:40].replace("\n", " "))
    most = longest or LIMITS.get(field, LONGEST_TEXT)
    if len(text) > most:
        raise Problem(3017, field=field, what=FIELDS.get(field, field), most=most)
    return text


def check_day(value: date | None, field: str, today: date) -> None:
    """Nothing in the register can have happened tomorrow (3003)."""
    if value and value > today:
        raise Problem(3003, field=field, what=FIELDS.get(field, field), date=value.isoformat())


def check_contacts(contacts: Any) -> list[dict[str, str]]:
    """At most two contacts, each with a name (3006)."""
    kept = []
    for contact in contacts or []:
        one = {key: clean_text(contact.get(key, ""), "contacts") for key in CONTACT_FIELDS}
        if any(one.values()):
            if not one["name"]:
                raise Problem(3018, field="contacts")
            kept.append(one)
    if len(kept) > MOST_CONTACTS:
        raise Problem(3006, field="contacts")
    return kept


def checked(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values of a factory, cleaned. Raises a problem whose detail `field` names the field."""
    kept = dict(values)
    for field in TEXTS:
        if field in kept:
            kept[field] = clean_text(kept[field], field)
    if not kept.get("name"):
        raise Problem(3001, field="name")
    for field in ("workers_on", "terms_accepted_on"):
        check_day(kept.get(field), field, today)
    year = kept.get("year_began")
    if year is not None and not 1800 <= year <= today.year:
        raise Problem(3004, field="year_began", year=year)
    for field in ("workers_women", "workers_men"):
        if kept.get(field) is not None and not 0 <= kept[field] <= MOST_WORKERS:
            raise Problem(3005, field=field, what=FIELDS[field], value=kept[field])
    kept["contacts"] = check_contacts(kept.get("contacts"))
    return placed(kept)


def placed(values: dict[str, Any]) -> dict[str, Any]:
    """Province of today and of before fit each other and the country; a former one alone leads to its successor."""
    province, before = values.get("province"), values.get("province_before")
    if province is not None and province.successor_id and before is None:
        province, before = None, province
    if before is not None and before.successor_id:
        if province is None:
            province = before.successor
        elif province.pk != before.successor_id:
            raise Problem(3008, field="province_before", before=before, after=province)
    for field, place in (("province", province), ("province_before", before)):
        if place is not None and place.country_id != values["country"].pk:
            raise Problem(3009, field=field, province=place, country=values["country"])
    return {**values, "province": province, "province_before": before}


def check_step(before: str, since: date | None, after: str, on: date, reason: str, today: date) -> None:
    """Whether a factory may go from one status to another on a day."""
    if after == before:
        raise Problem(3012, field="status", status=STATUSES.get(after, after))
    if after not in STEPS.get(before, set()):
        raise Problem(3013, field="status", before=STATUSES[before], after=STATUSES.get(after, after))
    check_day(on, "on", today)
    if since and on < since:
        raise Problem(3014, field="on", date=on, since=since)
    if after in NEEDS_REASON and not reason:
        raise Problem(3015, field="reason")


def bare(name: str) -> str:
    """A name without case, diacritics, punctuation and the words that every company carries, for comparing."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()
    return " ".join(word for word in words if word not in COMMON) or " ".join(words)


def similar(
    name: str, others: Iterable[tuple[str, Any]], most: int = 5, at_least: float = SIMILAR
) -> list[tuple[float, Any]]:
    """(likeness 0 to 100, thing) of the names that look like `name`, best first; each thing once."""
    pairs = list(others)
    scorer: Callable[..., float] = fuzz.token_sort_ratio
    found: dict[Any, float] = {}
    hits = process.extract(
        bare(name), [bare(text) for text, _ in pairs], scorer=scorer, score_cutoff=at_least, limit=most * 4
    )
    for _, score, place in hits:
        found.setdefault(pairs[place][1], score)
    return [(score, thing) for thing, score in list(found.items())[:most]]


def search_text(name: str, name_en: str, public_ids: Iterable[str], names: Iterable[str], source_id: str) -> str:
    """What the search looks through: every name, folded, and the identifiers with and without hyphens."""
    codes = [form for code in public_ids for form in (code, code.replace("-", ""))]
    return fold(" ".join(dict.fromkeys([name, name_en, *names, source_id, *codes])))
