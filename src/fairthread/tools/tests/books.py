"""Small workbooks for the tests, changed by hand where a test needs it."""

from __future__ import annotations

import copy
import io

import xlsxwriter

from fairthread.tools.workbook.sheets import EN, VI


def both(english: str, vietnamese: str = "") -> dict[str, str]:
    return {f"label::{EN}": english, f"label::{VI}": vietnamese or f"{english} (vi)"}


def question(name: str, code: str, **more: str) -> dict[str, str]:
    row = {
        "type": "select_one yes_no",
        "name": name,
        "code": code,
        **both(f"Is {name} right?", f"{name} có đúng không?"),
        "concept": name,
        "cluster": "osh",
        "compliance_point": "exits",
        "kind": "compliance",
        "compliant_answer": "yes",
        "required": "yes",
    }
    return {**row, **more}


BOOK: dict[str, list[dict[str, str]]] = {
    "survey": [
        {"type": "begin_group", "name": "osh", **both("Safety and health")},
        {"type": "begin_group", "name": "exits", **both("Emergency exits")},
        question("exits_ok", "OSH-01", type="select_one yes_no", required=""),
        question("exits_open", "OSH-02", type="select_one yes_no_na", parent="exits_ok",
                 legal="ILO C155; VN 84/2015/QH13 art. 16"),
        question("exits_blocked", "OSH-03", compliant_answer="no", parent="exits_ok", public_issue="yes"),
        question("has_dormitory", "OSH-04", kind="gate", compliant_answer=""),
        question("dormitory_safe", "OSH-05", gate="has_dormitory",
                 relevant="${has_dormitory} = 'yes'", zero_tolerance="yes"),
        question("workers", "OSH-06", type="integer", kind="information", compliant_answer="", constraint=". >= 0"),
        {"type": "begin_repeat", "name": "union", **both("Union")},
        question("union_name", "OSH-07", type="text", kind="information", compliant_answer="", required=""),
        {"type": "end_repeat"},
        {"type": "end_group"},
        {"type": "end_group"},
    ],
    "choices": [
        {"list_name": "yes_no", "name": "yes", **both("Yes", "Có")},
        {"list_name": "yes_no", "name": "no", **both("No", "Không")},
        {"list_name": "yes_no_na", "name": "yes", **both("Yes", "Có")},
        {"list_name": "yes_no_na", "name": "no", **both("No", "Không")},
        {"list_name": "yes_no_na", "name": "na", **both("Not applicable", "Không áp dụng")},
    ],
    "settings": [
        {
            "form_title": "Test tool",
            "form_id": "test_tool",
            "version": "1",
            "default_language": VI,
            "country": "ZZ",
            "sectors": "",
            "based_on": "",
        }
    ],
    "clusters": [{"cluster": "osh", "order": "1", "kind": "national", **both("Safety and health", "An toàn")}],
    "compliance_points": [
        {"compliance_point": "exits", "cluster": "osh", "order": "1", **both("Emergency exits", "Lối thoát hiểm")}
    ],
}  # fmt: skip


def book() -> dict[str, list[dict[str, str]]]:
    """A fresh copy of a workbook without errors. Question n of the survey stands in row n + 2."""
    return copy.deepcopy(BOOK)


def xlsx(sheets: dict[str, list[dict[str, str]]], formula: tuple[str, str] | None = None) -> bytes:
    """The file. `formula` is a sheet and a cell that becomes one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as target:
        for name, rows in sheets.items():
            page = target.add_worksheet(name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            page.write_row(0, 0, columns)
            for line, row in enumerate(rows, start=1):
                for place, column in enumerate(columns):
                    if row.get(column):
                        page.write_string(line, place, row[column])
            if formula and formula[0] == name:
                page.write_formula(formula[1], "=1+1")
    return out.getvalue()


def with_version(version: str, **changes: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """The workbook as another version, in which the named questions are changed."""
    made = book()
    made["settings"][0]["version"] = version
    for row in made["survey"]:
        row.update(changes.get(row.get("name", ""), {}))
    return made
