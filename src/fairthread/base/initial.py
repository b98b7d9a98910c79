"""What `fairthread init` does after the database is up to date. Rooms add their steps; each may be repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One step. `run` gives back a few words on what it did, for the operator."""

    order: int
    title: Any
    run: Callable[[], str]


_steps: list[Step] = []


def initial(order: int, title: Any) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Adds a step: `@initial(30, "Assessment tools")` over a function that gives back a summary.

    Reference lists are 10, tools 30, demonstration 90. Register it where the room's `commands.py` imports it.
    """

    def add(function: Callable[[], str]) -> Callable[[], str]:
        if all(step.run is not function for step in _steps):
            _steps.append(Step(order, title, function))
        return function

    return add


def steps() -> list[Step]:
    """All steps in their order."""
    return sorted(_steps, key=lambda step: step.order)
