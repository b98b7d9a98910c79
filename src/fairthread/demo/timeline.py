"""Which factory is where in its life on a day: dates and the state reached of every assessment. Pure.

Nothing happens on the day itself or later (but planned visits), so that the demonstration is the same at any hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ..base.problems import Problem
from ..register.calendars import is_working_day
from .world import Place, Seed

DAY = timedelta(days=1)
ORDER = ["planned", "in_field", "draft", "quality_check", "comments_open", "official"]
# Of a hundred newest assessments; at least one of each.
SHARES = {"comments_open": 9, "quality_check": 7, "draft": 7, "in_field": 5, "planned": 13}
COUNTRY = "VN"


def moment(day: date, hour: float) -> datetime:
    """An hour of a day in the programme's zone."""
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(hour % 1 * 60))))


def working(day: date, step: int = -1) -> date:
    """The day itself or the next working day before (or, with step 1, after) it."""
    while not _works(day):
        day += step * DAY
    return day


def _works(day: date) -> bool:
    try:
        return is_working_day(COUNTRY, day)
    except Problem:  # beyond the calendar
        return day.weekday() != 6


@dataclass(frozen=True)
class Visit:
    """One assessment: how far it has come, and the days of its steps (those beyond its state never come)."""

    place: Place
    cycle: int
    state: str
    planned: date  # the day on which it was planned
    start: date
    end: date
    submitted: date
    returned: date | None
    opened: date
    released: date
    closed: date | None  # when a manager says that the factory has no more to say
    cancelled: date | None = None  # an earlier plan for it that came to nothing

    def reached(self, state: str) -> bool:
        return ORDER.index(self.state) >= ORDER.index(state)


def states(count: int) -> list[str]:
    """The state of the newest assessment of each of `count` factories; the first is open for comments."""
    found: list[str] = []
    for state, share in SHARES.items():
        found += [state] * max(1, round(count * share / 100))
    return (found + ["official"] * count)[:count]


def visits(places: list[Place], cycles: range, on: date, seed: Seed) -> list[Visit]:
    """The visits of some cycles; the last of `cycles` is the newest, in any state, all others are released."""
    reached = states(len(places))
    return [
        _visit(place, cycle, cycles[-1] - cycle, reached[number], on, seed)
        for number, place in enumerate(places)
        for cycle in cycles
    ]


def start(place: Place, ago: int, newest: str, on: date, seed: Seed) -> date:
    """The first day of the visit `ago` cycles before the newest one, about a year for each."""
    chance = seed.random(place.key, "newest")
    if newest == "planned":
        day = working(on + (6 + chance.randrange(50)) * DAY, 1)
    else:
        recent = {"in_field": 1, "draft": 6, "quality_check": 9, "comments_open": 15}
        day = working(on - recent.get(newest, 45 + chance.randrange(280)) * DAY)
    if not ago:
        return day
    return working(day - (365 * ago + seed.random(place.key, ago, "start").randrange(-25, 26)) * DAY)


def _back(day: date, steps: int) -> date:
    """The working day so many working days before one."""
    for _ in range(steps):
        day = working(day - DAY)
    return day


def _on(day: date, steps: int) -> date:
    for _ in range(steps):
        day = working(day + DAY, 1)
    return day


def _visit(place: Place, cycle: int, ago: int, newest: str, on: date, seed: Seed) -> Visit:
    chance = seed.random(place.key, cycle, "visit")
    state = "official" if ago else newest
    again = chance.random() < 0.3
    rest, pause, closed = 2 + chance.randrange(3), 20 + chance.randrange(20), chance.random() < 0.5
    if state in ("draft", "quality_check", "comments_open"):
        # Reckoned back from yesterday, so that holidays do not push a step into the future.
        opened = _back(on, 2)
        second = opened if state == "quality_check" else _back(opened, 2)
        submitted = _back(second, 2) if again and state != "draft" else second
        if state == "draft":  # every other one has come back from the reviewer
            submitted, again = _back(on, 3), place.number % 2 == 1
        end = _back(submitted, 2)
        first = _back(end, 1)
    else:
        first = start(place, ago, newest, on, seed)
        end = _on(first, 1)
        submitted = _on(end, rest)
        opened = _on(submitted, 4 if again else 2)
    return Visit(
        place,
        cycle,
        state,
        planned=working(min(first - pause * DAY, on - 3 * DAY)),
        start=first,
        end=end,
        submitted=submitted,
        returned=_on(submitted, 1) if again else None,
        opened=opened,
        released=_on(opened, 7),
        closed=_on(opened, 4) if closed else None,
        cancelled=working(first - (pause + 14) * DAY) if not ago and place.number % 20 == 5 else None,
    )
