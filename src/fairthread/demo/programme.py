"""The whole demonstration: people, factories and visits in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from ..access.models import Person
from ..assessments.issuing import issue_reports
from ..base import clock, mail
from ..base.problems import Problem
from ..register.actions import change_status
from ..register.models import Factory
from ..tools.definition import definition
from ..tools.models import ToolVersion
from . import history, timeline, world
from .factories import Lists, enter
from .history import Old
from .life import Life, Stage, Step
from .people import Cast, by, factory_people, partners, staff
from .timeline import DAY, moment
from .world import Place, Seed

TOOL = "vn_garment_footwear"
LIVE_FACTORIES, LIVE_CYCLES = 60, 3  # what people act out; everything else comes in as old history


@dataclass(frozen=True)
class Size:
    """What is asked for, and the day that counts as today."""

    factories: int
    cycles: int
    seed: Seed
    on: date

    @property
    def live(self) -> int:
        return min(self.factories, LIVE_FACTORIES)

    @property
    def live_cycles(self) -> range:
        return range(max(1, self.cycles - LIVE_CYCLES + 1), self.cycles + 1)


def present() -> bool:
    """Whether the demonstration is here already. Raises 9001 when something else is."""
    if Person.objects.exclude(demo_role="").exists():
        return True
    if Person.objects.exists() or Factory.objects.unscoped("is anything here?").exists():
        raise Problem(9001)
    return False


def make(size: Size, told: Callable[[Iterable[Any], int, str], Any]) -> dict[str, int]:
    """Makes everything, or nothing when it fails; gives back how many there are of each thing.

    `told` wraps what is gone through, with its length and a title, to show how far it is.
    """
    version = tool()
    known = definition(version.pk)
    places = world.places(size.factories)
    visits = timeline.visits(places[: size.live], size.live_cycles, size.on, size.seed)
    begin = min(min(visit.cancelled or visit.planned for visit in visits) - 60 * DAY, size.on - 400 * DAY)
    earlier, others = _olds(places, size)
    with transaction.atomic(), mail.quiet():
        with clock.at(moment(begin, 8)):
            cast = staff()
            partners(cast)
        factories = _enter(cast, places, begin, size, told)
        if earlier:
            with clock.at(moment(begin + 5 * DAY, 9)):
                history.bring_in(by(cast.manager), known, earlier, len(earlier), size.seed, told)
        stage = Stage(cast, version, known, size.seed, size.cycles)
        lives = [Life(stage, visit, factories[visit.place.number]) for visit in visits]
        _act(lives, _statuses(cast, factories, places, size), told)
        transaction.on_commit(newest_first)
    if others:  # in transactions of its own, since it may be millions of answers
        with clock.at(moment(size.on - DAY, 18)), mail.quiet():
            history.bring_in(by(cast.manager), known, others, len(others), size.seed, told)
    return {"factories": len(factories), "assessments": len(visits) + len(earlier) + len(others)}


def _olds(places: list[Place], size: Size) -> tuple[list[Old], list[Old]]:
    """What comes in as history: earlier cycles of the factories that are acted out, and all cycles of the others."""
    states = timeline.states(size.live)
    found: tuple[list[Old], list[Old]] = [], []
    for place in places:
        live = place.number < size.live
        newest = states[place.number] if live else "official"
        for cycle in range(1, size.live_cycles.start if live else size.cycles + 1):
            day = timeline.start(place, size.cycles - cycle, newest, size.on, size.seed)
            found[0 if live else 1].append(Old(place, cycle, day))
    return found


def tool() -> ToolVersion:
    """The active version of the shipped tool, which `fairthread init` brings in; problem 9003 where it lacks."""
    known = ToolVersion.objects.unscoped("the tool of the demonstration")
    found = known.filter(tool__form_id=TOOL, state="active", imported=False).first()
    if found is None:
        raise Problem(9003, tool=TOOL)
    return found


def newest_first() -> None:
    """Documents of the newest reports are made first, and all of them after whatever a visitor causes meanwhile."""
    waiting = DBTaskResult.objects.ready().filter(task_path=issue_reports.module_path)
    for place, pk in enumerate(waiting.order_by("-enqueued_at").values_list("pk", flat=True)):
        DBTaskResult.objects.filter(pk=pk).update(priority=max(-100, -1 - place // 2))


def _enter(
    cast: Cast, places: list[Place], begin: date, size: Size, told: Callable[[Iterable[Any], int, str], Any]
) -> list[Factory]:
    lists, factories = Lists.read(), []
    states = timeline.states(size.live)
    peopled = {number for number, state in enumerate(states) if state == "comments_open"}
    peopled |= set(range(states.index("official"), size.live)[:3]) | {states.index("planned")}
    opening = moment(begin + DAY, 8)
    for place in told(places, len(places), "Factories"):
        with clock.at(opening + timedelta(seconds=20 * place.number)):
            oldest = timeline.start(place, size.cycles - 1, "official", size.on, size.seed)
            factory = enter(cast, lists, place, min(begin, oldest - 90 * DAY), size.seed)
            if place.number in peopled:
                factory_people(cast, place, factory)
        factories.append(factory)
    return factories


def _act(lives: list[Life], others: list[Step], told: Callable[[Iterable[Any], int, str], Any]) -> None:
    """All steps of all lives in the order of time, so that numbers and history run as they would have."""
    number = count()
    queue = [(when, next(number), step) for life in lives for when, step in life.steps()]
    queue += [(when, next(number), step) for when, step in others]
    heapq.heapify(queue)
    for when, step in told(_in_order(queue), len(queue), "Assessments"):
        with clock.at(when):
            step()


def _in_order(queue: list[tuple[Any, int, Callable[[], object]]]) -> Iterator[Step]:
    while queue:
        when, _number, step = heapq.heappop(queue)
        yield when, step


def _statuses(cast: Cast, factories: list[Factory], places: list[Place], size: Size) -> list[Step]:
    """Of twelve factories and more: one has left, one has left and applied again, two pause."""
    if size.live < 12:
        return []
    reasons = world.read("words")

    def step(back: int, days: int, status: str) -> Step:
        number = size.live - back
        reason = reasons[status]["vi"] if status in reasons else ""
        acting = cast.leader(places[number])
        return moment(size.on - days * DAY, 11), lambda: change_status(acting, factories[number], status, reason=reason)

    return [
        step(1, 14, "left"),
        step(2, 20, "left"),
        step(2, 6, "applied"),
        step(3, 12, "paused"),
        step(4, 8, "paused"),
    ]
