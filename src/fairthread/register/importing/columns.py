"""The columns of an import table. A head may be the code or either label, whatever the case and diacritics."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language

from ...base.problems import Problem
from ...base.text import slug


@dataclass(frozen=True)
class Column:
    code: str
    en: str
    vi: str
    example: str
    hint_en: str
    hint_vi: str

    @property
    def label(self) -> str:
        """In the language of the reader."""
        return self.vi if (get_language() or "").startswith("vi") else self.en

    @property
    def hint(self) -> str:
        return self.hint_vi if (get_language() or "").startswith("vi") else self.hint_en


def _read() -> list[Column]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as lines:
        return [Column(**row) for row in csv.DictReader(lines)]


COLUMNS = _read()
BY_CODE = {column.code: column for column in COLUMNS}
_HEADS = {slug(head): column.code for column in COLUMNS for head in (column.code, column.en, column.vi)}


def codes_of(heads: list[str]) -> dict[str, str]:
    """{head of the file: code}. Raises 3030 for a head that no column has, 3031 when nothing identifies a factory."""
    found = {head: _HEADS.get(slug(head), "") for head in heads}
    if strange := [head for head, code in found.items() if not code]:
        raise Problem(3030, columns=", ".join(strange[:5]))
    codes = list(found.values())
    if twice := [code for code in codes if codes.count(code) > 1]:
        raise Problem(3030, columns=", ".join(sorted(set(twice))))
    if not {"name", "public_id", "source_id"} & set(codes):
        raise Problem(3031)
    return found
