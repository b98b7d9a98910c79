"""Assessments follow merges and splits, and an undone merge brings everything back."""

from __future__ import annotations

import pytest

from fairthread.assessments.models import Assessment
from fairthread.base.problems import Problem
from fairthread.register.actions.merge_factories import merge_factories
from fairthread.register.actions.split_factory import split_factory
from fairthread.register.actions.unmerge_factories import unmerge_factories

pytestmark = pytest.mark.django_db


def states(factory):
    rows = Assessment.objects.unscoped("test").filter(factory=factory).order_by("started_on", "pk")
    return [row.state for row in rows]


@pytest.fixture
def older(make_factory, tool_version):
    """A second record of the same factory with an older official report."""
    from datetime import date

    from .conftest import FIRST

    twin = make_factory()
    Assessment.objects.create(
        factory=twin, tool_version=tool_version, cycle=1, state="official", planned_on=date(2025, 1, 2),
        started_on=date(2025, 1, 2), created_at=FIRST,
    )  # fmt: skip
    return twin


def test_a_merge_keeps_one_official_report_and_can_be_undone(life, acting, factory, older):
    life("official")
    merge = merge_factories(acting("team_leader"), factory, older, "cùng mã số thuế")
    assert states(factory) == ["superseded", "official"] and states(older) == []
    unmerge_factories(acting("team_leader"), merge)
    assert states(factory) == ["official"] and states(older) == ["official"]


def test_two_running_assessments_stop_a_merge_and_nothing_is_moved(life, acting, factory, make_factory, tool_version):
    from datetime import date

    from .conftest import FIRST

    life("planned")
    twin = make_factory()
    Assessment.objects.create(
        factory=twin, tool_version=tool_version, cycle=1, planned_on=date(2026, 3, 2), created_at=FIRST
    )
    with pytest.raises(Problem) as refused:
        merge_factories(acting("team_leader"), factory, twin, "x y z")
    assert refused.value.number == 6030
    twin.refresh_from_db()
    assert twin.merged_into is None and states(twin) == ["planned"]


def test_a_split_takes_the_chosen_assessments_along(life, acting, factory, older):
    life("official")
    merge_factories(acting("team_leader"), factory, older, "cùng mã số thuế")
    first = Assessment.objects.unscoped("test").filter(factory=factory).order_by("started_on").first()
    made = split_factory(acting("team_leader"), factory, "Xưởng 2", "hai nhà máy", assessments=[str(first.pk)])
    assert states(made) == ["official"] and states(factory) == ["official"]
