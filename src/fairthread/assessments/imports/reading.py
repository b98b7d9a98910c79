"""The file as a stream: every row is checked, cleaned and staged; a bad row is kept for the report."""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterator
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from ...base.files import safe_name
from ...base.problems import Problem
from ...register import rules as register_rules
from . import cleaning
from .staging import Question, Staging

COLUMNS = (
    "Country",
    "Factory.Assessed.ID",
    "Factory.Assessed.Name",
    "Cycle",
    "Assesment.Start.Date",
    "TQ.Name",
    "Quest.ID",
    "Question.ID",
    "Question.type",
    "Q.Label",
    "CP",
    "Cluster",
    "Tags",
    "Finding",
)
LIMITS = dict(zip(COLUMNS, (100, 60, 200, 20, 20, 200, 60, 60, 10, 2000, 200, 200, 1000, 20_000), strict=True))
HEAD, ASKED = COLUMNS[:7], COLUMNS[5:6] + COLUMNS[7:13]
MAY_BE_EMPTY = {"Tags"}
LONGEST_LINE = 1_000_000  # bytes
LONGEST_ROW = 500  # lines: more means that a quotation mark does not close
MOST_QUESTIONS, MOST_TOOLS = 20_000, 100
KEPT = 20_000  # remembered checks; the memory is emptied when full

# What a check came to: a number of the staging, or the number and details of a problem.
Outcome = int | tuple[int, dict[str, Any]]


class Source:
    """The bytes of the file as lines of text, strictly UTF-8, with their hash and size."""

    def __init__(self, path: Path, told: Callable[[int], object] = lambda size: None) -> None:
        self.path, self.name = path, safe_name(path.name)
        self._hash, self.size, self.line, self._told = hashlib.sha256(), 0, 0, told

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def lines(self, file: BinaryIO) -> Iterator[str]:
        encoding = "utf-8-sig"
        while line := file.readline(LONGEST_LINE):
            self.line += 1
            self._hash.update(line)
            self.size += len(line)
            if len(line) == LONGEST_LINE:
                raise Problem(7004, name=self.name, row=self.line)
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError as error:
                raise Problem(7002, name=self.name, row=self.line) from error
            encoding = "utf-8"
            if "\x00" in text or (self.line == 1 and text.startswith(("PK\x03\x04", "%PDF"))):
                raise Problem(7008, name=self.name)
            if not self.line % 20_000:
                self._told(self.size)
            yield text


