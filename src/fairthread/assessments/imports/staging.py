"""The file, cleaned, on disk: a SQLite file that lives as long as the import. Memory stays constant."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from ...base.problems import Problem

DROPPED = {7030, 7031}  # cleaning rules: the row was left out on purpose
NOTES = {7032, 7033}  # the row came in; somebody may want to know
AT_ONCE = 10_000
_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; PRAGMA temp_store=FILE;
CREATE TABLE quest (id INTEGER PRIMARY KEY, source TEXT UNIQUE, factory TEXT, name TEXT, cycle INTEGER, day TEXT,
  tool INTEGER, row INTEGER);
CREATE INDEX quest_factory ON quest (factory, day);
CREATE TABLE answer (quest INTEGER, question INTEGER, finding TEXT, row INTEGER);
CREATE TABLE problem (row INTEGER, number INTEGER, details TEXT);
"""


class Quest(NamedTuple):
    """One assessment of the file, by its first row."""

    id: int
    source: str
    factory: str
    name: str
    cycle: int
    day: str
    tool: int
    row: int


class Question(NamedTuple):
    """One question of a tool as the file describes it; cluster and point already carry their one name."""

    id: int
    tool: int
    source: str
    kind: str  # NCQ or FGW
    label: str
    point: str
    cluster: str
    tags: tuple[str, ...]
    public: bool
    row: int


def kind_of(number: int) -> str:
    """How a report names a problem: `left out`, `note` or `refused`."""
    return "left out" if number in DROPPED else "note" if number in NOTES else "refused"


class Staging:
    """Rows of the file and what was wrong with others. Use as a context manager; the file on disk goes with it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fairthread-import-")
        self._base = sqlite3.connect(str(Path(self._folder.name) / "staging.sqlite3"), isolation_level=None)
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._answers: list[tuple[int, int, str, int]] = []
        self._problems: list[tuple[int, int, str]] = []
        self.tools: list[str] = []  # by number: the name as it first stands in the file
        self.questions: list[Question] = []  # by number
        self.counts: Counter[int] = Counter()  # problems by number
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def add_quest(self, source: str, factory: str, name: str, cycle: int, day: str, tool: int, row: int) -> int:
        found = self._base.execute(
            "INSERT INTO quest (source, factory, name, cycle, day, tool, row) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, factory, name, cycle, day, tool, row),
        )
        return int(found.lastrowid or 0)

    def quest(self, source: str) -> Quest | None:
        row = self._base.execute("SELECT * FROM quest WHERE source = ?", (source,)).fetchone()
        return Quest(*row) if row else None

    def add_answer(self, quest: int, question: int, finding: str, row: int) -> None:
        self._answers.append((quest, question, finding, row))
        if len(self._answers) >= AT_ONCE:
            self.flush()

    def report(self, row: int, number: int, **details: Any) -> None:
        """Keeps a problem of a row for the report."""
        self.counts[number] += 1
        self._problems.append((row, number, json.dumps(details, default=str, ensure_ascii=False)))
        if len(self._problems) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        self._base.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", self._answers)
        self._base.executemany("INSERT INTO problem VALUES (?, ?, ?)", self._problems)
        self._answers, self._problems = [], []

    def problems(self, limit: int = -1, without: Collection[int] = ()) -> Iterator[tuple[int, Problem]]:
        """(row number, problem) in the order of the file; `without` leaves out some numbers."""
        self.flush()
        hidden = ", ".join(str(int(number)) for number in without)
        rows = self._base.execute(
            f"SELECT row, number, details FROM problem WHERE number NOT IN ({hidden}) ORDER BY row, number LIMIT ?",  # noqa: S608
            (limit,),
        )
        for row, number, details in rows:
            yield row, Problem(number, **json.loads(details))

    def quests(self) -> Iterator[tuple[Quest, list[tuple[int, str, int]]]]:
        """Each assessment with its (question, finding, row) triples, by question and row.

        The sort spills to disk, so this takes the same memory for a file of any size.
        """
        self.flush()
        answers = self._base.execute("SELECT quest, question, finding, row FROM answer ORDER BY quest, question, row")
        current = 0
        triples: list[tuple[int, str, int]] = []
        for number, question, finding, row in answers:
            if number != current:
                if triples:
                    yield self._quest(current), triples
                current, triples = number, []
            triples.append((question, finding, row))
        if triples:
            yield self._quest(current), triples

    def _quest(self, number: int) -> Quest:
        return Quest(*self._base.execute("SELECT * FROM quest WHERE id = ?", (number,)).fetchone())

    def names_of(self, factory: str) -> list[tuple[str, str, str]]:
        """(name, first day, last day) of a factory in the file, the newest name last."""
        return self._base.execute(
            "SELECT name, min(day), max(day) FROM quest WHERE factory = ? GROUP BY name ORDER BY max(day), max(row)",
            (factory,),
        ).fetchall()

    def summary(self) -> dict[str, int]:
        """How many assessments and factories the cleaned file holds."""
        self.flush()
        quests, factories = self._base.execute("SELECT count(*), count(DISTINCT factory) FROM quest").fetchone()
        return {"assessments": quests, "factories": factories}
