"""Pages by key: the next page begins after the last row seen, however long the list is."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from ..problems import Problem
from ..text import storable


def cursor(row: Any, sort: str) -> str:
    """The place after a row, to be put into an address."""
    value = row
    for step in sort.split("__"):
        value = getattr(value, step)
    raw = json.dumps([value, str(row.pk)], default=str)
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(text: str) -> tuple[Any, str]:
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError) as error:
        raise Problem(1002, what="after") from error
    if not isinstance(value, str | int | float) or not isinstance(pk, str) or not all(map(_sound, (value, pk))):
        raise Problem(1002, what="after")
    return value, pk


def _sound(value: str | int | float) -> bool:
    """Whether every database can compare it."""
    return storable(value) if isinstance(value, str) else abs(value) < 2**63


def ordered(rows: QuerySet, sort: str, descending: bool) -> QuerySet:
    sign = "-" if descending else ""
    return rows.order_by(f"{sign}{sort}", f"{sign}pk")


def after(rows: QuerySet, sort: str, descending: bool, place: str) -> QuerySet:
    """The rows that follow a place in the order."""
    value, pk = _read(place)
    way = "lt" if descending else "gt"
    try:
        return rows.filter(Q(**{f"{sort}__{way}": value}) | Q(**{sort: value, f"pk__{way}": pk}))
    except (ValueError, TypeError, ValidationError) as error:
        raise Problem(1002, what="after") from error
