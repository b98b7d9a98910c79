"""Working days, with rest days, holidays and the days that make up for them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairthread.base.problems import Problem
from fairthread.register.calendars import add_working_days, calendar, is_working_day

DAYS = st.dates(date(2014, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("on", "works"),
    [
        (date(2026, 2, 14), True),  # a Saturday before Tết
        (date(2026, 2, 16), False),  # the last day of the old year
        (date(2026, 2, 20), False),
        (date(2026, 2, 21), True),
        (date(2026, 2, 22), False),  # a Sunday
        (date(2026, 4, 26), False),  # Hùng Kings, a Sunday,
        (date(2026, 4, 27), False),  # made up on Monday
        (date(2024, 2, 14), False),  # a Sunday of Tết 2024 made up after it
        (date(2016, 5, 2), True),  # before 2021 the file has no rule that makes up
    ],
)
def test_days_of_viet_nam(on, works):
    assert is_working_day("VN", on) is works


def test_five_working_days_step_over_tet():
    assert add_working_days(date(2026, 2, 13), 5, "VN") == date(2026, 2, 25)


@given(DAYS, st.integers(0, 40))
def test_between_a_day_and_the_nth_working_day_lie_n_working_days(start, n):
    end = add_working_days(start, n, "VN")
    between = (start + timedelta(days=k) for k in range(1, (end - start).days + 1))
    assert sum(is_working_day("VN", day) for day in between) == n
    assert n == 0 or is_working_day("VN", end)


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_adding_in_two_steps_is_adding_at_once(start, a, b):
    assert add_working_days(add_working_days(start, a, "VN"), b, "VN") == add_working_days(start, a + b, "VN")


@pytest.mark.parametrize(
    ("country", "on", "number"),
    [
        ("VN", date(2012, 1, 2), 3041),
        ("VN", date(2028, 1, 3), 3041),
        ("FR", date(2026, 1, 2), 3040),
        ("../x", date(2026, 1, 2), 3040),
    ],
)
def test_what_the_calendar_does_not_know_is_a_problem(country, on, number):
    with pytest.raises(Problem) as refused:
        is_working_day(country, on)
    assert refused.value.number == number


def test_a_day_never_makes_up_on_a_day_off():
    known = calendar("VN")
    assert not known.made_up & known.holidays
    assert all(day.weekday() != known.rest for day in known.made_up)
