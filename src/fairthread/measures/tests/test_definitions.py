"""The definitions against cases counted by hand and against a slow, plain reading of the rules."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairthread.measures import definitions
from fairthread.measures.definitions import Held, Item, Layout

V1, V2 = uuid.UUID(int=1), uuid.UUID(int=2)
# Version 2 asks question b anew, splits a into two, and has a question c of its own.
LAYOUTS = [
    Layout(V1, 4, (Item(0, "a", "p1", "k1"), Item(1, "b", "p1", "k1"), Item(3, "d", "p2", "k1"))),
    Layout(
        V2,
        5,
        (
            Item(0, "c", "p3", "k2"),
            Item(1, "a", "p1", "k1"),
            Item(2, "b", "p1", "k1"),
            Item(4, "a", "p1", "k1"),
        ),
    ),
]
_ids = iter(range(1, 10**9))


def held(factory=1, day=0, cycle=1, version=V1, results=(1, 1, 1, 1), virtual=False, number=None):
    return Held(
        uuid.UUID(int=number or next(_ids)),
        uuid.UUID(int=factory),
        date(2018, 1, 1) + timedelta(days=day),
        cycle,
        version,
        virtual,
        bytes(results),
    )


def counted(counts):
    return {key: (count.noncompliant, count.assessed) for key, count in counts.items()}


@pytest.mark.parametrize(
    ("noncompliant", "assessed", "wanted"),
    [
        (5, 200, "2.5"),
        (1, 16, "6.3"),  # 6.25
        (1, 80, "1.3"),  # 1.25
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 2000, "0.1"),  # 0.05
        (1, 2001, "0.0"),
        (1999, 2000, "100.0"),  # 99.95
        (0, 7, "0.0"),
        (7, 7, "100.0"),
    ],
)
def test_halves_are_rounded_up(noncompliant, assessed, wanted):
    assert f"{definitions.half_up(noncompliant, assessed):.1f}" == wanted


def test_nobody_asked_is_no_rate():
    assert definitions.half_up(0, 0) is None


@given(st.integers(1, 10**6), st.data())
def test_rounding_agrees_with_exact_decimals(assessed, data):
    noncompliant = data.draw(st.integers(0, assessed))
    exact = Decimal(100 * noncompliant) / Decimal(assessed)
    assert definitions.half_up(noncompliant, assessed) == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_the_rates_of_three_assessments_by_hand():
    rows = [
        held(1, results=(2, 1, 2, 3)),  # a wrong; position 2 is information of no layout; d does not apply
        held(2, results=(1, 0, 0, 2)),  # b was not asked; d wrong
        held(3, version=V2, results=(2, 1, 2, 0, 2)),  # c wrong, b wrong, a: one of two wrong
    ]
    assert counted(definitions.question_rate(rows, LAYOUTS)) == {"a": (2, 3), "b": (1, 2), "c": (1, 1), "d": (1, 1)}
    assert counted(definitions.point_rate(rows, LAYOUTS)) == {"p1": (2, 3), "p2": (1, 1), "p3": (1, 1)}
    assert counted(definitions.cluster_rate(rows, LAYOUTS)) == {"k1": (3, 3), "k2": (1, 1)}
    assert definitions.question_rate(rows, LAYOUTS)["a"].versions == [V1, V2]
    assert definitions.non_compliant(rows, LAYOUTS, "question", "a") == [rows[0], rows[2]]
    assert definitions.non_compliant(rows, LAYOUTS, "cluster", "k1") == rows


def test_the_latest_is_by_date_then_identifier():
    rows = [
        held(1, day=5, number=900),
        held(1, day=9, number=100),
        held(1, day=9, number=200),
        held(2, day=1, number=300),
    ]
    assert {row.id.int for row in definitions.latest(rows)} == {200, 300}
    assert {row.id.int for row in definitions.latest(rows[::-1])} == {200, 300}


def test_a_cycle_takes_the_last_of_two():
    rows = [held(1, 1, 2, number=1001), held(1, 4, 2, number=1002), held(1, 9, 3), held(2, 1, 1)]
    assert [row.id.int for row in definitions.in_cycle(rows, 2)] == [1002]


def test_a_panel_holds_factories_that_went_far_enough_and_no_virtual_visits():
    rows = [
        *(held(1, cycle, cycle, number=1100 + cycle) for cycle in (1, 2, 3, 4)),
        held(2, 1, 1, number=1201),
        held(2, 2, 2, number=1202),  # never reached the third
        held(3, 1, 1, number=1301),
        held(3, 2, 2, number=1302, virtual=True),
        held(3, 3, 3, number=1303),  # its second cycle is missing
        held(4, 1, 1, number=1401),
        held(4, 3, 3, number=1403, virtual=True),  # reached it only on a screen
    ]
    parts = definitions.panel(rows, 3)
    assert {cycle: sorted(row.id.int for row in part) for cycle, part in parts.items()} == {
        1: [1101, 1301],
        2: [1102],
        3: [1103, 1303],
    }


def plain(rows, layouts, level):
    """The rules, word for word and slowly."""
    found = {}
    by_version = {layout.version: layout for layout in layouts}
    for row in rows:
        seen = {}
        for item in by_version[row.version].items:
            seen.setdefault(getattr(item, level), set()).add(row.results[item.position])
        for key, results in seen.items():
            wrong, all_ = found.get(key, (0, 0))
            found[key] = (wrong + (2 in results), all_ + bool(results & {1, 2}))
    return found


def plain_latest(rows):
    factories = {row.factory for row in rows}
    return [max((r for r in rows if r.factory == f), key=lambda r: (r.started_on, r.id)) for f in factories]


@st.composite
def assessments(draw):
    version = draw(st.sampled_from([V1, V2]))
    width = {V1: 4, V2: 5}[version]
    return held(
        draw(st.integers(1, 6)),
        draw(st.integers(0, 4)),
        draw(st.integers(1, 4)),
        version,
        draw(st.lists(st.integers(0, 4), min_size=width, max_size=width)),
        draw(st.booleans()),
    )


ROWS = st.lists(assessments(), max_size=30)


@given(ROWS)
def test_counts_agree_with_the_plain_reading(rows):
    for level in definitions.LEVELS:
        assert counted(definitions.RATES[level](rows, LAYOUTS)) == plain(rows, LAYOUTS, level)


@given(ROWS)
def test_samples_agree_with_the_plain_reading(rows):
    assert set(definitions.latest(rows)) == set(plain_latest(rows))
    for number in (1, 2, 3):
        assert set(definitions.in_cycle(rows, number)) == set(plain_latest([r for r in rows if r.cycle == number]))
        kept = [row for row in rows if not row.virtual]
        far = {row.factory for row in kept if row.cycle >= number}
        for cycle, part in definitions.panel(rows, number).items():
            wanted = [row for row in kept if row.factory in far and row.cycle == cycle]
            assert set(part) == set(plain_latest(wanted)) and cycle <= number


@given(ROWS)
def test_the_assessments_behind_a_rate_are_as_many_as_its_numerator(rows):
    for level in definitions.LEVELS:
        for key, count in definitions.RATES[level](rows, LAYOUTS).items():
            assert len(definitions.non_compliant(rows, LAYOUTS, level, key)) == count.noncompliant


def test_a_vector_of_another_length_does_not_shift_its_neighbours():
    rows = [held(1, results=(2,)), held(2, results=(1, 1, 1, 2, 2, 2)), held(3, results=())]
    assert counted(definitions.question_rate(rows, LAYOUTS[:1])) == {"a": (1, 2), "b": (0, 1), "d": (1, 1)}
