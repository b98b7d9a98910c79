"""Main navigation and the person's menu: rooms add entries, a page shows those that the person may use.

A room calls `add` from the `ready` of its app. This floor does not know the matrix; `home.context` asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One link. It shows to people whose roles include `verb` on `record` at all; "" for both shows it to everybody.

    `place` is `main` (the bar) or `person` (the menu under the name, only after signing in).
    """

    name: str
    label: Any
    url_name: str
    order: int
    verb: str = ""
    record: str = ""
    place: str = "main"


ENTRIES: dict[str, Entry] = {}


def add(
    name: str, label: Any, url_name: str, order: int, verb: str = "", record: str = "", *, place: str = "main"
) -> None:
    """Adds an entry, or replaces the one of the same name.

    Orders: 0 home, 10 factories, 20 assessments, 30 tools, 40 rates, 50 people, 90 help.
    """
    ENTRIES[name] = Entry(name, label, url_name, order, verb, record, place)


def entries(place: str) -> list[Entry]:
    return sorted((entry for entry in ENTRIES.values() if entry.place == place), key=lambda entry: entry.order)
