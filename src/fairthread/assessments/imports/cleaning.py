"""The cleaning rules for exports of the existing system. Pure; each rule names its source.

Sources: programme-model §2.5, which describes the programme's own R manual of 2018 (github.com/sck4/RManual).
"""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache, lru_cache

from ... import config
from ...base.text import fold

SPELLINGS = config.DATA / "import" / "star_spellings.csv"
CORE = {
    "child labour",
    "discrimination",
    "forced labour",
    "freedom of association and collective bargaining",
}  # programme-model §2.1: four clusters rest on core conventions, four on national law
NATIONAL = {
    "compensation",
    "contracts and human resources",
    "occupational safety and health",
    "working time",
}
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z", re.ASCII)
_CYCLE = re.compile(r"(?:cycle\s*)?(\d{1,2})(?:\.0)?\Z", re.ASCII | re.IGNORECASE)
_FORMULA = re.compile(r"[=@]|[+\-]\S*(?:[A-Za-z]\(|[|!])")
_SIGNS = re.compile(r"[^\w]+")
EARLIEST = 1995  # no programme of this kind assessed factories before


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """What two spellings of one name share: folded letters and digits, `&` read as `and`.

    Programme-model §2.5 merges spellings of one compliance point; case and punctuation are the harmless part of it.
    """
    return _SIGNS.sub(" ", fold(text.replace("&", " and "))).strip()


@cache
def _spellings() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"cluster": {}, "point": {}, "country": {}}
    with SPELLINGS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["kind"]][key(row["spelling"])] = row["stands_for"]
    return found


def cluster_name(text: str) -> str:
    """The cluster's one name: "Systems" is Occupational Safety and Health (programme-model §2.5); others stay."""
    return _spellings()["cluster"].get(key(text), text)


def point_name(text: str) -> str:
    """The compliance point's one name: three spellings of hazardous work are one point (programme-model §2.5)."""
    return _spellings()["point"].get(key(text), text)


def cluster_key(text: str) -> str:
    """Equal for all spellings of one cluster, in any tool version."""
    return key(cluster_name(text))


def point_key(text: str) -> str:
    """Equal for all spellings of one compliance point, in any tool version."""
    return key(point_name(text))


def cluster_kind(text: str, counts: bool) -> str:
    """`core` or `national` for the eight clusters (programme-model §2.1).

    An unknown cluster counts as national if it holds a compliance question, else it is `process` and never counts.
    """
    known = cluster_key(text)
    if known in CORE:
        return "core"
    return "national" if known in NATIONAL or counts else "process"


def country_code(text: str) -> str:
    """The ISO 3166 code of a country's name or code; "" when it is not known."""
    return _spellings()["country"].get(key(text), text.strip().upper() if len(text.strip()) == 2 else "")


def is_obsolete(factory_name: str) -> bool:
    """Factories with "(Obsolete)" in the name are dropped, in every function (programme-model §2.5: a filter that the
    R manual forgets in some)."""
    return "(obsolete)" in factory_name.casefold()


def is_formula(text: str) -> bool:
    """A cell that a spreadsheet would run: begins with = or @, or with + or - before a call.

    "-5", "+84 (28) 38" and "- two workers (of five)" are answers, not formulas.
    """
    return bool(text) and text[0] in "=@+-" and _FORMULA.match(text) is not None


def start_date(text: str) -> date | None:
    """dd/mm/yyyy as the export writes it (programme-model §2.5); None when it is no such day."""
    found = _DATE.match(text)
    if not found:
        return None
    try:
        day = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return day if day.year >= EARLIEST else None


def cycle_number(text: str) -> int | None:
    """1 to 99; "Cycle 3" and "3.0" are read as 3."""
    found = _CYCLE.match(text)
    return int(found[1]) or None if found else None


def finding_code(text: str) -> str:
    """Of an NCQ row: "1" non-compliant, "0" compliant (programme-model §2.5), "na" not applicable; else ""."""
    return {"1": "1", "0": "0", "1.0": "1", "0.0": "0", "na": "na", "n/a": "na"}.get(text.casefold(), "")


def tags(text: str) -> tuple[str, ...]:
    """The tags of a question, in order and once."""
    return tuple(dict.fromkeys(tag for part in re.split(r"[;,|]", text) if (tag := part.strip())))


def is_public(text: str) -> bool:
    """The question belongs to the public issues: its tags hold "Public Disclosure" (programme-model §2.5)."""
    return "public disclosure" in text.casefold()
