"""Every cell of this room's part of the permission matrix, asked for with the standing people."""

import pytest

from fairthread.access import matrix
from fairthread.access.registry import RECORDS
from fairthread.access.roles import GRANTABLE
from fairthread.base.acting import Acting
from fairthread.register.models import Organisation

pytestmark = pytest.mark.django_db
CELLS = [cell for cell in matrix.cells() if cell.record in {"factory", "organisation"}]


def who(people, role):
    return Acting.operator() if role == "operator" else Acting(people[role], "page")


def states(cell):
    known = RECORDS[cell.record].states
    return known if cell.state == "*" else (cell.state,)


@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c.record}-{c.state}-{c.verb}-{c.role}")
def test_the_cell_allows_what_it_says(cell, people, factory, buyer_organisation, places):
    by = who(people, cell.role)
    if cell.record == "factory":
        for state in states(cell):
            factory.status = state
            assert matrix.may(by, cell.verb, factory), state
        return
    buyer_organisation.country = places["country"]
    assert matrix.may(by, cell.verb, buyer_organisation)


@pytest.mark.parametrize("record", ["factory", "organisation"])
def test_what_no_cell_allows_is_refused(record, people, factory, buyer_organisation, places):
    allowed = {
        (cell.role, state, cell.verb) for cell in CELLS if cell.record == record for state in states(cell) or ("",)
    }
    for role in [*GRANTABLE, "operator"]:
        for state in RECORDS[record].states or ("",):
            for verb in matrix.verbs(record):
                target = factory
                if record == "organisation":
                    target = Organisation(pk=buyer_organisation.pk, key="x", kind="buyer", country=places["country"])
                else:
                    factory.status = state
                expected = (role, state, verb) in allowed
                assert matrix.may(who(people, role), verb, target) == expected, (role, state, verb)


def test_nobody_reaches_beyond_her_scope(people, make_factory, places):
    from fairthread.register.models import Country

    abroad = Country.objects.create(code="KH", name_en="Cambodia", name_vi="Campuchia")
    factory = make_factory(country=abroad, province=None, province_before=None)
    for role in (
        "team_leader",
        "enterprise_advisor",
        "training_officer",
        "factory_manager",
        "national_partner",
        "buyer",
    ):
        for verb in matrix.verbs("factory"):
            assert not matrix.may(people[role], verb, factory), (role, verb)
    assert matrix.may(people["programme_manager"], "view", factory)


def test_every_action_asks_first(people, acting, factory, buyer_organisation, other_factory):
    """A stranger is refused by each action before it looks at anything else."""
    from fairthread.base.problems import Problem
    from fairthread.register import actions

    by = acting("stranger")
    for call in (
        lambda: actions.create_factory(by, country=factory.country, name=""),
        lambda: actions.edit_factory(by, factory, name=""),
        lambda: actions.change_status(by, factory, "nonsense"),
        lambda: actions.add_name(by, factory, ""),
        lambda: actions.remove_name(by, factory, 0),
        lambda: actions.add_buyer(by, factory, buyer_organisation, 1),
        lambda: actions.remove_buyer(by, factory, 0),
        lambda: actions.merge_factories(by, factory, factory, ""),
        lambda: actions.split_factory(by, factory, "", ""),
        lambda: actions.import_factories(by, b"", ""),
        lambda: actions.create_organisation(by, name_en=""),
        lambda: actions.edit_organisation(by, buyer_organisation, name_en=""),
    ):
        with pytest.raises(Problem) as refused:
            call()
        assert refused.value.number == 2001
