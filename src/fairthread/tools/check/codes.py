"""Clusters, compliance points and choices."""

from __future__ import annotations

import re

from ..models import Cluster
from ..workbook.content import languages
from ..workbook.sheets import LANGUAGES, Row
from .report import Findings, suggestion

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
CHOICE = re.compile(r"[A-Za-z0-9_.-]+\Z")


def check(findings: Findings) -> None:
    book = findings.workbook
    clusters = [row["cluster"] for row in book.rows("clusters")]
    _codes(findings, "clusters", "cluster", book.rows("clusters"))
    _codes(findings, "compliance_points", "compliance_point", book.rows("compliance_points"))
    for row in book.rows("clusters"):
        if row["kind"] not in Cluster.KINDS:
            hint = suggestion(row["kind"], Cluster.KINDS)
            findings.add(5014, "clusters", row, "kind", value=row["kind"], suggestion=hint)
    for row in book.rows("compliance_points"):
        if row["cluster"] not in clusters:
            hint = suggestion(row["cluster"], clusters)
            findings.add(5012, "compliance_points", row, "cluster", value=row["cluster"], suggestion=hint)
    _choices(findings)


def _codes(findings: Findings, sheet: str, column: str, rows: list[Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        code = row[column]
        if not code:
            findings.add(5010, sheet, row, column)
            continue
        if code in seen:
            findings.add(5020, sheet, row, column, value=code, first=seen[code])
        seen.setdefault(code, row.number)
        if not NAME.match(code):
            findings.add(5021, sheet, row, column, value=code, suggestion=re.sub(r"\W+", "_", code).strip("_") or "–")
        if len(code) > 60:
            findings.add(5023, sheet, row, column, limit=60)
        if row["order"] and not (row["order"].isascii() and row["order"].isdigit() and len(row["order"]) < 5):
            findings.add(5035, sheet, row, "order", value=row["order"])
        labels(findings, sheet, row, 200)


def labels(findings: Findings, sheet: str, row: Row, limit: int) -> None:
    """A label in each language that the tool has."""
    for code in languages(findings.workbook):
        column = f"label::{LANGUAGES[code]}"
        if not row[column]:
            findings.add(5028, sheet, row, column, language=LANGUAGES[code])
        elif len(row[column]) > limit:
            findings.add(5023, sheet, row, column, limit=limit)


def _choices(findings: Findings) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in findings.workbook.rows("choices"):
        key = row["list_name"], row["name"]
        for column in ("list_name", "name"):
            if not row[column]:
                findings.add(5010, "choices", row, column)
            elif not CHOICE.match(row[column]):
                hint = re.sub(r"\W+", "_", row[column]).strip("_") or "–"
                findings.add(5021, "choices", row, column, value=row[column], suggestion=hint)
        if key in seen and all(key):
            findings.add(5020, "choices", row, "name", value=row["name"], first=seen[key])
        seen.setdefault(key, row.number)
        labels(findings, "choices", row, 500)
    for name in ("yes_no", "yes_no_na"):
        inside = {choice for list_name, choice in seen if list_name == name}
        wanted = {"yes", "no", "na"} if name == "yes_no_na" else {"yes", "no"}
        if inside and inside != wanted:
            number = next(at for (list_name, _choice), at in seen.items() if list_name == name)
            findings.add(
                5037, "choices", number, "name", value=name, suggestion=", ".join(sorted(wanted, reverse=True))
            )
