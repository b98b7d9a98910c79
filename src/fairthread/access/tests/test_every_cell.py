"""Every cell of the permission matrix, walked with one standing person per role, the public and a stranger.

The table is read here a second time, by plain means, and held against what `decide` and `where` answer for real records
in every state, within reach and out of it, one's own and other people's.
"""

import csv
import dataclasses
from collections import defaultdict
from itertools import product

import pytest

from fairthread import config
from fairthread.access import matrix
from fairthread.access.registry import RECORDS
from fairthread.access.roles import ROLES
from fairthread.base.acting import Acting

pytestmark = pytest.mark.django_db


def table():
    """(record, verb, role) -> [(state, relation)], straight from the files."""
    found = defaultdict(list)
    for path in (config.DATA / "access").glob("*.csv"):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            for state, verb, role in product(row["state"].split("|"), row["verb"].split("|"), row["roles"].split("|")):
                found[row["record"], verb, role].append((state, row["relation"]))
    return found


TABLE = table()
VERBS = defaultdict(set)
for _record, _verb, _role in TABLE:
    VERBS[_record].add(_verb)
PLACES = [(kind, state) for kind, record in sorted(RECORDS.items()) for state in (record.states or ("",))]


def askers(people):
    """Everybody who may ask, with the role whose cells count besides the public's."""
    found = [(person, name if name != "stranger" else None, person) for name, person in people.items()]
    return [*found, (None, None, None), (Acting.operator(), "operator", None)]


def expected(kind, state, verb, role, person, reach, whose):
    """What the table says, in the plainest words."""
    for held in {"public", role} - {None}:
        scope = None
        if held not in {"public", "operator"}:
            scope = person.active_grants[0].scope
        for wanted, relation in TABLE[kind, verb, held]:
            in_state = wanted in {"*", state}
            in_reach = scope is None or scope in reach
            related = relation == "scope" or (person is not None and whose is not None and whose.pk == person.pk)
            if in_state and in_reach and related:
                return True
    return False


def disagreements(kind, state, make, people):
    """Where the matrix answers otherwise than the table, as readable lines."""
    model, wrong, made = RECORDS[kind].model, [], []
    for inside in (True, False):
        for whose in [None, *people.values()]:
            if model is None and (whose is not None or not inside):
                continue
            if kind in {"factory", "organisation", "tool", "toolversion"} and whose is not None:
                continue  # these belong to nobody
            made.append((*make(kind, state, inside=inside, whose=whose), whose, inside))
    for asker, role, person in askers(people):
        if person is not None:
            person.__dict__.pop("active_grants", None)
        for verb in sorted(VERBS[kind]):
            listed = set()
            if model is not None:
                rows = model._base_manager.filter(matrix.where(asker, verb, model))
                listed = set(rows.values_list("pk", flat=True))
            for record, reach, whose, inside in made:
                should = expected(kind, state, verb, role, person, reach, whose)
                does = matrix.decide(asker, verb, record).allowed
                does_list = record.pk in listed if model is not None else does
                if not should == does == does_list:
                    mine = "own" if whose is not None and whose == person else "other"
                    wrong.append(
                        f"{kind} {state} {verb} as {role or asker}, {'in' if inside else 'out of'} reach, {mine}: "
                        f"table {should}, decide {does}, where {does_list}"
                    )
    return wrong


@pytest.mark.parametrize(("kind", "state"), PLACES)
def test_the_matrix_answers_what_the_table_says(kind, state, record_in_state, people):
    assert disagreements(kind, state, record_in_state, people) == []


def test_every_kind_of_record_in_the_table_is_walked():
    from tests.records import MAKERS

    assert {kind for kind, _verb, _role in TABLE} <= set(MAKERS)
    assert set(RECORDS) == set(MAKERS)


def test_there_is_a_standing_person_for_every_role(people):
    assert set(people) - {"stranger"} == set(ROLES) - {"public", "operator"}


@pytest.fixture
def mutate(monkeypatch):
    """mutate(change): the matrix works with changed cells; `change` takes a tuple of cells and gives another."""
    original = matrix.cells()

    def apply(change):
        changed = tuple(change(original))
        assert changed != original
        monkeypatch.setattr(matrix, "cells", lambda: changed)
        matrix._index.cache_clear()

    yield apply
    monkeypatch.undo()
    matrix._index.cache_clear()


def only(cells, **wanted):
    return [cell for cell in cells if all(getattr(cell, key) == value for key, value in wanted.items())]


@pytest.mark.parametrize(
    ("kind", "state", "change"),
    [
        (
            "factory",
            "paused",
            lambda cells: [c for c in cells if c not in only(cells, record="factory", verb="edit", role="team_leader")],
        ),
        (
            "factory",
            "enrolled",
            lambda cells: [*cells, matrix.Cell("factory", "*", "edit", "public", "scope", "leak", "rò rỉ")],
        ),
        (
            "assessment",
            "planned",
            lambda cells: [dataclasses.replace(c, state="*") if c.verb == "fill" else c for c in cells],
        ),
        (
            "assessment",
            "planned",
            lambda cells: [dataclasses.replace(c, relation="scope") if c.verb == "start" else c for c in cells],
        ),
        (
            "person",
            "",
            lambda cells: [
                dataclasses.replace(c, relation="scope") if c.record == "person" and c.role == "public" else c
                for c in cells
            ],
        ),
        (
            "grant",
            "programme_manager",
            lambda cells: [
                dataclasses.replace(c, state="*")
                if c.record == "grant" and c.role == "team_leader" and c.verb == "give"
                else c
                for c in cells
            ],
        ),
        (
            "programme",
            "",
            lambda cells: [c for c in cells if not (c.record == "programme" and c.verb == "read_law_and_tools")],
        ),
    ],
)
def test_the_walk_fails_when_the_matrix_strays_from_the_table(kind, state, change, mutate, record_in_state, people):
    mutate(change)
    assert disagreements(kind, state, record_in_state, people)
