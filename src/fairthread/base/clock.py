"""The one source of "now", so that the demo and the tests can live on another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, in UTC, with its zone."""
    return _set.get() or timezone.now()


def today() -> date:
    """The present day in the programme's zone."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Runs a block as if it were `moment` (a datetime with zone)."""
    token = _set.set(moment.astimezone(UTC))  # as now() promises; history hashes it so
    try:
        yield
    finally:
        _set.reset(token)
