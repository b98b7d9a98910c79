"""The check as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...base.problems import Problem
from ..definition import Definition
from ..workbook import Workbook, definition_of, read_workbook, xlsform
from . import codes, links, sheets, survey, texts
from .report import Findings


@dataclass(frozen=True)
class CheckedWorkbook:
    """A workbook with what is wrong with it. Without problems it has a definition and an XForm."""

    workbook: Workbook
    problems: list[Problem]
    definition: Definition | None = None
    xform: str = ""


def check_file(
    content: bytes, name: str, countries: Collection[str] = (), sectors: Collection[str] = ()
) -> CheckedWorkbook:
    """Reads and checks. A file that is no workbook at all raises the problems of `base.spreadsheets`."""
    workbook = read_workbook(content, name)
    problems = check(workbook, countries, sectors)
    if problems:
        return CheckedWorkbook(workbook, problems)
    made = definition_of(workbook)
    try:
        return CheckedWorkbook(workbook, [], made, xlsform(workbook, made))
    except Problem as problem:
        return CheckedWorkbook(workbook, [problem])


def check(workbook: Workbook, countries: Collection[str] = (), sectors: Collection[str] = ()) -> list[Problem]:
    """Every error by sheet and row. `countries` and `sectors` are the known codes; empty ones are not compared."""
    findings = Findings(workbook)
    if not sheets.check(findings):
        return findings.in_order()
    sheets.check_settings(findings, countries, sectors)
    texts.check(findings)
    codes.check(findings)
    survey.check(findings)
    links.check(findings)
    return findings.in_order()
