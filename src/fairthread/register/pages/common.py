"""What the pages of this room share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ...access.models import Person
from ...base import history
from ...base.acting import Acting
from ...base.problems import Problem
from .. import queries, words


def acting(request: HttpRequest) -> Acting:
    return request.acting  # type: ignore[attr-defined]


def person(request: HttpRequest) -> Person | None:
    return acting(request).person


def told(record: Any) -> list[tuple[Any, list[tuple[Any, Any, Any]]]]:
    """The history of a record with its changes in words; ask the matrix first."""
    return [(entry, words.changes(entry)) for entry in history.of(record)[:500]]


def may_open(request: HttpRequest, verb: str, record: str) -> None:
    """A page without a record opens for those whose role includes the verb at all; for others it does not exist."""
    if not queries.may_ever(acting(request), verb, record):
        raise Problem(2001)
