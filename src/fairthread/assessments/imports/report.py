"""What an import tells: numbers, and every row that did not come in with its number and reason."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ...base.problems import Problem
from .staging import DROPPED, Staging, kind_of

SHOWN = 20  # problems kept in memory; the report file holds all


@dataclass(frozen=True)
class Report:
    """`counts` by name, `problems` by number, `shown` the first problems as (row, problem)."""

    dry_run: bool
    rows: int
    counts: Counter[str]
    problems: dict[int, int]
    shown: list[tuple[int, Problem]]
    file: Path | None = None

    @property
    def rows_refused(self) -> int:
        return self._of("refused")

    @property
    def rows_left_out(self) -> int:
        return self._of("left out")

    @property
    def changed_something(self) -> bool:
        wrote = ("assessments_new", "assessments_replaced", "tools_made", "factories_new", "factories_renamed")
        return any(self.counts.get(name) for name in wrote)

    def _of(self, kind: str) -> int:
        return sum(count for number, count in self.problems.items() if kind_of(number) == kind)

    @classmethod
    def of(cls, staging: Staging, counts: Counter[str], dry_run: bool, file: Path | None) -> Report:
        """Reads the problems off the staging, in the order of the file; `file` receives all of them."""
        if file is not None:
            _write(staging, file)
        told = dict(sorted(staging.counts.items()))
        first = list(staging.problems(SHOWN, without=DROPPED))
        names = Counter({name: count for name, count in counts.items() if count})
        return cls(dry_run, staging.rows, names, told, first, file)


def _write(staging: Staging, file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["row", "kind", "problem", "what", "what_to_do"])
        for row, problem in staging.problems():
            told = [row, kind_of(problem.number), f"FT-{problem.number}", problem.sentence(), problem.todo()]
            writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@" else cell for cell in told])
