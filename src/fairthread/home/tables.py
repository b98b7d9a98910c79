"""Tables of the help that are made from the program: the permission matrix as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..access import matrix
from ..access.registry import RECORDS
from ..access.roles import ROLES
from .words import RELATIONS, state_words, verb_words


@dataclass(frozen=True)
class Line:
    """One permission: what, in which states, who and why."""

    verb: str
    what: Any
    states: list[Any]
    who: list[tuple[Any, Any]]
    reason: str


@dataclass(frozen=True)
class Mark:
    """A cell of the overview. `sign`: ● always, ◐ in some states, ◇ only their own or assigned."""

    sign: str
    words: str


@dataclass(frozen=True)
class Table:
    """The permissions on one kind of record: an overview (verb, marks by role), and lines that give the reasons."""

    record: str
    label: Any
    roles: list[Any]
    overview: list[tuple[str, Any, list[Mark | None]]]
    lines: list[Line]


def _mark(record: str, cells: list[matrix.Cell]) -> Mark | None:
    """What one role may, from the cells of one verb."""
    if not cells:
        return None
    wide = [cell for cell in cells if cell.relation == "scope"]
    if any(cell.state == "*" for cell in wide):
        return Mark("●", _("yes"))
    states = list(dict.fromkeys(str(state_words(record, cell.state)) for cell in cells if cell.state != "*"))
    parts = list(dict.fromkeys(str(RELATIONS[cell.relation]) for cell in cells if cell.relation != "scope"))
    return Mark("◐" if wide else "◇", "; ".join(filter(None, [", ".join(states), *parts])))


def _table(name: str, label: Any, lines: list[Line]) -> Table:
    by_verb: dict[str, dict[str, list[matrix.Cell]]] = {}
    for cell in matrix.cells():
        if cell.record == name:
            by_verb.setdefault(cell.verb, {}).setdefault(cell.role, []).append(cell)
    roles = [role for role in ROLES if any(role in held for held in by_verb.values())]
    overview = [
        (verb, verb_words(verb), [_mark(name, held.get(role, [])) for role in roles]) for verb, held in by_verb.items()
    ]
    return Table(name, label, [ROLES[role] for role in roles], overview, lines)


def permissions() -> list[Table]:
    """The whole matrix, a table per kind of record, in the page's language."""
    found = []
    for name, record in RECORDS.items():
        grouped: dict[tuple[str, str, str], tuple[dict[str, None], dict[str, None]]] = {}
        for cell in (cell for cell in matrix.cells() if cell.record == name):
            roles, states = grouped.setdefault((cell.verb, cell.relation, cell.reason), ({}, {}))
            roles[cell.role] = states[cell.state] = None
        order = {verb: place for place, verb in enumerate(matrix.verbs(name))}
        lines = [
            Line(
                verb,
                verb_words(verb),
                [] if "*" in states else [state_words(name, state) for state in states],
                [(ROLES[role], RELATIONS[relation]) for role in roles],
                reason,
            )
            for (verb, relation, reason), (roles, states) in sorted(grouped.items(), key=lambda item: order[item[0][0]])
        ]
        if lines:
            found.append(_table(name, record.label, lines))
    return found
