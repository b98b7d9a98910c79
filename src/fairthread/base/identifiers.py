"""Public identifiers that catch a typing error.

Crockford's base 32 without I, L, O, U; the last sign is an ISO/IEC 7064 MOD 37,36 check over letters and digits.
"""

from __future__ import annotations

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_sign(text: str) -> str:
    """The ISO 7064 MOD 37,36 check sign of letters and digits."""
    total = 36
    for sign in text:
        total = total + _ALL.index(sign)
        total = (total % 36 or 36) * 2 % 37
    return _ALL[(37 - total) % 36]


def make(prefix: str, source: secrets.SystemRandom | None = None) -> str:
    """A new identifier such as `VN-7K3M-9Q2X-C`; it tells nothing about order or size."""
    draw = source or secrets.SystemRandom()
    body = "".join(draw.choice(SIGNS) for _ in range(8))
    return f"{prefix}-{body[:4]}-{body[4:]}-{check_sign(prefix + body)}"


def tidy(text: str) -> str:
    """What a person typed, in the stored form: upper case, O and I read as 0 and 1 in the body."""
    raw = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(raw) != 11:
        return text.strip().upper()
    body = raw[2:10].translate(str.maketrans("OIL", "011"))
    return f"{raw[:2]}-{body[:4]}-{body[4:]}-{raw[10]}"


def valid(text: str) -> bool:
    """Whether the check sign fits."""
    raw = text.replace("-", "")
    return len(raw) == 11 and all(s in _ALL for s in raw) and check_sign(raw[:-1]) == raw[-1]
