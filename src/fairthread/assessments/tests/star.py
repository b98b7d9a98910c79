"""Builds small exports of the layout `star` for the tests of imports and rates."""

from __future__ import annotations

import csv
from pathlib import Path

COLUMNS = [
    "Country",
    "Factory.Assessed.ID",
    "Factory.Assessed.Name",
    "Cycle",
    "Assesment.Start.Date",
    "Quest.ID",
    "Question.ID",
    "Question.type",
    "Q.Label",
    "CP",
    "Cluster",
    "Finding",
    "Tags",
    "TQ.Name",
]
ROW = dict(
    zip(
        COLUMNS,
        [
            "Vietnam",
            "F1",
            "May Một",
            "1",
            "05/03/2018",
            "100",
            "Q1",
            "NCQ",
            "Are exits blocked?",
            "Emergency Preparedness",
            "Occupational Safety and Health",
            "1",
            "",
            "Garment CAT",
        ],
        strict=True,
    )
)
SHORT = {
    "factory": "Factory.Assessed.ID",
    "name": "Factory.Assessed.Name",
    "cycle": "Cycle",
    "day": "Assesment.Start.Date",
    "quest": "Quest.ID",
    "question": "Question.ID",
    "kind": "Question.type",
    "label": "Q.Label",
    "point": "CP",
    "cluster": "Cluster",
    "finding": "Finding",
    "tags": "Tags",
    "tool": "TQ.Name",
    "country": "Country",
}


def row(**values: object) -> dict[str, str]:
    """A good row; keywords of `SHORT` change it."""
    return {**ROW, **{SHORT[name]: str(value) for name, value in values.items()}}


def write(path: Path, rows: list[dict[str, str]], columns: list[str] | None = None, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, columns or COLUMNS, extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path
