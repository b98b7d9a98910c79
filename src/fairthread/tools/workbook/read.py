"""Reading the file: sheets, columns by name, and which cells are formulas."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from ...base.files import safe_name
from ...base.problems import Problem
from ...base.spreadsheets import read_sheets
from .sheets import SHEETS, Row, Sheet, Workbook, letter

ALIASES = {
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "list name": "list_name",
    "compliance point": "compliance_point",
    "compliant answer": "compliant_answer",
}
_TYPE = re.compile(r"^(begin|end)[ _](group|repeat)$", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(content: bytes, name: str = "file.xlsx") -> Workbook:
    """The sheets of a file. What is no workbook raises 5049 or another of the problems of `base.spreadsheets`."""
    try:
        tables = read_sheets(content, name)
    except Problem as problem:
        if problem.number == 1020:  # its advice is for tables, which may be CSV too
            raise Problem(5049, name=safe_name(name)) from problem
        raise
    known = {title.strip().lower(): title for title in tables}
    sheets = {sheet: _sheet(sheet, tables[known[sheet]]) for sheet in SHEETS if sheet in known}
    others = [title for title in tables if title.strip().lower() not in SHEETS]
    return Workbook(sheets, others, _formulas(content))


def _sheet(name: str, table: list[list[str]]) -> Sheet:
    head = [_column(cell) for cell in table[0]] if table else []
    columns = {column: letter(place) for place, column in reversed(list(enumerate(head))) if column}
    rows = []
    for number, row in enumerate(table[1:], start=2):
        cells: dict[str, str] = {}
        for column, cell in zip(head, row, strict=False):
            if column and cell:
                cells.setdefault(column, cell)
        if cells:
            rows.append(Row(number, _tidy(cells) if name == "survey" else cells))
    return Sheet(name, dict(sorted(columns.items(), key=lambda pair: head.index(pair[0]))), rows)


def _column(text: str) -> str:
    """`Label :: English (en)` and `label::English (en)` are the same column."""
    first, mark, language = text.partition("::")
    first = first.strip().lower()
    return f"{ALIASES.get(first, first)}::{language.strip()}" if mark else ALIASES.get(first, first)


def _tidy(cells: dict[str, str]) -> dict[str, str]:
    kind = " ".join(cells.get("type", "").split())
    if kind:
        kind = kind.lower().replace(" ", "_") if _TYPE.match(kind) else kind
        for plain in ("select_one", "select_multiple"):
            kind = re.sub(rf"^{plain.replace('_', '[ _]')}\b", plain, kind, flags=re.IGNORECASE)
        cells["type"] = kind
    return cells


def _formulas(content: bytes) -> list[tuple[str, str]]:
    """(sheet, cell) of every formula in our sheets. The file has passed the limits of `read_sheets` already."""
    found: list[tuple[str, str]] = []
    parser = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = set(packed.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return found
        book = etree.fromstring(packed.read("xl/workbook.xml"), etree.XMLParser(**parser))
        links = etree.fromstring(packed.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**parser))
        target = {link.get("Id"): link.get("Target", "") for link in links}
        for sheet in book.iter("{*}sheet"):
            title = (sheet.get("name") or "").strip().lower()
            part = target.get(sheet.get(_RELATION), "").lstrip("/")
            path = part if part.startswith("xl/") else f"xl/{part}"
            if title not in SHEETS or path not in names:
                continue
            root = etree.fromstring(packed.read(path), etree.XMLParser(**parser))
            found += [
                (title, formula.getparent().get("r") or "?")
                for formula in root.iter("{*}f")
                if formula.getparent() is not None
            ]
    return found
