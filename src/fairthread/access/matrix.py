"""The permission matrix: one table that decides in pages, API and commands.

`data/access/<record>.csv` holds the cells: record, state, verb, roles, relation, reason_en, reason_vi. What no cell
allows is refused. A verb may be a field group, written `see:<group>`. Relations: `scope` (a grant of the role covers
the record), `assigned` (and the person is assigned to it), `own` (the record is about the person).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import config
from ..base.acting import Acting
from ..base.problems import Problem
from .registry import RECORDS, Record, of
from .roles import ROLES

if TYPE_CHECKING:
    from .models import Grant, Person

NOBODY = Q(pk__in=[])
# An empty Q() vanishes in an OR instead of winning it, so "all" has to be said.
EVERYTHING = ~NOBODY


@dataclass(frozen=True)
class Cell:
    """One role may do one verb on one kind of record in one state; `*` stands for any state."""

    record: str
    state: str
    verb: str
    role: str
    relation: str
    reason_en: str
    reason_vi: str

    @property
    def reason(self) -> str:
        return self.reason_vi if (get_language() or "").startswith("vi") else self.reason_en


@dataclass(frozen=True)
class Decision:
    """May she? With the reason from the table."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


@cache
def cells() -> tuple[Cell, ...]:
    """Every cell of the table; a line that cannot be right is an error with file and line."""
    found: list[Cell] = []
    for path in sorted((config.DATA / "access").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for line, row in enumerate(csv.DictReader(lines), start=2):
                found.extend(_expand(row, f"{path.name}:{line}"))
    return tuple(found)


def _expand(row: dict[str, str], where: str) -> Iterable[Cell]:
    if row["relation"] not in {"scope", "assigned", "own"}:
        raise ValueError(f"{where}: unknown relation {row['relation']!r}")
    if not (row["reason_en"] and row["reason_vi"]):
        raise ValueError(f"{where}: a cell without a reason")
    for role in row["roles"].split("|"):
        if role not in ROLES:
            raise ValueError(f"{where}: unknown role {role!r}")
        for state in row["state"].split("|"):
            for verb in row["verb"].split("|"):
                yield Cell(row["record"], state, verb, role, row["relation"], row["reason_en"], row["reason_vi"])


@cache
def _index() -> dict[tuple[str, str, str], tuple[Cell, ...]]:
    index: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in cells():
        index[cell.record, cell.verb, cell.role].append(cell)
    return {key: tuple(group) for key, group in index.items()}


def verbs(record: str) -> list[str]:
    """Every verb that the table names for a kind of record, in its order."""
    return list(dict.fromkeys(cell.verb for cell in cells() if cell.record == record))


def person_of(by: Acting | Person | None) -> Person | None:
    return by.person if isinstance(by, Acting) else by


def held(by: Acting | Person | None) -> list[tuple[str, Grant | None]]:
    """(role, grant) pairs that count: the public always, the operator for a command without a person."""
    person = person_of(by)
    pairs: list[tuple[str, Grant | None]] = [("public", None)]
    if isinstance(by, Acting) and person is None and by.channel in {"command", "system"}:
        pairs.append(("operator", None))
    if person is not None and person.is_authenticated and person.is_active:
        pairs.extend((grant.role, grant) for grant in person.active_grants)
    return pairs


def where(by: Acting | Person | None, verb: str, model: type[Model]) -> Q:
    """Which ones may she? A condition for a query over the model."""
    record, person = of(model), person_of(by)
    found = NOBODY
    for role, grant in held(by):
        cells_ = _index().get((record.name, verb, role), ())
        if not cells_:
            continue
        # The scope once and the states in one list: databases read that much faster than one OR per cell.
        inside = NOBODY
        for relation in dict.fromkeys(cell.relation for cell in cells_):
            states = [cell.state for cell in cells_ if cell.relation == relation]
            inside |= _states_q(record, states) & _relation_q(record, relation, person)
        found |= _scope_q(record, grant) & inside
    return found


def decide(by: Acting | Person | None, verb: str, target: Model | str) -> Decision:
    """May she? For one object, or for a kind of record without objects such as `programme`."""
    return _decide(held(by), person_of(by), verb, target)


def _decide(
    pairs: Iterable[tuple[str, Grant | None]], person: Person | None, verb: str, target: Model | str
) -> Decision:
    record = of(target)
    known = False
    for role, grant in pairs:
        for cell in _index().get((record.name, verb, role), ()):
            known = True
            if (
                _covers(record, grant, target)
                and _in_state(record, cell, target)
                and _related(record, cell, person, target)
            ):
                return Decision(True, cell.reason)
    if known:
        return Decision(False, _("Your role may do this, but not to this record in its present state."))
    return Decision(False, _("Your role does not include this."))


def may(by: Acting | Person | None, verb: str, target: Model | str) -> bool:
    return decide(by, verb, target).allowed


def need(by: Acting | Person | None, verb: str, target: Model | str) -> None:
    """Refuses: as "not found" to somebody who may not even see the record, as "forbidden" to a reader."""
    decision = decide(by, verb, target)
    if decision.allowed:
        return
    if verb != "view" and may(by, "view", target):
        raise Problem(2002, what=verb, reason=decision.reason)
    raise Problem(2001)


def _scope_q(record: Record, grant: Grant | None) -> Q:
    if grant is None or grant.scope == "programme":
        return EVERYTHING
    found = NOBODY
    for path in record.paths.get(grant.scope, ()):
        found |= _hit(record, path, grant.scope_id)
    return found


def _hit(record: Record, path: str, value: object) -> Q:
    """The records where a path has a value. Through many rows a join would repeat the record, so ask in a subquery."""
    hit = Q(**{path: value})
    if path in record.read and record.model is not None:
        # EXISTS and not IN: an OR with IN lures SQLite into collecting and sorting every row before it pages.
        return Q(Exists(record.model._base_manager.filter(hit, pk=OuterRef("pk"))))
    return hit


def _states_q(record: Record, states: list[str]) -> Q:
    return EVERYTHING if "*" in states or not record.state else Q(**{f"{record.state}__in": states})


def _relation_q(record: Record, relation: str, person: Person | None) -> Q:
    if relation == "scope":
        return EVERYTHING
    found = NOBODY
    for path in record.assigned if relation == "assigned" else record.own:
        if person is not None:
            found |= _hit(record, path, person.pk)
    return found


def _values(record: Record, path: str, target: Any) -> set[str]:
    """What stands at an ORM path of an object in hand, as text."""
    if path in record.read:
        return record.read[path](target)
    value: Any = target
    for step in path.split("__"):
        value = getattr(value, step, None) if value is not None else None
        if value is not None and hasattr(value, "all"):
            raise ValueError(f"{record.name}: path {path} goes through many rows; give Record.read a function")
    return set() if value is None else {str(value)}


def _covers(record: Record, grant: Grant | None, target: Any) -> bool:
    if grant is None or grant.scope == "programme":
        return True
    if isinstance(target, str):
        return True  # kinds without objects have no place; what is made there is checked by its own record
    return any(grant.scope_id in _values(record, path, target) for path in record.paths.get(grant.scope, ()))


def _in_state(record: Record, cell: Cell, target: Any) -> bool:
    return cell.state == "*" or not record.state or cell.state in _values(record, record.state, target)


def _related(record: Record, cell: Cell, person: Person | None, target: Any) -> bool:
    if cell.relation == "scope":
        return True
    paths = record.assigned if cell.relation == "assigned" else record.own
    return person is not None and any(str(person.pk) in _values(record, path, target) for path in paths)


def check_table() -> list[str]:
    """Lines about cells that name an unknown record or state."""
    wrong = []
    for cell in cells():
        record = RECORDS.get(cell.record)
        if record is None:
            wrong.append(f"{cell.record}: no room registers this record")
        elif cell.state != "*" and cell.state not in record.states:
            wrong.append(f"{cell.record}: unknown state {cell.state}")
    return sorted(set(wrong))


def who_may(verb: str, target: Model | str) -> list[Person]:
    """The other direction: which people may do this? Used to tell those concerned."""
    from ..base import clock
    from .models import Grant as Grants

    record = of(target)
    roles = {cell.role for cell in cells() if cell.record == record.name and cell.verb == verb}
    rows = Grants.objects.filter(Grants.holding(clock.today()), role__in=roles, person__is_active=True)
    people: dict[Any, tuple[Person, list[tuple[str, Grant | None]]]] = {}
    for grant in rows.select_related("person").order_by("given_at"):
        people.setdefault(grant.person_id, (grant.person, []))[1].append((grant.role, grant))
    # Only these roles name the verb, so nobody's other grants need to be read.
    return [person for person, pairs in people.values() if _decide(pairs, person, verb, target)]
