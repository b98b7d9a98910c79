"""Walking down the survey sheet: which groups and repeats hold a row, and when it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .sheets import Row

STRUCTURE = {"begin_group", "end_group", "begin_repeat", "end_repeat"}
ANSWERED = {"select_one", "select_multiple", "text", "integer", "decimal", "date", "time", "acknowledge"}
SILENT = {"note", "calculate", "hidden", "start", "end", "today", "deviceid", "username"}


@dataclass(frozen=True)
class Place:
    """A row with what it stands in. `groups` are the open rows, outermost first."""

    row: Row
    kind: str  # the first word of the type
    groups: tuple[Row, ...]

    @property
    def is_question(self) -> bool:
        """Whether people answer it. A calculation counts when the workbook gives it a kind."""
        return self.kind in ANSWERED or (self.kind == "calculate" and bool(self.row["kind"]))

    @property
    def repeat(self) -> str:
        return next((group["name"] for group in reversed(self.groups) if group["type"] == "begin_repeat"), "")

    @property
    def relevant(self) -> str:
        """The row's own condition together with those of its groups; inside a repeat only the row's own."""
        if self.repeat:
            return self.row["relevant"]
        parts = list(dict.fromkeys(text for row in (*self.groups, self.row) if (text := row["relevant"])))
        return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)


def places(rows: list[Row]) -> Iterator[Place]:
    """Every row in order; a closing row that opens nothing is passed over here and named by the check."""
    stack: list[Row] = []
    for row in rows:
        kind = row["type"].split()[0] if row["type"] else ""
        if kind in ("end_group", "end_repeat"):
            if stack:
                stack.pop()
            continue
        yield Place(row, kind, tuple(stack))
        if kind in ("begin_group", "begin_repeat"):
            stack.append(row)


def questions(rows: list[Row]) -> list[Place]:
    return [place for place in places(rows) if place.is_question]
