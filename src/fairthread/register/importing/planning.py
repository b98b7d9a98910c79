"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...access import matrix
from ...base import clock, spreadsheets
from ...base.acting import Acting
from ...base.problems import Problem
from ...base.text import fold
from .. import rules
from ..actions.common import FIELDS, LINKS, differences, source_free, values_of
from ..models import Country, Factory, FactoryName, Organisation, Province, Sector
from ..words import STATUSES
from .columns import codes_of
from .matching import Entry, Index
from .reading import Lookup, Read, read_row

# All rows are written in one transaction, which holds up other writers for about ten milliseconds a row.
LONGEST = 2000


@dataclass
class Row:
    """One row of the file: `outcome` is created, changed, same or refused."""

    number: int
    outcome: str
    name: str
    read: Read
    factory: Factory | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    new_names: list[tuple[str, str]] = field(default_factory=list)
    new_buyers: list[tuple[Any, int | None]] = field(default_factory=list)
    status: str = ""
    alike: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def status_label(self) -> Any:
        return STATUSES.get(self.status, self.status)


@dataclass
class Plan:
    """The whole file. `digest` changes with any change of what would happen."""

    name: str
    rows: list[Row]

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: self.count(outcome) for outcome in ("created", "changed", "same", "refused")}

    @property
    def digest(self) -> str:
        shape = [
            (
                row.number,
                row.outcome,
                row.name,
                str(row.factory and row.factory.pk),
                str(row.changes),
                str(row.new_names),
            )
            for row in self.rows
        ]
        return hashlib.sha256(repr(shape).encode()).hexdigest()


def make_plan(by: Acting, content: bytes, name: str) -> Plan:
    """Reads the file and the register. A problem of the file is raised; a problem of a row stands in the row."""
    table = list(spreadsheets.read_rows(content, name, longest=LONGEST))
    if not table:
        raise Problem(3039, name=spreadsheets.safe_name(name))
    codes = codes_of(list(table[0][1]))
    rows = [(number, {codes[head]: text for head, text in cells.items()}) for number, cells in table]
    lookup, index, today = _lookup(), _index(), clock.today()
    seen: dict[Any, int] = {}
    return Plan(name, [_planned(by, number, cells, lookup, index, seen, today) for number, cells in rows])


def _planned(
    by: Acting, number: int, cells: dict[str, str], lookup: Lookup, index: Index, seen: dict[Any, int], today: date
) -> Row:
    read = read_row(cells, lookup, today)
    row = Row(number, "refused", cells.get("name") or cells.get("public_id") or cells.get("source_id") or "", read)
    row.problems = list(read.problems)
    if row.problems:
        return row
    try:
        country = read.values.get("country") or lookup.countries["vn"]
        place = rules.placed({"country": country, **read.values})["province"]
        meant = index.match(
            read.public_id,
            read.values.get("source_id", ""),
            country.pk,
            place.pk if place else "",
            read.values.get("name", ""),
        )
        key = meant.id if meant else (country.pk, place and place.pk, fold(read.values.get("name", "")))
        if key in seen:
            raise Problem(3042, row=seen[key])
        seen[key] = number
        if meant is None:
            _would_create(by, row, country, today)
            row.alike = index.alike(country.pk, place.pk if place else "", read.values["name"])
        else:
            _would_change(by, row, meant, today)
    except Problem as problem:
        row.outcome, row.problems = "refused", [problem]
    return row


def _would_create(by: Acting, row: Row, country: Country, today: date) -> None:
    read = row.read
    read.values["country"] = country
    status = read.status or "applied"
    made = Factory(status=status, **rules.checked(read.values, today))
    matrix.need(by, "create_factory", "programme")
    for verb, asked in (
        ("edit", True),
        ("change_status", status != "applied"),
        ("edit_links", bool(made.source_id)),
    ):
        if asked and not matrix.may(by, verb, made):
            raise Problem(3043)
    if status in rules.NEEDS_REASON and not read.status_reason:
        raise Problem(3015, field="status_reason")
    row.outcome, row.status = "created", status
    row.new_names, row.new_buyers = list(dict.fromkeys(read.names)), read.buyers


