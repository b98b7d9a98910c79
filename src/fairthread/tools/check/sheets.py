"""Sheets, columns and settings."""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz, process

from ..workbook.sheets import EN, LANGUAGES, SHEETS, VI
from .report import Findings, suggestion

NEEDED = {
    "survey": ["type", "name", "code", "concept", "cluster", "compliance_point", "kind", "compliant_answer"],
    "choices": ["list_name", "name"],
    "settings": ["form_title", "form_id", "version", "default_language", "country"],
    "clusters": ["cluster", "order", "kind"],
    "compliance_points": ["compliance_point", "cluster", "order"],
}
KNOWN = {
    "survey": NEEDED["survey"]
    + ["required", "relevant", "constraint", "calculation", "appearance", "tags", "parent", "gate", "legal"]
    + ["public_issue", "zero_tolerance", "national_only", "country_option", "item", "default", "read_only"]
    + ["choice_filter", "parameters", "repeat_count"],
    "choices": NEEDED["choices"],
    "settings": NEEDED["settings"] + ["sectors", "based_on"],
    "clusters": NEEDED["clusters"],
    "compliance_points": NEEDED["compliance_points"] + ["kind"],
}
SPOKEN = {
    "survey": ["label", "hint", "constraint_message", "required_message", "guidance_hint", "evidence"],
    "choices": ["label"],
    "settings": ["note", "tool_title"],
    "clusters": ["label"],
    "compliance_points": ["label"],
}
FORM_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,99}\Z")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}\Z")
SECTOR = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def check(findings: Findings) -> bool:
    """Whether the sheets and columns are there; without them nothing else can be said."""
    book = findings.workbook
    for name in SHEETS:
        if name not in book.sheets:
            findings.add(5001, name, 0, "–", suggestion=suggestion(name, book.others))
            continue
        columns = book.sheets[name].columns
        spoken = [f"{part}::{language}" for part in SPOKEN[name] for language in LANGUAGES.values()]
        for column in NEEDED[name]:
            if column not in columns:
                findings.add(5002, name, 1, column, suggestion=suggestion(column, columns))
        if name != "settings" and not any(f"label::{language}" in columns for language in LANGUAGES.values()):
            findings.add(5002, name, 1, f"label::{EN}", suggestion=suggestion(f"label::{EN}", columns))
        _misspelt(findings, name, [column for column in KNOWN[name] + spoken if column not in columns])
    for sheet, cell in book.formulas:
        row = int("".join(filter(str.isdigit, cell)) or 0)
        letters = "".join(filter(str.isalpha, cell))
        columns = book.sheets[sheet].columns
        findings.add(5005, sheet, row, next((name for name, at in columns.items() if at == letters), letters))
    return not any(problem.number in (5001, 5002) for problem in findings.found)


def _misspelt(findings: Findings, sheet: str, absent: list[str]) -> None:
    """A column that means nothing here but looks like one that is absent would be lost without a word."""
    spoken = [f"{part}::{language}" for part in SPOKEN[sheet] for language in LANGUAGES.values()]
    for column in findings.workbook.sheets[sheet].columns:
        if column in KNOWN[sheet] or column in spoken:
            continue
        meant = process.extractOne(column, absent, scorer=fuzz.ratio, score_cutoff=85)
        if meant:
            findings.add(5003, sheet, 1, column, suggestion=meant[0])


def check_settings(findings: Findings, countries: Collection[str], sectors: Collection[str]) -> None:
    rows = findings.workbook.rows("settings")
    if not rows:
        findings.add(5010, "settings", 2, "form_id")
        return
    row = rows[0]
    for column in NEEDED["settings"]:
        if not row[column]:
            findings.add(5010, "settings", row, column)
    for column, form in (("form_id", FORM_ID), ("version", VERSION)):
        if row[column] and not form.match(row[column]):
            findings.add(5021, "settings", row, column, value=row[column], suggestion=_slug(row[column]))
    if len(row["form_title"]) > 200:
        findings.add(5023, "settings", row, "form_title", limit=200)
    language = row["default_language"]
    if language and language not in (EN, VI):
        findings.add(
            5011, "settings", row, "default_language", value=language, suggestion=suggestion(language, [VI, EN])
        )
    country = row["country"].upper()
    if country and (not re.match(r"[A-Z]{2}\Z", country) or (countries and country not in {"ZZ", *countries})):
        hint = suggestion(row["country"], ["ZZ", *countries] if countries else ["VN", "ZZ"])
        findings.add(5011, "settings", row, "country", value=row["country"], suggestion=hint)
    for sector in row["sectors"].split():
        if not SECTOR.match(sector) or (sectors and sector not in sectors):
            findings.add(
                5011, "settings", row, "sectors", value=sector, suggestion=suggestion(sector, sectors or ["apparel"])
            )


def _slug(text: str) -> str:
    from ...base.text import slug

    return slug(text) or "tool_2026"
