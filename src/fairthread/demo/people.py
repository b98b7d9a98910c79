"""The invented people: staff, factory people and partners, made by those who may."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..access.actions.create import create_person
from ..access.models import Person
from ..base.acting import Acting
from ..base.text import slug
from ..register.actions import create_organisation
from ..register.models import Country, Factory, Organisation
from . import world
from .actions.cast import cast
from .world import Place

STAFF = {"programme_manager": 1, "team_leader": 2, "enterprise_advisor": 8, "training_officer": 1}
NORTH = {"VN-2008-30", "VN-2008-34", "VN-2008-36", "VN-2008-38", "VN-2008-40"}
DOMAIN = "demo.example.org"


@dataclass
class Cast:
    """Who acts in the demonstration. Advisors and team leaders by office."""

    manager: Person
    leaders: dict[str, Person] = field(default_factory=dict)
    advisors: dict[str, list[Person]] = field(default_factory=dict)
    factory: dict[str, tuple[Person, Person]] = field(default_factory=dict)  # manager and representative by place
    buyers: dict[str, Organisation] = field(default_factory=dict)

    def leader(self, place: Place) -> Acting:
        return by(self.leaders[office(place)])

    def team(self, place: Place, cycle: int) -> tuple[Person, Person]:
        """Lead and second assessor: others from cycle to cycle, as the programme wants it."""
        known = self.advisors[office(place)]
        first = place.number + cycle
        return known[first % len(known)], known[(first + 1 + place.number // len(known) % 2) % len(known)]


def office(place: Place) -> str:
    return "Hà Nội" if place.row["province_old"] in NORTH else "Hồ Chí Minh"


def by(person: Person) -> Acting:
    return Acting(person, "page")


def staff() -> Cast:
    """The programme's own people; the operator makes the manager, she makes the others."""
    rows = world.read("people")["people"]
    chosen = {role: [row for row in rows if row["role"] == role][:count] for role, count in STAFF.items()}
    made = Cast(_person(Acting.operator(), chosen["programme_manager"][0]["name"], "programme_manager"))
    manager = by(made.manager)
    cast(Acting.operator(), made.manager, "programme_manager")
    for role in ("team_leader", "enterprise_advisor", "training_officer"):
        for row in chosen[role]:
            person = _person(manager, row["name"], role, "country", "VN")
            cast(manager, person, role)
            if role == "team_leader":
                made.leaders[row["office"]] = person
            elif role == "enterprise_advisor":
                made.advisors.setdefault(row["office"], []).append(person)
    return made


def partners(made: Cast) -> None:
    """Buyers, donors, and the people of partners."""
    manager = by(made.manager)
    file = world.read("partners")
    for row in file["buyers"]:
        made.buyers[row["id"]] = create_organisation(
            manager,
            kind="buyer",
            name_en=row["name"],
            country=Country.objects.get(pk=row["country"]),
            source=file["source"],
        )
    for row in file["donors"]:
        create_organisation(
            manager, kind="donor", name_en=row["name_en"], name_vi=row["name_vi"], country=None, source=file["source"]
        )
    for row in world.read("words")["partners"]:
        place = made.buyers[row["place"]].key if row["role"] == "buyer" else row["place"]
        person = _person(manager, row["name"], row["role"], row["scope"], place, row["language"])
        cast(manager, person, row["role"])


def factory_people(made: Cast, place: Place, factory: Factory) -> None:
    """The manager of a factory and the representative of its workers."""
    manager = by(made.manager)
    names = world.read("words")["representatives"]
    head, speaker = place.row["contacts"][0]["name"], names[len(made.factory) % len(names)]

    def person(name: str, role: str, language: str) -> Person:
        return cast(manager, _person(manager, name, role, "factory", str(factory.pk), language, place.key), role)

    made.factory[place.key] = (
        person(head, "factory_manager", place.language),
        person(speaker, "factory_worker_representative", "vi"),
    )


def _person(
    acting: Acting, name: str, role: str, scope: str = "programme", place: str = "", language: str = "vi", key: str = ""
) -> Person:
    address = ".".join(part for part in (slug(name).replace("_", "."), slug(key).replace("_", ".")) if part)
    return create_person(
        acting, email=f"{address}@{DOMAIN}", name=name, role=role, scope=scope, place=place, language=language
    )
