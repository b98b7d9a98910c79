"""Each row of the survey on its own."""

from __future__ import annotations

import re

from ...forms.xform import RESERVED
from ..models import Question
from ..workbook.content import split_legal
from ..workbook.outline import ANSWERED, SILENT, STRUCTURE, Place, places
from ..workbook.sheets import Row
from .codes import NAME, labels
from .report import Findings, suggestion

FLAGS = ["required", "public_issue", "zero_tolerance", "national_only"]
CONCEPT = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*\Z")
TAG = re.compile(r"[a-z0-9_]+\Z")
LEGAL = re.compile(r"(ILO [CRP]\d{1,3}( .+)?|(?!ILO [CRP]?\d)[A-Z]{2,5}(-[A-Z0-9]+)* \S.*)\Z")
LIMITS = {"name": 100, "code": 60, "concept": 80, "type": 60, "item": 20}


def check(findings: Findings) -> None:
    rows = findings.workbook.rows("survey")
    _groups(findings, rows)
    _unique(findings, rows)
    count = 0
    for place in places(rows):
        row = place.row
        _type(findings, place)
        _name(findings, row)
        for column, limit in LIMITS.items():
            if len(row[column]) > limit:
                findings.add(5023, "survey", row, column, limit=limit)
        if place.is_question:
            count += 1
            _question(findings, place)
        if place.is_question or place.kind in ("begin_group", "begin_repeat", "note"):
            labels(findings, "survey", row, 2000)
    if not count:
        findings.add(5004, "survey", 1, "type")


def _type(findings: Findings, place: Place) -> None:
    row, kind = place.row, place.kind
    if not kind:
        findings.add(5010, "survey", row, "type")
    elif kind not in ANSWERED | SILENT | STRUCTURE:
        findings.add(5015, "survey", row, "type", value=row["type"], suggestion=suggestion(kind, sorted(ANSWERED)))
    elif kind.startswith("select"):
        lists = [choice["list_name"] for choice in findings.workbook.rows("choices")]
        wanted = row["type"].split()[1:]
        if len(wanted) != 1 or wanted[0] not in lists:
            value = " ".join(wanted)
            findings.add(5016, "survey", row, "type", value=value, suggestion=suggestion(value, lists))


def _name(findings: Findings, row: Row) -> None:
    name = row["name"]
    if not name:
        findings.add(5010, "survey", row, "name")
    elif not NAME.match(name):
        hint = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "–"
        findings.add(5021, "survey", row, "name", value=name, suggestion=hint if NAME.match(hint) else f"q_{hint}")
    elif name in RESERVED or name.lower().startswith("xml"):
        findings.add(5022, "survey", row, "name", value=name)


def _question(findings: Findings, place: Place) -> None:
    row = place.row
    for column in ("code", "cluster", "compliance_point", "kind"):
        if not row[column]:
            findings.add(5010, "survey", row, column)
    if row["code"] and not CODE.match(row["code"]):
        findings.add(5021, "survey", row, "code", value=row["code"], suggestion="OSH-EP-06")
    if row["concept"] and not CONCEPT.match(row["concept"]):
        hint = re.sub(r"[^a-z0-9]+", "_", row["concept"].lower()).strip("_") or "–"
        findings.add(5021, "survey", row, "concept", value=row["concept"], suggestion=hint)
    if row["kind"] and row["kind"] not in Question.KINDS:
        hint = suggestion(row["kind"], Question.KINDS)
        findings.add(5014, "survey", row, "kind", value=row["kind"], suggestion=hint)
    _answers(findings, place)
    for column in FLAGS:
        if row[column] and row[column].lower() not in {"yes", "no", "true", "false", "true()"}:
            findings.add(5019, "survey", row, column, value=row[column], suggestion="yes")
    for tag in row["tags"].split():
        if not TAG.match(tag):
            findings.add(5021, "survey", row, "tags", value=tag, suggestion=re.sub(r"\W+", "_", tag).lower())
    for reference in split_legal(row["legal"]):
        if not LEGAL.match(reference):
            findings.add(5030, "survey", row, "legal", value=reference)


def _answers(findings: Findings, place: Place) -> None:
    row = place.row
    answer = row["compliant_answer"]
    if answer and answer not in ("yes", "no"):
        findings.add(
            5019, "survey", row, "compliant_answer", value=answer, suggestion=suggestion(answer, ["yes", "no"])
        )
    elif not answer and (row["kind"] == "compliance" or "pre_stage_2" in row["tags"].split()):
        findings.add(5026, "survey", row, "compliant_answer")
    if row["kind"] == "compliance":
        if row["type"] not in ("select_one yes_no", "select_one yes_no_na"):
            hint = suggestion(row["type"], ["select_one yes_no", "select_one yes_no_na"])
            findings.add(5027, "survey", row, "type", value=row["type"], suggestion=hint)
        if place.repeat:
            findings.add(5038, "survey", row, "kind", value=place.repeat)
    if row["kind"] == "gate" and row["type"] != "select_one yes_no":
        findings.add(5027, "survey", row, "type", value=row["type"], suggestion="select_one yes_no")


def _groups(findings: Findings, rows: list[Row]) -> None:
    """Each group and repeat is closed by its own kind."""
    open_: list[Row] = []
    for row in rows:
        kind = row["type"]
        if kind in ("begin_group", "begin_repeat"):
            open_.append(row)
        elif kind in ("end_group", "end_repeat"):
            if not open_:
                findings.add(5032, "survey", row, "type", value=kind, suggestion="–")
            elif open_[-1]["type"][6:] != kind[4:]:
                wanted = f"end_{open_.pop()['type'][6:]}"
                findings.add(5032, "survey", row, "type", value=kind, suggestion=wanted)
            else:
                open_.pop()
    for row in open_:
        findings.add(5032, "survey", row, "type", value=row["type"], suggestion=f"end_{row['type'][6:]}")


def _unique(findings: Findings, rows: list[Row]) -> None:
    """Names, codes and concepts stand once. Two groups may share a name, a group and a question may not."""
    for column in ("name", "code", "concept"):
        seen: dict[str, Place] = {}
        for place in places(rows):
            value = place.row[column]
            if not value or (column != "name" and place.kind.startswith("begin_")):
                continue
            first = seen.setdefault(value, place)
            both_groups = place.kind.startswith("begin_") and first.kind.startswith("begin_")
            same_group = both_groups and place.groups == first.groups
            if first is not place and (not both_groups or same_group):
                findings.add(5020, "survey", place.row, column, value=value, first=first.row.number)
