"""One action, one mutation: check, write, log, notify, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Known:
    """An action as Help lists it: its name, the verb of the matrix that it asks for, and its function."""

    name: str
    record: str
    verb: str
    function: Callable[..., Any]


REGISTRY: dict[str, Known] = {}


def action(name: str, *, record: str, verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Registers a function as the only way to do `name`, and runs it in a transaction.

    The function itself calls `access.matrix.need(by, verb, object)` first; a test holds that each one does.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                return function(*args, **kwargs)

        REGISTRY[name] = Known(name, record, verb, run)
        return run

    return wrap
