"""Write the sheets of a workbook: pleasant to open in Excel, and always the same bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

EN, VI = "English (en)", "Tiếng Việt (vi)"
WRITTEN_ON = datetime(2026, 11, 21)

Row = dict[str, str]

WIDTHS = {
    "type": 20, "name": 34, "item": 6, "code": 12, "concept": 34, "cluster": 18, "compliance_point": 12,
    "kind": 13, "compliant_answer": 11, "tags": 20, "parent": 26, "gate": 20, "legal": 32, "relevant": 28,
    f"label::{EN}": 60, f"label::{VI}": 60, f"evidence::{EN}": 60, f"evidence::{VI}": 60,
    f"hint::{EN}": 34, f"hint::{VI}": 34, "country_option": 44, "constraint": 28, "reason": 60,
    "topic_paraphrased": 60, "source": 60, f"note::{EN}": 70, f"note::{VI}": 70, "form_title": 40,
    f"tool_title::{EN}": 40, f"tool_title::{VI}": 40,
    f"constraint_message::{EN}": 28, f"constraint_message::{VI}": 28, "default_language": 20, "form_id": 22,
}  # fmt: skip

YES_OR_EMPTY = ["required", "public_issue", "zero_tolerance", "national_only"]


def write(path: Path, sheets: dict[str, tuple[list[str], list[Row]]]) -> None:
    """`sheets` is, for each sheet, its columns and its rows; `survey` also gets bands and drop-down lists."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": path.stem, "author": "Fairthread", "created": WRITTEN_ON})
        looks = {"text_wrap": True, "valign": "top"}
        plain = book.add_format(looks)
        band = book.add_format({**looks, "bold": True, "bg_color": "#E4ECEA"})
        head = book.add_format({**looks, "bold": True, "bg_color": "#1F4E4A", "font_color": "#FFFFFF", "border": 1})
        for name, (columns, rows) in sheets.items():
            page = book.add_worksheet(name)
            page.freeze_panes(1, 2 if name == "survey" else 1)
            page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
            for at, column in enumerate(columns):
                page.set_column(at, at, WIDTHS.get(column, 14), plain)
                page.write_string(0, at, column, head)
                if name == "survey" and column in YES_OR_EMPTY:
                    page.data_validation(1, at, len(rows), at, {"validate": "list", "source": ["yes"]})
            for line, row in enumerate(rows, 1):
                look = band if row.get("type", "").startswith(("begin_", "end_")) else plain
                for at, column in enumerate(columns):
                    value = row.get(column, "")
                    if value and column in ("item", "order", "seq") and value.isdigit():
                        page.write_number(line, at, int(value), look)
                    elif value:
                        page.write_string(line, at, value, look)
                    elif look is band:
                        page.write_blank(line, at, None, look)
