"""Reading tables that people send, without trusting them.

CSV is UTF-8 (with or without a byte-order mark) or UTF-16 with one; anything else is refused, never guessed.
An XLSX file is unpacked here under limits and packed anew before the reader sees it, so that a header that lies about
sizes, an XML entity or a cell at the far corner of the sheet does no harm.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook

from .files import safe_name
from .problems import Problem

LONGEST = 50_000  # rows
WIDEST = 300  # columns
CELLS = 2_000_000
UNPACKED = 100 * 1024 * 1024
RATIO = 200  # unpacked size over packed size; honest sheets stay below 50
PARTS = 1000

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})(\d{1,9})["']""")
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Za-z]+\d+)["'][^>]*>\s*<(?:\w+:)?f\b""")


def read_rows(
    content: bytes, name: str, *, longest: int = LONGEST, formulas: bool = False
) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, {column: text}) of a CSV file or of the first sheet of an XLSX file; row 1 is the head.

    Blank rows are skipped, texts are stripped and composed (NFC), numbers without fraction read `1200`, dates
    `2026-03-02`. The whole file is checked before the first row comes. Raises problems 1003 and 1020 to 1027.
    `formulas` True lets cells of an XLSX file be formulas, of which the last computed value is read.
    """
    _size(content, name)
    if content.startswith(b"PK\x03\x04"):
        if not formulas:
            _no_formulas(content, name)
        table: Iterable[list[str]] = next(iter(read_sheets(content, name).values()), [])
    else:
        table = _csv(content, name)
    return _named(list(table), safe_name(name), longest)


def read_sheets(content: bytes, name: str = "file.xlsx") -> dict[str, list[list[str]]]:
    """Every sheet of an XLSX file as rows of text, the first row being row 1. Raises problems 1003 and 1020 to 1025."""
    _size(content, name)
    book = _repacked(_parts(content, name))
    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
        return {
            sheet: [[_text(cell) for cell in row] for row in opened.get_sheet_by_name(sheet).to_python(False)]
            for sheet in opened.sheet_names
        }
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise Problem(1023, name=safe_name(name)) from error


def _size(content: bytes, name: str) -> None:
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise Problem(1003, name=safe_name(name), limit=settings.UPLOAD_MAX_BYTES // 1024 // 1024)


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    """The XML parts of the file, unpacked under limits and searched for what does harm."""
    if not content.startswith(b"PK\x03\x04"):
        raise Problem(1020, name=safe_name(name))
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            if len(members) > PARTS:
                raise Problem(1022, name=safe_name(name))
            for member in members:
                if not member.filename.endswith((".xml", ".rels")):
                    continue  # pictures, macros and whatever else is of no use here
                with packed.open(member) as source:
                    part = source.read(UNPACKED - total + 1)
                total += len(part)
                if total > UNPACKED or (total > 2_000_000 and total > RATIO * len(content)):
                    raise Problem(1022, name=safe_name(name))
                if b"\x00" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                    raise Problem(1023, name=safe_name(name))
                parts[member.filename] = part
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Problem(1023, name=safe_name(name)) from error
    for path, part in parts.items():
        if "worksheets/" in path:
            _extent(part, name)
    return parts


def _extent(part: bytes, name: str) -> None:
    """The reader lays out the whole rectangle, so one far cell would cost all memory."""
    rows = columns = 0
    for letters, digits in _PLACE.findall(part):
        rows = max(rows, int(digits))
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        columns = max(columns, column)
    if rows > LONGEST + 1 or columns > WIDEST or rows * columns > CELLS:
        raise Problem(1025, name=safe_name(name), rows=LONGEST, columns=WIDEST)


def _no_formulas(content: bytes, name: str) -> None:
    for path, part in _parts(content, name).items():
        if "worksheets/" in path and (found := _FORMULA.search(part)):
            raise Problem(1027, name=safe_name(name), cell=found[1].decode())


def _repacked(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path, part in parts.items():
            packed.writestr(path, part)
    return out.getvalue()


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return tidy(str(cell))


def tidy(text: str) -> str:
    """Composed Unicode (NFC), without space at the ends."""
    return unicodedata.normalize("NFC", text).strip().strip("\ufeff")


def _csv(content: bytes, name: str) -> list[list[str]]:
    text = _decoded(content, name)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([tidy(cell) for cell in row])
            if len(rows) > LONGEST + 1 or len(row) > WIDEST:
                raise Problem(1025, name=safe_name(name), rows=LONGEST, columns=WIDEST)
    except csv.Error as error:
        raise Problem(1026, name=safe_name(name), row=len(rows) + 1) from error
    return rows


def _decoded(content: bytes, name: str) -> str:
    """The text of a CSV file; the problem names the line at which it stops being text."""
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise Problem(1021, name=safe_name(name), row=1)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        raise Problem(1021, name=safe_name(name), row=before.count("\n") + 1) from error
    if "\x00" in text or text.startswith("%PDF"):
        raise Problem(1020, name=safe_name(name))
    return text


def _named(table: list[list[str]], name: str, longest: int) -> Iterator[tuple[int, dict[str, str]]]:
    head = table[0] if table else []
    while head and not head[-1]:
        head = head[:-1]
    if not head:
        raise Problem(1024, name=name, column="1")
    for place, column in enumerate(head, start=1):
        if not column or head.index(column) != place - 1:
            raise Problem(1024, name=name, column=column or place)
    filled = [(number, row) for number, row in enumerate(table[1:], start=2) if any(row)]
    if len(filled) > longest:
        raise Problem(1025, name=name, rows=longest, columns=WIDEST)
    for number, row in filled:
        if any(row[len(head) :]):
            raise Problem(1026, name=name, row=number)
    return ((number, dict(zip(head, row + [""] * (len(head) - len(row)), strict=False))) for number, row in filled)
