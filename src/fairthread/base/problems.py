"""Numbered problems: every error that a person can meet.

`data/problems/<room>.yaml` gives each number its sentence and what to do, in English and Vietnamese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import yaml
from django.utils.translation import get_language

from .. import config
from . import dates


@dataclass(frozen=True)
class Entry:
    """One problem of the catalogue. `status` is the HTTP status that a page or the API answers with."""

    number: int
    status: int
    title: dict[str, str]
    todo: dict[str, str]


@cache
def catalogue() -> dict[int, Entry]:
    """All problems by number. A number that stands twice is an error in the data."""
    found: dict[int, Entry] = {}
    for path in sorted((config.DATA / "problems").glob("*.yaml")):
        text = path.read_text("utf-8")
        rows = yaml.safe_load(text) or {}
        if len(rows) != len(re.findall(r"^\d+:", text, re.MULTILINE)):  # YAML itself lets a later key win silently
            raise ValueError(f"{path.name}: a problem stands twice")
        for number, row in rows.items():
            if number in found:
                raise ValueError(f"{path.name}: problem {number} stands twice")
            found[number] = Entry(
                number,
                row.get("status", 400),
                {"en": row["en"], "vi": row["vi"]},
                {"en": row["todo_en"], "vi": row["todo_vi"]},
            )
    return found


class _Known(dict):
    def __missing__(self, key: str) -> str:
        return f"[{key}]"


@dataclass
class Problem(Exception):
    """Raised anywhere; shown as a page, a line of a command or a JSON answer.

    `details` fill the places in the sentence; `parts` are further problems of the same attempt (rows of a file).
    """

    number: int
    details: dict[str, object] = field(default_factory=dict)
    parts: list[Problem] = field(default_factory=list)

    def __init__(self, number: int, *, parts: list[Problem] | None = None, **details: object) -> None:
        super().__init__(number)
        self.number, self.details, self.parts = number, details, parts or []

    @property
    def entry(self) -> Entry:
        return catalogue()[self.number]

    @property
    def status(self) -> int:
        return self.entry.status

    def sentence(self, language: str | None = None) -> str:
        """What happened, naming what and where."""
        return self._fill(self.entry.title, language)

    def todo(self, language: str | None = None) -> str:
        """What the person can do now."""
        return self._fill(self.entry.todo, language)

    def _fill(self, texts: dict[str, str], language: str | None) -> str:
        code = (language or get_language() or "en")[:2]
        shown = {k: dates.written(v, code) if isinstance(v, date) else str(v) for k, v in self.details.items()}
        return texts.get(code, texts["en"]).format_map(_Known(shown))

    def as_dict(self) -> dict[str, object]:
        """The shape that JSON answers carry."""
        shape: dict[str, object] = {
            "number": self.number,
            "title": self.sentence(),
            "detail": {k: str(v) for k, v in self.details.items()},
            "todo": self.todo(),
        }
        if self.parts:
            shape["parts"] = [part.as_dict() for part in self.parts]
        return shape

    def __str__(self) -> str:
        lines = [f"FT-{self.number}: {self.sentence()} {self.todo()}"]
        return "\n".join(lines + [f"  {part}" for part in self.parts])
