"""The invented world of `data/demo`, read once, and numbers that follow from a seed. Pure, no database."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

import yaml

from .. import config
from ..base.text import fold

FOLDER = config.DATA / "demo"


@cache
def read(name: str) -> Any:
    """One file of `data/demo`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506 safe loaders both


@dataclass(frozen=True)
class Seed:
    """Where chance comes from: the same seed and the same name give the same numbers, whatever was drawn before."""

    number: int

    def random(self, *names: object) -> Random:
        return Random("/".join(str(name) for name in (self.number, *names)))  # noqa: S311 no secret hangs on it

    def uuid(self, *names: object) -> uuid.UUID:
        return uuid.UUID(int=self.random("uuid", *names).getrandbits(128), version=4)


@dataclass(frozen=True)
class Place:
    """An invented factory. `key` tells it apart and is its number in the other system."""

    key: str
    number: int
    row: dict[str, Any] = field(repr=False)
    branch: int = 0  # from 1 where the world is too small and a name is used again

    def named(self, name: str, word: str) -> str:
        return f"{name} – {word} {self.branch + 1}" if self.branch else name

    @property
    def name(self) -> str:
        return self.named(self.row["name_vi"], "Nhà máy")

    @property
    def name_en(self) -> str:
        return self.named(self.row["name_en"], "Plant")

    @property
    def women(self) -> int:
        return self.row["workers"]["women"] + 7 * self.branch

    @property
    def men(self) -> int:
        return self.row["workers"]["men"] + 3 * self.branch

    @property
    def language(self) -> str:
        """Assessors write in English where the owner reads no Vietnamese."""
        return "en" if self.row["parent"] else "vi"


def places(count: int) -> list[Place]:
    """So many factories: garment and footwear first, since the tool is made for them; then the same names again."""
    rows = sorted(read("factories")["factories"], key=lambda row: row["sector"] == "textile")
    found = []
    for number in range(count):
        branch, which = divmod(number, len(rows))
        key = rows[which]["id"] + (f"-{branch + 1}" if branch else "")
        found.append(Place(key, number, rows[which], branch))
    return found


@dataclass(frozen=True)
class Told:
    """A text of a finding, for the items of the template and from the day on which the law knows it."""

    texts: dict[str, str]
    cause: dict[str, str]
    share: tuple[float, float] | None
    rare: bool
    law_from: str


@cache
def findings() -> dict[str, list[Told]]:
    """Texts by the number of the item in the template."""
    file = read("findings")
    found: dict[str, list[Told]] = {}
    for row in file["findings"]:
        told = Told(
            {"en": row["evidence_en"], "vi": row["evidence_vi"]},
            file["root_causes"][row["root_cause"]],
            tuple(row["workers_share"]) if row["workers_share"] else None,
            row["rare"],
            str(row["law_from"] or ""),
        )
        found.setdefault(str(row["template_seq"]), []).append(told)
    return found


@cache
def rates() -> dict[str, float]:
    """Share of factories that are non-compliant in their first cycle, by the folded name of the compliance point."""
    return {
        fold(row["compliance_point"]): float(row["rate"] if row["rate"] is not None else row["assumed"])
        for row in read("rates")["rates"]
    }


def factor(cycle: int) -> float:
    """By what the rates of the first cycle are multiplied in a later one (assumed; see rates.yaml)."""
    return float(read("rates")["improvement"]["assumed"]["factor_per_cycle"]) ** (cycle - 1)
