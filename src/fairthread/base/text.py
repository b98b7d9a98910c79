"""Folded text: what people type and what is stored meet without case and diacritics."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case, without diacritics, single spaces. `đ` has no decomposition, so it is mapped before NFD."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _SPACES.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def slug(text: str, longest: int = 60) -> str:
    """Lower-case ASCII words joined by underscores, for codes made from labels."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")[:longest]


def storable(text: str) -> bool:
    """Whether every database keeps it: no NUL and no half of a sign (JSON lets both through)."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
