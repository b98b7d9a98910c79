"""Collecting what is wrong, and guessing what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapidfuzz import fuzz, process

from ...base.problems import Problem
from ...base.text import fold
from ..workbook.sheets import SHEETS, Row, Workbook

SHOWN = 60  # characters of a wrong value that a message repeats
MOST = 500  # problems of one workbook


def suggestion(value: str, allowed: Iterable[str]) -> str:
    """The allowed value that comes nearest, else the first few of them."""
    options = list(dict.fromkeys(text for text in allowed if text))
    if best := near(value, options, 60):
        return best
    return ", ".join(options[:8]) + (" …" if len(options) > 8 else "") or "–"


def near(value: str, allowed: Iterable[str], least: int = 70) -> str:
    """The allowed value that is most alike, if one is at least `least` of 100; else nothing."""
    best = process.extractOne(fold(value), list(allowed), scorer=fuzz.ratio, processor=fold, score_cutoff=least)
    return str(best[0]) if best else ""


def short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


class Findings:
    """The problems of one workbook, in the order of its sheets and rows."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.found: list[Problem] = []

    def add(self, number: int, sheet: str, row: Row | int, column: str, **details: Any) -> None:
        """One problem at one cell. `value` in the details is shortened."""
        if len(self.found) >= MOST:
            return
        at = row.number if isinstance(row, Row) else row
        columns = self.workbook.sheets[sheet].columns if sheet in self.workbook.sheets else {}
        if isinstance(value := details.get("value"), str):
            details["value"] = short(value)
        cell = f"{columns[column]}{at}" if column in columns else "–"
        self.found.append(Problem(number, sheet=sheet, row=at, column=column, cell=cell, **details))

    def in_order(self) -> list[Problem]:
        def key(problem: Problem) -> tuple[int, int, int]:
            sheet = str(problem.details.get("sheet", ""))
            row = problem.details.get("row")
            return SHEETS.index(sheet) if sheet in SHEETS else 99, row if isinstance(row, int) else 0, problem.number

        return sorted(self.found, key=key)