class Reader:
    """Reads a file of the layout `star` into a staging.

    `countries` are the folded names and codes that a row of this import may carry.
    """

    def __init__(self, staging: Staging, countries: Collection[str], country: str, today: date) -> None:
        self.staging, self.countries, self.country, self.today = staging, countries, country, today
        self._heads: dict[tuple[str, ...], Outcome] = {}
        self._asked: dict[tuple[str, ...], Outcome] = {}
        self._tools: dict[str, int] = {}
        self._questions: dict[tuple[int, str], Question] = {}
        self._worded: set[int] = set()
        self._row = 0

    def read(self, source: Source) -> None:
        """Stages the whole file. Raises problems 7001 to 7008 when the file as a whole cannot be used."""
        try:
            with source.path.open("rb") as file:
                self._read(source, source.lines(file))
        except OSError as error:
            raise Problem(7001, name=source.name) from error
        self.staging.rows = max(0, self._row - 1)
        self.staging.flush()

    def _read(self, source: Source, lines: Iterator[str]) -> None:
        first = next(lines, "")
        columns = next(csv.reader([first], delimiter=_separator(first)), [])
        pick, width = _places(columns, source.name)
        rows = csv.reader(lines, delimiter=_separator(first), strict=True)
        self._row, before, blank = 1, 0, [""] * width
        while True:
            self._row += 1
            try:
                row = next(rows)
            except StopIteration:
                self._row -= 1
                break
            except csv.Error as error:
                if rows.line_num - before > 1:  # it swallowed further rows: none may get lost in silence
                    raise Problem(7004, name=source.name, row=self._row) from error
                self.staging.report(self._row, 7010)
                continue
            finally:
                spanned, before = rows.line_num - before, rows.line_num
            if spanned > LONGEST_ROW:
                raise Problem(7004, name=source.name, row=self._row)
            if len(row) != width:
                if not any(row):
                    continue
                if len(row) > width and any(row[width:]):
                    self.staging.report(self._row, 7010)
                    continue
                row += blank[len(row) :]
            self._take(pick(row))

    def _take(self, cells: tuple[str, ...]) -> None:
        """One row: what stands in many rows is checked once and remembered."""
        head = self._heads.get(cells[:7])
        if head is None:
            head = self._remember(self._heads, cells[:7], self._check_head)
        if isinstance(head, tuple):
            self.staging.report(self._row, head[0], **head[1])
            return
        asked = self._asked.get((cells[5], *cells[7:13]))
        if asked is None:
            asked = self._remember(self._asked, (cells[5], *cells[7:13]), self._check_question)
        if isinstance(asked, tuple):
            self.staging.report(self._row, asked[0], **asked[1])
            return
        finding = cells[13]
        if finding not in {"0", "1"} or self.staging.questions[asked].kind == "FGW":
            checked = self._check_finding(finding, self.staging.questions[asked])
            if isinstance(checked, tuple):
                self.staging.report(self._row, checked[0], **checked[1])
                return
            finding = checked
        self.staging.add_answer(head, asked, finding, self._row)

    def _remember(
        self, memory: dict[tuple[str, ...], Outcome], cells: tuple[str, ...], check: Callable[..., Outcome]
    ) -> Outcome:
        if len(memory) >= KEPT:
            memory.clear()
        outcome = memory[cells] = check(tuple(unicodedata.normalize("NFC", cell).strip() for cell in cells))
        return outcome

    def _check_head(self, cells: tuple[str, ...]) -> Outcome:
        country, factory, name, cycle, day, tool, quest = cells
        if cleaning.is_obsolete(name):
            return 7030, {"factory": name[:200]}
        if wrong := _wrong_cells(HEAD, cells):
            return wrong
        if cleaning.key(country) not in self.countries and cleaning.country_code(country) != self.country:
            return 7016, {"value": country, "country": self.country}
        try:  # what the register would refuse later is refused here, with its row
            register_rules.clean_text(name, "name")
            register_rules.clean_text(factory, "source_id")
        except Problem as problem:
            return 7027, {"factory": factory, "reason": problem.sentence()}
        started, number = cleaning.start_date(day), cleaning.cycle_number(cycle)
        if started is None:
            return 7014, {"value": day}
        if started > self.today:
            return 7015, {"value": day}
        if number is None:
            return 7017, {"value": cycle}
        tool_number = self._tool(tool)
        if tool_number is None:
            return 7024, {"limit": MOST_TOOLS, "what": "TQ.Name"}
        known = self.staging.quest(quest)
        if known is None:
            return self.staging.add_quest(quest, factory, name, number, started.isoformat(), tool_number, self._row)
        for column, here, there in (
            ("Factory.Assessed.ID", factory, known.factory),
            ("Assesment.Start.Date", started.isoformat(), known.day),
            ("Cycle", number, known.cycle),
            ("TQ.Name", tool_number, known.tool),
        ):
            if here != there:
                return 7020, {"quest": quest, "what": column, "first": known.row}
        return known.id

    def _check_question(self, cells: tuple[str, ...]) -> Outcome:
        tool_name, source, kind, label, point, cluster, tags = cells
        kind = kind.upper()
        if kind not in {"NCQ", "FGW"}:
            return 7018, {"value": kind[:40]}
        if wrong := _wrong_cells(ASKED, cells, MAY_BE_EMPTY | ({"CP", "Cluster"} if kind == "FGW" else set())):
            return wrong
        tool = self._tools[cleaning.key(tool_name)]
        point, cluster = cleaning.point_name(point), cleaning.cluster_name(cluster)
        known = self._questions.get((tool, source))
        if known is None:
            return self._new_question(tool, source, kind, label, point, cluster, tags)
        for column, here, there in (("Question.type", kind, known.kind), ("CP", point, known.point)):
            if cleaning.key(here) != cleaning.key(there):
                return 7022, {"question": source, "what": column, "value": here, "known": there}
        if cleaning.key(cluster) != cleaning.key(known.cluster):
            return 7022, {"question": source, "what": "Cluster", "value": cluster, "known": known.cluster}
        if known.id not in self._worded and cleaning.key(label) != cleaning.key(known.label):
            self._worded.add(known.id)
            self.staging.report(self._row, 7033, question=source, first=known.row)
        return known.id

    def _new_question(
        self, tool: int, source: str, kind: str, label: str, point: str, cluster: str, tags: str
    ) -> Outcome:
        if len(self.staging.questions) >= MOST_QUESTIONS:
            return 7024, {"limit": MOST_QUESTIONS, "what": "Question.ID"}
        made = Question(
            len(self.staging.questions),
            tool,
            source,
            kind,
            label,
            point,
            cluster,
            cleaning.tags(tags),
            cleaning.is_public(tags),
            self._row,
        )
        self.staging.questions.append(made)
        self._questions[tool, source] = made
        return made.id

    def _check_finding(self, text: str, question: Question) -> str | tuple[int, dict[str, Any]]:
        text = unicodedata.normalize("NFC", text).strip()
        if question.kind == "NCQ" and text and not cleaning.is_formula(text):
            return cleaning.finding_code(text) or (7019, {"value": text[:40]})
        # An information row without content says nothing and does no harm.
        empty = {"Finding"} if question.kind == "FGW" else set()
        return _wrong_cells(("Finding",), (text,), empty) or text

    def _tool(self, name: str) -> int | None:
        known = self._tools.get(cleaning.key(name))
        if known is None and len(self._tools) < MOST_TOOLS:
            known = self._tools[cleaning.key(name)] = len(self._tools)
            self.staging.tools.append(name)
        return known


def _separator(head: str) -> str:
    return max(",;\t", key=head.count)


def _places(columns: list[str], name: str) -> tuple[Callable[[list[str]], tuple[str, ...]], int]:
    """How the cells of a row come into the order of `COLUMNS`; any order in the file, further columns are ignored."""
    found: dict[str, int] = {}
    for place, column in enumerate(columns):
        wanted = _column(column)
        if wanted in found and wanted in WANTED:
            raise Problem(7007, name=name, column=wanted)
        found.setdefault(wanted, place)
    if lacking := [column for column in COLUMNS if _column(column) not in found]:
        raise Problem(7003, name=name, columns=", ".join(lacking))
    return itemgetter(*(found[_column(column)] for column in COLUMNS)), len(columns)


def _column(text: str) -> str:
    """Both spellings of the date column are one, as are `Q.Label` and `Q Label`."""
    return cleaning.key(text.replace(".", " ")).replace("assesment", "assessment")


WANTED = {_column(column) for column in COLUMNS}


def _wrong_cells(
    columns: tuple[str, ...], cells: tuple[str, ...], may_be_empty: Collection[str] = ()
) -> tuple[int, dict[str, Any]] | None:
    for column, cell in zip(columns, cells, strict=True):
        if not cell and column not in may_be_empty:
            return 7011, {"column": column}
        if len(cell) > LIMITS[column]:
            return 7012, {"column": column, "limit": LIMITS[column]}
        if cleaning.is_formula(cell):
            return 7013, {"column": column, "value": cell[:40]}
    return None
