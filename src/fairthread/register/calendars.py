"""Working days of a country: weekly rest, public holidays and the days that make up for a rest day lost to one.

Pure and cached; the truth is `data/reference/calendars/<country>.yaml`, which a lawyer may edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import yaml

from .. import config
from ..base.problems import Problem

DAY = timedelta(days=1)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True)
class Calendar:
    """Days off of a country between two days, both included."""

    country: str
    first: date
    last: date
    rest: int  # weekday, Monday is 0
    holidays: frozenset[date]
    made_up: frozenset[date]

    def works(self, on: date) -> bool:
        return on.weekday() != self.rest and on not in self.holidays and on not in self.made_up


def _made_up(holidays: frozenset[date], rest: int, rules: list[dict]) -> frozenset[date]:
    """The working days that become free because a weekly rest day fell on a holiday."""
    found: set[date] = set()
    for holiday in sorted(holidays):
        ruled = any(rule["from"] <= holiday and (not rule["to"] or holiday <= rule["to"]) for rule in rules)
        if holiday.weekday() == rest and ruled:
            day = holiday + DAY
            while day.weekday() == rest or day in holidays or day in found:
                day += DAY
            found.add(day)
    return frozenset(found)


@cache
def calendar(country: str) -> Calendar:
    """The calendar of an ISO 3166 alpha-2 code. Raises problem 3040 when the programme has none."""
    path = config.DATA / "reference" / "calendars" / f"{country}.yaml"
    if not (country.isalpha() and path.exists()):
        raise Problem(3040, country=country)
    read = yaml.safe_load(path.read_text("utf-8"))
    announced = [day["date"] for day in read.get("open_days", []) if day["date"]]
    holidays = frozenset([day["date"] for day in read["holidays"]] + announced)
    rest = WEEKDAYS.index(read["weekly_rest_default"]["weekday"])
    period = read["period"]
    return Calendar(
        country, period["from"], period["to"], rest, holidays, _made_up(holidays, rest, read.get("compensation", []))
    )


def is_working_day(country: str, on: date) -> bool:
    """Whether people work on a day. Raises problem 3041 when the calendar does not reach it."""
    known = calendar(country)
    if not known.first <= on <= known.last:
        raise Problem(3041, country=country, year=on.year, first=known.first.year, last=known.last.year)
    return known.works(on)


@cache
def add_working_days(start: date, n: int, country: str) -> date:
    """The n-th working day after `start`; `start` itself does not count. With n = 0, `start`."""
    day = start
    while n > 0:
        day += DAY
        n -= is_working_day(country, day)
    return day
