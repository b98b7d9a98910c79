"""What each room tells the matrix about its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Record:
    """How grants reach a kind of record.

    `paths` maps a scope (country, province, organisation, factory) to the ORM paths of the identifier that a grant
    names; `assigned` and `own` are paths to a person's identifier; `state` is the path of the state, or "" for records
    without states. The same paths serve single checks and lists, so that the two cannot disagree.
    """

    name: str
    model: type[Model] | None
    label: Any
    state: str = ""
    states: tuple[str, ...] = ()
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    assigned: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    # How a path with several steps through many rows is read from an object in hand: path -> function.
    read: dict[str, Callable[[Any], set[str]]] = field(default_factory=dict)


RECORDS: dict[str, Record] = {}
_by_model: dict[type[Model], Record] = {}


def register(record: Record) -> Record:
    """Called from a room's `records.py`."""
    RECORDS[record.name] = record
    if record.model is not None:
        _by_model[record.model] = record
    return record


def of(target: Model | type[Model] | str) -> Record:
    """The record kind of an object, a model or a name such as `programme`."""
    if isinstance(target, str):
        return RECORDS[target]
    return _by_model[target if isinstance(target, type) else target.__class__]
