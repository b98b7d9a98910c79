"""What needs me now: rooms register panels for the home page.

    @panel(order=20)
    def to_review(by: Acting) -> Panel | None:
        rows = Assessment.objects.for_person(by.person, "review")...
        return Panel(_("Reports to review"), [Row(address, factory.name, _("since 3 March"), "warn")]) if rows else None

A provider decides through the matrix who gets its panel and answers None for everybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .acting import Acting


@dataclass(frozen=True)
class Row:
    """One line that leads somewhere. `tone`: "", ok, warn, danger, quiet or accent; `badge` is the word it colours."""

    link: str
    label: Any
    detail: Any = ""
    tone: str = ""
    badge: Any = ""


@dataclass(frozen=True)
class Panel:
    """A box of the home page.

    `count` is how many there are in all when `rows` are only the first; `empty` is said when there are no rows (a panel
    without rows and without `empty` is not shown); `action` is an (address, label) link under the rows; `urgent` panels
    stand first whatever their order.
    """

    title: Any
    rows: Sequence[Row] = ()
    empty: Any = ""
    action: tuple[str, Any] | None = None
    count: int | None = None
    urgent: bool = False
    facts: Sequence[tuple[Any, Any]] = field(default_factory=tuple)

    @property
    def shown(self) -> bool:
        return bool(self.rows or self.empty or self.facts)


Provider = Callable[[Acting], "Panel | None"]
_providers: dict[Provider, int] = {}


def panel(order: int) -> Callable[[Provider], Provider]:
    """Registers a provider, called with the acting person at each visit of the home page."""

    def add(function: Provider) -> Provider:
        _providers[function] = order
        return function

    return add


def panels(by: Acting) -> list[Panel]:
    """The panels of a person: urgent ones first, then by order."""
    found = [(order, made) for function, order in _providers.items() if (made := function(by)) and made.shown]
    return [made for _, made in sorted(found, key=lambda pair: (not pair[1].urgent, pair[0]))]
