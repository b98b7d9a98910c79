"""A checked workbook as a definition, and the hash of what it says."""

from __future__ import annotations

import hashlib
import json
import re

from ..definition import ClusterDef, Definition, PointDef, QuestionDef
from .outline import Place, questions
from .sheets import EN, LANGUAGES, SHEETS, VI, Row, Workbook


def flag(text: str) -> bool:
    return text.strip().lower() in {"yes", "true", "1", "true()"}


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def split_legal(text: str) -> tuple[str, ...]:
    return tuple(part for piece in text.split(";") if (part := " ".join(piece.split())))


def languages(workbook: Workbook) -> tuple[str, ...]:
    """Codes of the languages that the survey has labels in."""
    sheet = workbook.sheets.get("survey")
    return tuple(code for code, name in LANGUAGES.items() if sheet and f"label::{name}" in sheet.columns)


def content_hash(workbook: Workbook) -> str:
    """SHA-256 of what our sheets say: saving the file again in another program changes nothing."""
    said = {
        name: [sorted(row.cells.items()) for row in workbook.rows(name)] for name in SHEETS if name in workbook.sheets
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def definition_of(workbook: Workbook) -> Definition:
    """What the workbook says. Check it first; a workbook with errors gives a definition with holes, or an error."""
    settings = workbook.settings
    lists: dict[str, list[tuple[str, str, str]]] = {}
    for row in workbook.rows("choices"):
        lists.setdefault(row["list_name"], []).append((row["name"], _text(row, EN), _text(row, VI)))
    country = settings["country"].upper()
    return Definition(
        form_id=settings["form_id"],
        version=settings["version"],
        title_en=settings[f"tool_title::{EN}"] or settings["form_title"],
        title_vi=settings[f"tool_title::{VI}"],
        country="" if country == "ZZ" else country,
        sectors=tuple(settings["sectors"].split()),
        based_on=settings["based_on"],
        note_en=settings[f"note::{EN}"],
        note_vi=settings[f"note::{VI}"],
        languages=languages(workbook),
        clusters=tuple(
            ClusterDef(row["cluster"], number(row["order"]) or place, row["kind"], _text(row, EN), _text(row, VI))
            for place, row in enumerate(workbook.rows("clusters"), start=1)
        ),
        points=tuple(
            PointDef(
                row["compliance_point"],
                row["cluster"],
                number(row["order"]) or place,
                _text(row, EN),
                _text(row, VI),
            )
            for place, row in enumerate(workbook.rows("compliance_points"), start=1)
        ),
        questions=tuple(
            _question(place, position, lists) for position, place in enumerate(questions(workbook.rows("survey")))
        ),
    )


def _text(row: Row, language: str) -> str:
    return row[f"label::{language}"]


def _question(place: Place, position: int, lists: dict[str, list[tuple[str, str, str]]]) -> QuestionDef:
    row = place.row
    listed = row["type"].split()[1:2] if place.kind.startswith("select") else []
    return QuestionDef(
        name=row["name"],
        code=row["code"],
        position=position,
        kind=row["kind"],
        type=row["type"],
        cluster=row["cluster"],
        point=row["compliance_point"],
        label_en=_text(row, EN) or _text(row, VI),
        label_vi=_text(row, VI),
        concept=row["concept"],
        repeat=place.repeat,
        compliant_answer=row["compliant_answer"],
        parent=row["parent"],
        gate=row["gate"],
        relevant=place.relevant,
        constraint=row["constraint"],
        required=flag(row["required"]),
        tags=tuple(re.split(r"[\s,]+", row["tags"].strip())) if row["tags"] else (),
        legal=split_legal(row["legal"]),
        choices=tuple(lists.get(listed[0], ())) if listed else (),
        hint_en=row[f"hint::{EN}"],
        hint_vi=row[f"hint::{VI}"],
        evidence_en=row[f"evidence::{EN}"],
        evidence_vi=row[f"evidence::{VI}"],
        public_issue=flag(row["public_issue"]),
        zero_tolerance=flag(row["zero_tolerance"]),
        national_only=flag(row["national_only"]),
        country_option=row["country_option"],
        item=row["item"],
    )
