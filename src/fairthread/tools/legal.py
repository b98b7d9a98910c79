"""How a legal reference of a workbook reads: `VN 45/2019/QH14 art. 113(1)` is "Điều 113 khoản 1, 45/2019/QH14"."""

from __future__ import annotations

import re

_ARTICLE = re.compile(
    r"[A-Z]{2} (?P<instrument>\S+)(?: art\. (?P<article>\d+[a-z]?)(?P<parts>(?:\([^)]+\)(?:-\([^)]+\))?)*))?\Z"
)
_ILO = re.compile(r"ILO ([CRP])(\d+)\Z")
_KINDS = {
    "en": {"C": "ILO Convention {}", "R": "ILO Recommendation {}", "P": "ILO Protocol {}"},
    "vi": {"C": "Công ước ILO số {}", "R": "Khuyến nghị ILO số {}", "P": "Nghị định thư ILO số {}"},
}


def legal_words(reference: str, language: str) -> str:
    """The reference in `en` or `vi`; one of another shape stays as it stands in the workbook."""
    if ilo := _ILO.match(reference):
        return _KINDS[language][ilo.group(1)].format(ilo.group(2))
    found = _ARTICLE.match(reference)
    if not found:
        return reference
    instrument, article, parts = found.group("instrument"), found.group("article"), found.group("parts")
    if language == "vi":
        instrument = instrument.replace("ND-CP", "NĐ-CP")
    if not article:
        return instrument
    if language == "en":
        return f"Art. {article}{parts}, {instrument}"
    return f"Điều {article}{_clauses(parts)}, {instrument}"


def _clauses(parts: str) -> str:
    """`(2)(a)-(b)` is " khoản 2 điểm a-b"; `dd` in the workbook stands for the letter đ."""
    names = [part.replace("dd", "đ") for part in re.findall(r"\(([^)]+)\)(?!-)|(?:\([^)]+\)-\([^)]+\))", parts) if part]
    ranges = [f"{first}-{last}".replace("dd", "đ") for first, last in re.findall(r"\(([^)]+)\)-\(([^)]+)\)", parts)]
    words = ""
    for place, name in enumerate([*names[: 2 - len(ranges)], *ranges]):
        words += f" {'khoản' if place == 0 and name[0].isdigit() else 'điểm'} {name}"
    return words
