"""The dates of the demonstration fit each other on every day of the year."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairthread.demo import timeline, world
from fairthread.register.calendars import add_working_days


@settings(max_examples=20, deadline=None)
@example(date(2026, 2, 24))  # after Tet
@example(date(2027, 5, 4))
@given(st.dates(date(2025, 1, 1), date(2027, 10, 1)))
def test_steps_follow_each_other_and_nothing_happens_in_the_future(on):
    seed = world.Seed(7)
    visits = timeline.visits(world.places(60), range(1, 4), on, seed)
    assert len(visits) == 180
    by_place: dict[str, list] = {}
    for visit in visits:
        by_place.setdefault(visit.place.key, []).append(visit)
        days = [visit.planned, visit.start, visit.end, visit.submitted]
        days += [visit.returned] if visit.returned else []
        days += [visit.opened, visit.released] if visit.reached("comments_open") else []
        assert days == sorted(days)
        assert visit.planned < on
        if visit.state == "planned":
            assert on < visit.start <= on + timedelta(days=90)
        if visit.state == "in_field":
            assert visit.start < on
        if visit.state == "draft":
            assert visit.end < on and (not visit.returned or visit.returned < on)
        if visit.state == "quality_check":
            assert (visit.returned + timedelta(days=1) if visit.returned else visit.submitted) < on
        if visit.state == "comments_open":
            assert visit.opened < on <= add_working_days(visit.opened, 5, "VN")
        if visit.state == "official":
            assert add_working_days(visit.opened, 5, "VN") < visit.released < on
            assert visit.closed is None or visit.opened < visit.closed
    for lives in by_place.values():
        for former, later in zip(lives, lives[1:], strict=False):
            assert former.released < (later.cancelled or later.planned)


def test_six_factories_are_enough_for_every_state():
    assert set(timeline.states(6)) == set(timeline.ORDER)
    assert timeline.states(6)[0] == "comments_open"
    assert timeline.states(60).count("official") > 30
