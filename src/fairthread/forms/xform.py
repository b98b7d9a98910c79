"""Making an XForm: the rows of an XLSForm, plus the two repeats for findings and attachments."""

from __future__ import annotations

from collections.abc import Mapping

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from ..base.problems import Problem

EN, VI = "English (en)", "Tiếng Việt (vi)"
STANDARD = {
    "type",
    "name",
    "label",
    "hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "appearance",
    "default",
    "read_only",
    "choice_filter",
    "parameters",
    "repeat_count",
    "guidance_hint",
}
SETTINGS = {"form_title", "form_id", "version", "default_language"}
Rows = list[dict[str, str]]


def _extra(kind: str, name: str, english: str, vietnamese: str, **more: str) -> dict[str, str]:
    return {"type": kind, "name": name, f"label::{EN}": english, f"label::{VI}": vietnamese, **more}


EXTRA: Rows = [
    _extra("begin_repeat", "finding", "Words to a question", "Ghi chú cho câu hỏi"),
    _extra("text", "finding_question", "Question", "Câu hỏi"),
    _extra("text", "finding_evidence", "What was found", "Nội dung ghi nhận", appearance="multiline"),
    _extra("integer", "finding_workers", "Workers affected", "Số người lao động bị ảnh hưởng"),
    _extra("text", "finding_cause", "Root cause", "Nguyên nhân gốc", appearance="multiline"),
    _extra("text", "finding_private", "Note for the assessors only", "Ghi chú nội bộ", appearance="multiline"),
    {"type": "end_repeat"},
    _extra("begin_repeat", "attachment", "Attachment", "Tệp đính kèm"),
    _extra("text", "attachment_question", "Question", "Câu hỏi"),
    _extra("text", "attachment_id", "Identifier", "Mã nhận dạng"),
    _extra("text", "attachment_caption", "Caption", "Chú thích"),
    _extra("text", "attachment_file", "File", "Tệp"),
    {"type": "end_repeat"},
]
RESERVED = frozenset({row["name"] for row in EXTRA if "name" in row} | {"data", "meta", "instanceID", "instanceName"})
NOT_APPLICABLE = {"name": "na", f"label::{EN}": "Not applicable", f"label::{VI}": "Không áp dụng"}


def make_xform(
    survey: Rows, choices: Rows, settings: Mapping[str, str], calculated: Mapping[str, str] | None = None
) -> str:
    """The XForm as XML; the same rows give the same text. Columns that are not of the XLSForm standard are dropped.

    `calculated` gives, by question, the expression that its answer follows from: the question stays visible, cannot
    be changed by hand, and may always come out as `na`. Raises problem 4010 with what pyxform says.
    """
    follow = calculated or {}
    rows, lists = _plain(survey), [_standard(row, {"list_name", "name", "label"}) for row in choices]
    for row in rows:
        if row.get("name") in follow:
            row["calculation"], row["read_only"] = follow[row["name"]], "yes"
            row.pop("required", None)
            row["type"] = _with_na(row["type"], lists)
    sheets = {
        "survey": rows + [dict(row) for row in EXTRA],
        "choices": lists,
        "settings": [{key: value for key, value in settings.items() if key in SETTINGS and value}],
    }
    # Without these pyxform guesses the columns from the first hundred rows.
    heads = {f"{name}_header": [dict.fromkeys(key for row in sheet for key in row)] for name, sheet in sheets.items()}
    try:
        return convert({**sheets, **heads}, form_name="data").xform
    except PyXFormError as error:
        raise Problem(4010, what=" ".join(str(error).split())[:300]) from error


def _standard(row: Mapping[str, str], allowed: set[str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if value and key.split("::")[0] in allowed}


def _plain(survey: Rows) -> Rows:
    return [_standard(row, STANDARD) for row in survey]


def _with_na(kind: str, lists: Rows) -> str:
    """The type with a list that has `na`: a browser would drop an answer that is not in the list."""
    name = kind.split()[-1]
    inside = [row for row in lists if row["list_name"] == name]
    if any(row["name"] == "na" for row in inside):
        return kind
    wanted = f"{name}_na"
    if not any(row["list_name"] == wanted for row in lists):
        lists.extend({**row, "list_name": wanted} for row in inside)
        lists.append({"list_name": wanted, **NOT_APPLICABLE})
    return f"select_one {wanted}"
