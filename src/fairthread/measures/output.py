"""Rates as a table of text, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from .rates import Rate, Rates

COLUMNS = (
    "cluster",
    "compliance_point",
    "question",
    "noncompliant",
    "assessed",
    "rate_pct",
    "sample",
    "tool_versions",
)
NUMBERS = {"noncompliant", "assessed", "rate_pct"}
WIDEST = 60


def _label(words: dict[str, str], language: str) -> str:
    return words.get(language) or words.get("en") or words.get("vi") or ""


def record(rate: Rate, language: str) -> dict[str, Any]:
    """One row by column; `rate_pct` is a number or None."""
    return {
        "cluster": _label(rate.words.cluster, language),
        "compliance_point": _label(rate.words.point, language),
        "question": _label(rate.words.question, language),
        "noncompliant": rate.noncompliant,
        "assessed": rate.assessed,
        "rate_pct": rate.rate_pct,
        "sample": rate.sample,
        "tool_versions": "; ".join(rate.tool_versions),
    }


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _percent(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "rate_pct": "" if row["rate_pct"] is None else f"{row['rate_pct']:.1f}"}


def as_csv(made: Rates, language: str = "en") -> str:
    """Columns as in `COLUMNS`, decimals with a point."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for rate in made.rows:
        row = _percent(record(rate, language))
        writer.writerow({name: _inert(value) for name, value in row.items()})
    return out.getvalue()


def _inert(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def as_json(made: Rates, language: str = "en") -> str:
    """A list of rows: numerator and denominator stay whole numbers, and the question keeps its code and key."""
    rows = []
    for rate in made.rows:
        row = record(rate, language)
        row["rate_pct"] = None if row["rate_pct"] is None else float(row["rate_pct"])
        row["tool_versions"] = list(rate.tool_versions)
        row |= {"key": rate.key, "from": made.begin.isoformat(), "to": made.end.isoformat(), "country": made.country}
        if made.level == "question":
            row |= {"question_code": rate.words.code, "national_only": rate.words.national_only}
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_table(made: Rates, language: str = "en") -> str:
    """Aligned columns; long texts are cut, except in the last column, which moves no other."""
    rows = [
        {name: _cell(value) if name == COLUMNS[-1] else _cut(_cell(value)) for name, value in _percent(row).items()}
        for row in (record(rate, language) for rate in made.rows)
    ]
    shown = [name for name in COLUMNS if any(row[name] for row in rows)] if rows else list(COLUMNS)
    widths = {name: max([len(name), *(len(row[name]) for row in rows)]) for name in shown}
    lines = ["  ".join(_pad(name, name, widths) for name in shown)]
    lines += ["  ".join(_pad(name, row[name], widths) for name in shown) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _pad(name: str, text: str, widths: dict[str, int]) -> str:
    return text.rjust(widths[name]) if name in NUMBERS else text.ljust(widths[name])


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


FORMATS: dict[str, Callable[[Rates, str], str]] = {"table": as_table, "csv": as_csv, "json": as_json}
