"""Whoever holds no role gets nowhere with any action of this room, and leaves no trace."""

import pytest

from fairthread.access import actions
from fairthread.base.acting import Acting
from fairthread.base.models import HistoryEntry
from fairthread.base.problems import Problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["stranger", "public"])
def test_a_stranger_meets_not_found_everywhere(who, people, record_in_state, places):
    by = Acting(people["stranger"] if who == "stranger" else None, "page")
    other = people["donor"]
    sent, _reach = record_in_state("invitation", "open", inside=True, whose=None)
    role = {"role": "donor", "scope": "programme"}
    for attempt in (
        lambda: actions.invite(by, email="x@example.org", name="X", **role),
        lambda: actions.create_person(by, email="x@example.org", name="X", **role),
        lambda: actions.grant_role(by, other, **role),
        lambda: actions.end_grant(by, other.grants.get()),
        lambda: actions.deactivate_person(by, other),
        lambda: actions.reactivate_person(by, other),
        lambda: actions.edit_profile(by, other, name="X", phone="", language="en"),
        lambda: actions.withdraw_invitation(by, sent),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.number == 2001
    assert not HistoryEntry.objects.exists()
