"""Texts in any cell: lost encodings, markup, cells without end."""

from __future__ import annotations

import re

from ..workbook.sheets import Row
from .report import Findings

LONGEST = 4000
# UTF-8 that was read as Windows-1252 or Latin-1 somewhere on its way: "Ä‘" for "đ", "áº¡" for "ạ".
BROKEN = re.compile(r"\ufffd|Ã[\u0080-\u00bf¡-¿]|á[º»][\u0080-\u00bf€-™]?|Ä[‘\u0090\u0091]|Æ[°¡]")
MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?][^<]*>?|javascript:", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def check(findings: Findings) -> None:
    for name, sheet in findings.workbook.sheets.items():
        for row in sheet.rows:
            for column, text in row.cells.items():
                _cell(findings, name, row, column, text)


def _cell(findings: Findings, sheet: str, row: Row, column: str, text: str) -> None:
    if len(text) > LONGEST:
        findings.add(5023, sheet, row, column, limit=LONGEST)
    if BROKEN.search(text) or CONTROL.search(text):
        findings.add(5006, sheet, row, column, value=text)
    if "::" in column and MARKUP.search(text):
        findings.add(5007, sheet, row, column, value=text)
    if text.startswith("=") or (text[:1] == "@" and "::" in column):
        findings.add(5005, sheet, row, column)
