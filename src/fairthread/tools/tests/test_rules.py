"""What follows from answers; the browser's expression and ours agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairthread.tools import expressions, rules
from fairthread.tools.check import check_file

from .books import book, question, xlsx


def nested():
    """A parent within a parent, a child behind a gate, and a child of the other polarity."""
    sheets = book()
    sheets["survey"][2:2] = [
        question("whole", "OSH-00"),
        question(
            "gated",
            "OSH-10",
            parent="whole",
            gate="has_dormitory",
            relevant="${has_dormitory} = 'yes'",
            type="select_one yes_no_na",
        ),
    ]
    next(row for row in sheets["survey"] if row.get("name") == "exits_ok")["parent"] = "whole"
    checked = check_file(xlsx(sheets), "t.xlsx")
    assert not checked.problems
    return checked.definition


TOOL = nested()
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "exits_open": st.sampled_from(["yes", "no", "na"]),
        "exits_blocked": st.sampled_from(["yes", "no"]),
        "has_dormitory": st.sampled_from(["yes", "no"]),
        "gated": st.sampled_from(["yes", "no", "na"]),
    },
)


@given(ANSWERS)
def test_the_expression_of_the_form_gives_what_the_server_computes(answers):
    shown = rules.asked(TOOL, answers)
    known = {name: value for name, value in answers.items() if name in shown}
    for name in TOOL.calculated:
        known[name] = str(expressions.compute(rules.calculation(TOOL, name), known))
    followed = rules.follow(TOOL, answers)
    assert {name: known[name] for name in TOOL.calculated if known[name]} == followed


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {}),
        ({"exits_open": "no"}, {"exits_ok": "no", "whole": "no"}),
        ({"exits_blocked": "yes"}, {"exits_ok": "no", "whole": "no"}),
        ({"exits_open": "yes"}, {}),
        ({"exits_open": "na", "exits_blocked": "no"}, {"exits_ok": "yes", "whole": "yes"}),
        ({"exits_open": "yes", "exits_blocked": "no"}, {"exits_ok": "yes", "whole": "yes"}),
        ({"exits_open": "yes", "exits_blocked": "no", "has_dormitory": "yes"}, {"exits_ok": "yes"}),
        ({"has_dormitory": "yes", "gated": "no"}, {"whole": "no"}),
        ({"has_dormitory": "no", "gated": "no"}, {}),
    ],
)
def test_a_parent_follows_from_its_children(answers, expected):
    assert rules.follow(TOOL, answers) == expected


def test_results_missing_answers_and_values_that_do_not_fit():
    by = TOOL.by_name
    assert [rules.result_of(by["exits_blocked"], value) for value in ("no", "yes", "na", "")] == [1, 2, 3, 4]
    assert rules.result_of(by["workers"], "12") == rules.INFORMATION
    assert rules.missing(TOOL, {"has_dormitory": "no", "workers": "1"}) == ["exits_open", "exits_blocked"]
    assert "dormitory_safe" in rules.missing(TOOL, {"has_dormitory": "yes"})
    for name, value, fits in [
        ("workers", "12", True),
        ("workers", "-1", False),
        ("workers", "many", False),
        ("workers", "١٢", False),
        ("exits_open", "maybe", False),
        ("exits_open", "na", True),
        ("exits_ok", "na", True),
        ("has_dormitory", "na", False),
    ]:
        assert rules.fits(by[name], value, {}) == fits, (name, value)


def test_an_expression_that_cannot_be_computed_asks_rather_than_hides():
    assert expressions.holds("nothing(1)", {})
    assert expressions.check("${a} = ")
    assert expressions.holds("selected(${a}, 'x') and count-selected(${a}) = 2", {"a": "x y"})
    assert expressions.holds("if(${a} = '', true(), false())", {})
    assert expressions.compute("coalesce(${a}, 'z')", {}) == "z"