def _would_change(by: Acting, row: Row, meant: Entry, today: date) -> None:
    read = row.read
    found = Factory.objects.unscoped("the plan asks the matrix below")
    factory = found.select_related("country", "province", "province_before", "sector", "owner").get(pk=meant.id)
    if not matrix.may(by, "view", factory):
        raise Problem(3043)
    row.factory, row.name = factory, factory.name
    given = rules.checked({**values_of(factory), **_fitting(factory, read.values)}, today)
    row.changes = differences(factory, {key: given[key] for key in FIELDS})
    row.after = {key: given[key] for key in row.changes}
    known = set(factory.names.values_list("kind", "text"))
    row.new_names = [name for name in dict.fromkeys(read.names) if name not in known]
    linked = set(factory.buyers.values_list("buyer_id", flat=True))
    row.new_buyers = [(buyer, year) for buyer, year in read.buyers if buyer.pk not in linked]
    if len(linked) + len(row.new_buyers) > rules.MOST_BUYERS:
        raise Problem(3007, field="buyers")
    if read.status and read.status != factory.status:
        last = factory.statuses.first()
        on = read.status_on or today
        rules.check_step(factory.status, last.on if last else None, read.status, on, read.status_reason, today)
        row.status = read.status
    if not (row.changes or row.new_names or row.new_buyers or row.status):
        row.outcome = "same"
        return
    for verb, asked in (
        ("edit", row.changes or row.new_names or row.new_buyers),
        ("change_status", row.status),
        ("edit_links", set(row.changes) & set(LINKS)),
    ):
        if asked and not matrix.may(by, verb, factory):
            raise Problem(3043)
    factory_after = Factory(pk=factory.pk, country_id=given["country"].pk, source_id=given["source_id"])
    source_free(factory_after)
    row.outcome = "changed"


def _fitting(factory: Factory, values: dict[str, Any]) -> dict[str, Any]:
    """One of the two provinces alone takes the other along, so that they go on fitting each other."""
    if "province_before" in values and "province" not in values:
        return {**values, "province": values["province_before"].successor or factory.province}
    if "province" in values and "province_before" not in values:
        province, before = values["province"], factory.province_before
        if province.successor_id:
            return {**values, "province": province.successor, "province_before": province}
        fits = before is not None and before.successor_id == province.pk
        return {**values, "province_before": before if fits else None}
    return values


def _lookup() -> Lookup:
    provinces: dict[tuple[str, str], Any] = {}
    for province in Province.objects.select_related("successor").order_by("successor_id", "pk"):
        time = "before" if province.successor_id else "now"
        for word in {fold(province.name_vi), fold(province.name_en)}:
            provinces[province.country_id, f"{time} {word}"] = province
            provinces.setdefault((province.country_id, word), province)
        provinces[province.country_id, fold(province.pk)] = province
    buyers = Organisation.objects.unscoped("names that stand for buyers").filter(kind="buyer")
    return Lookup(
        {word: country for country in Country.objects.all() for word in _words(country, country.pk, country.iso3)},
        provinces,
        {word: sector for sector in Sector.objects.all() for word in _words(sector, sector.pk, sector.isic4)},
        {word: buyer for buyer in buyers for word in _words(buyer, buyer.key, buyer.short_name)},
    )


def _words(record: Any, *codes: str) -> set[str]:
    return {fold(text) for text in (record.name_en, record.name_vi, *codes) if text}


def _index() -> Index:
    everything = Factory.objects.unscoped("finds duplicates everywhere").select_related("merged_into")
    names: dict[Any, list[str]] = {}
    for pk, text in FactoryName.objects.values_list("factory_id", "text"):
        names.setdefault(pk, []).append(text)
    return Index(
        Entry(
            factory.pk,
            factory.public_id,
            factory.source_id,
            factory.country_id,
            factory.province_id or "",
            tuple(text for text in (factory.name, factory.name_en, *names.get(factory.pk, [])) if text),
            (factory.merged_into.name, factory.merged_into.public_id) if factory.merged_into else None,
        )
        for factory in everything.only(
            "public_id", "source_id", "country_id", "province_id", "name", "name_en", "merged_into__name",
            "merged_into__public_id",
        )
    )  # fmt: skip
