"""The invented factories enter the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..base import clock
from ..base.acting import Acting
from ..register.actions import add_buyer, add_name, change_status, create_factory
from ..register.models import Country, Factory, Province, Sector
from .people import Cast
from .world import Place, Seed

DETAILED = 100  # further factories carry their name and numbers alone: names, buyers and contacts are not made twice


def enter(cast: Cast, lists: Lists, place: Place, before: date, seed: Seed) -> Factory:
    """A team leader registers a factory that has taken part since before a day."""
    acting, row = cast.leader(place), place.row
    joined = min(date(row["joined"], 1 + place.number % 12, 1 + place.number % 28), before)
    factory = create_factory(
        acting,
        id=seed.uuid(place.key, "factory"),
        status="applied",
        status_on=joined.replace(day=1),
        origin="fairthread demo",
        name=place.name,
        name_en=place.name_en,
        country=lists.country,
        province_before=lists.provinces[row["province_old"]],
        address=row["address_vi_new"],
        sector=lists.sectors[row["sector"]],
        products="; ".join(product["name_vi"] for product in row["products"]),
        year_began=min(row["began"], joined.year),
        workers_women=place.women,
        workers_men=place.men,
        workers_on=clock.today(),
        has_union=row["union"],
        union_name="Công đoàn cơ sở" if row["union"] else "",
        legal_owner=row["legal_owner"],
        contacts=_contacts(row),
        terms_accepted_on=joined,
        source_id=place.key,
    )
    change_status(acting, factory, "enrolled", joined)
    if place.number < DETAILED:
        _details(cast, acting, place, factory)
    return Factory.objects.unscoped("as it stands after these steps").get(pk=factory.pk)


def _contacts(row: dict[str, Any]) -> list[dict[str, str]]:
    return [{"name": contact["name"], "title": contact["title_vi"]} for contact in row["contacts"][:2]]


def _details(cast: Cast, acting: Acting, place: Place, factory: Factory) -> None:
    row = place.row
    if row["short_name"]:
        add_name(acting, factory, row["short_name"], "short")
    for former in row["former_names"]:
        add_name(acting, factory, former["name"], "former", until=min(date(former["until"], 12, 31), clock.today()))
    if row["parent"]:
        add_name(acting, factory, row["parent"]["name"] or row["parent"]["name_en"], "other")
    for link in row["buyers"]:
        add_buyer(acting, factory, cast.buyers[link["buyer"]], min(link["since"], clock.today().year))


@dataclass(frozen=True)
class Lists:
    """The reference lists that factories name, read once."""

    country: Country
    provinces: dict[str, Province]
    sectors: dict[str, Sector]

    @classmethod
    def read(cls) -> Lists:
        provinces = Province.objects.filter(country_id="VN").select_related("successor")
        return cls(
            Country.objects.get(pk="VN"),
            {province.pk: province for province in provinces},
            {sector.pk: sector for sector in Sector.objects.all()},
        )
