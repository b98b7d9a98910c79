"""The conditions of a form, computed outside the browser: `${other} = 'yes'`, `. >= 0 and . <= 100`.

XForms writes them in XPath 1.0 with a few functions more; lxml knows XPath, the functions are here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from ..base import clock

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


def references(expression: str) -> list[str]:
    """The names of the questions that an expression asks for, in order."""
    return list(dict.fromkeys(REFERENCE.findall(expression)))


def _words(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
        value = value.text or "" if isinstance(value, etree._Element) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


FUNCTIONS: dict[tuple[None, str], Any] = {
    (None, "if"): lambda _c, condition, yes, no: yes if condition else no,
    (None, "selected"): lambda _c, value, choice: _words(choice) in _words(value).split(),
    (None, "count-selected"): lambda _c, value: float(len(_words(value).split())),
    (None, "coalesce"): lambda _c, first, second: first if _words(first) else second,
    (None, "regex"): lambda _c, value, pattern: re.fullmatch(_words(pattern)[:200], _words(value)[:1000]) is not None,
    (None, "today"): lambda _c: clock.today().isoformat(),
    (None, "int"): lambda _c, value: float(int(float(_words(value)))),
}


@lru_cache(maxsize=2000)
def _compiled(expression: str) -> tuple[etree.XPath, dict[str, str]]:
    places: dict[str, str] = {}

    def variable(match: re.Match[str]) -> str:
        return f"${places.setdefault(match[1], f'v{len(places)}')}"

    return etree.XPath(REFERENCE.sub(variable, expression), extensions=FUNCTIONS), places


def check(expression: str) -> str:
    """What is wrong with the writing of an expression, or ""."""
    try:
        _compiled(expression)
    except (etree.XPathError, ValueError) as error:
        return str(error)
    return ""


def compute(expression: str, answers: Mapping[str, str], value: str = "") -> str | bool | float:
    """The value of an expression; `value` is what `.` stands for. A question without an answer is empty text."""
    run, places = _compiled(expression)
    here = etree.Element("answer")
    here.text = value
    found = run(here, **{variable: answers.get(name, "") for name, variable in places.items()})
    return found if isinstance(found, bool | float) else _words(found)


def holds(expression: str, answers: Mapping[str, str], value: str = "") -> bool:
    """Whether a condition is met. One that cannot be computed counts as met: better asked than lost."""
    try:
        return bool(compute(expression, answers, value))
    except (etree.XPathError, ValueError, TypeError):
        return True
