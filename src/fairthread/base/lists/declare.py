"""What a list is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Column:
    """One column. `value` gives what is shown and downloaded: text, number, date or None.

    `sort` is an ORM path that is never null. `kind`: text, number, date, moment, badge (value is then a code that
    `badges` maps to (tone, label); tones: ok, warn, danger, quiet, accent). `link` gives the address that
    the cell leads to. `phone` False hides the column on narrow screens.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    sort: str = ""
    kind: str = "text"
    link: Callable[[Any], str] | None = None
    badges: dict[str, tuple[str, Any]] = field(default_factory=dict)
    phone: bool = True


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list. `choices` gives (value, label) pairs; `apply` narrows the query."""

    key: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    apply: Callable[[QuerySet, str], QuerySet]


@dataclass(frozen=True)
class Listing:
    """A list. `rows` must already be scoped to the person who asks.

    `search` is the ORM path of the folded text that is searched, word by word; `order` the first sort key, `-` for
    descending. `empty` says what to do when there is nothing; `actions` are (address, label) buttons above the list.
    """

    key: str
    title: Any
    rows: QuerySet
    columns: Sequence[Column]
    order: str
    filters: Sequence[Filter] = ()
    search: str = ""
    search_hint: Any = ""
    empty: Any = ""
    intro: Any = ""
    actions: Sequence[tuple[str, Any]] = ()
    size: int = 50
