"""Texts from people, made safe to set: nothing invisible, nothing the fonts lack, nothing that cannot be broken."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "base" / "fonts"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
ZERO_WIDTH_SPACE = "\u200b"
LONGEST_WORD = 22


def tidy(text: object) -> str:
    """Composed (NFC) text without control, direction and other invisible characters; lines kept, ends stripped."""
    composed = unicodedata.normalize("NFC", str(text if text is not None else ""))
    composed = composed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in _INVISIBLE).strip()


# Direction marks could make a printed sentence read differently from the stored one; lone surrogates break UTF-8.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: object, longest: int = LONGEST_WORD) -> str:
    """`tidy` for print: a sign no shipped font has is named in brackets, and long words may break.

    PDF/UA forbids glyphs that are not there, so one emoji would otherwise stop the whole report. Scripts the
    shipped fonts lack become one replacement character per run; put a TTF in `base/fonts` and they print.
    """
    shown = []
    for char in tidy(text):
        if char == "\n" or ord(char) in covered():
            shown.append(char)
        elif unicodedata.category(char) in {"Mn", "Me"}:
            continue
        elif unicodedata.category(char) == "So" and (name := unicodedata.name(char, "")):
            shown.append(f"[{name.lower()}]")
        elif not shown or shown[-1] != UNKNOWN:
            shown.append(UNKNOWN)
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: _breakable(word.group(), longest), "".join(shown))


def _breakable(word: str, longest: int) -> str:
    step = max(longest // 2, 4)
    return ZERO_WIDTH_SPACE.join(word[i : i + step] for i in range(0, len(word), step))


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points that the regular fonts in `base/fonts` can draw (a fallback face need not be bold)."""
    points: set[int] = set()
    for path in sorted(FONTS.glob("*-Regular.ttf")):
        points |= _cmap(path.read_bytes())
    return frozenset(points)


def _cmap(font: bytes) -> set[int]:
    """Code points of a TrueType file: `cmap` formats 4 and 12 (OpenType specification, "cmap")."""
    tables = {font[12 + 16 * i : 16 + 16 * i]: 12 + 16 * i for i in range(struct.unpack_from(">H", font, 4)[0])}
    start = struct.unpack_from(">I", font, tables[b"cmap"] + 8)[0]
    points: set[int] = set()
    for i in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">I", font, start + 8 + 8 * i)[0]
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == 12:
            for g in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last = struct.unpack_from(">II", font, at + 16 + 12 * g)
                points.update(range(first, last + 1))
        elif kind == 4:
            twice = struct.unpack_from(">H", font, at + 6)[0]
            ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
            starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
            for first, last in zip(starts, ends, strict=True):
                points.update(range(first, last + 1) if first != 0xFFFF else ())
    return points
