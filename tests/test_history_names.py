"""Everything that is ever written into a history reads as words in both languages, and its chain holds."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override

from fairthread.base import history
from fairthread.base.acting import Acting
from fairthread.base.models import HistoryEntry

SOURCE = Path(history.__file__).parents[1]
MADE = {
    "security.": "password_changed password_set password_reset totp_added totp_removed webauthn_added "
    "webauthn_removed recovery_codes_generated",
    "factory.": "applied enrolled paused left",
    "assessment.": "official superseded",
}


def names() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 3:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            name = node.args[1]
            if called != "log":
                continue
            if isinstance(name, ast.Constant):
                found.add(str(name.value))
            elif isinstance(name, ast.JoinedStr):
                start = name.values[0].value  # type: ignore[attr-defined]
                found |= {f"{start}{end}" for end in MADE[start].split()}
            else:
                raise AssertionError(f"{path}:{node.lineno}: a name that this test cannot read")
    return found


def test_every_name_in_the_history_has_words_in_both_languages():
    known = names()
    assert len(known) > 40
    unsaid = []
    for name in sorted(known):
        said = {}
        for language in ("en", "vi"):
            with override(language):
                said[language] = str(history._words.get(name, ""))
        if not said["en"] or said["en"] == said["vi"]:
            unsaid.append(name)
    assert unsaid == []


@pytest.mark.django_db
def test_the_chain_holds_after_a_round_through_the_database_and_breaks_with_a_change(factory, people):
    by = Acting(people["team_leader"], "page", "203.0.113.9")
    odd = {
        "text": "Đặng 😀 \u202e",
        "on": date(2026, 3, 2),
        "n": 0.1,
        "big": 10**20,
        "none": None,
        "deep": {"b": [1, {}], "a": 1},
    }
    history.log(by, "factory.edited", factory, **odd)
    history.log(by, "factory.edited", factory, at=datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC))
    assert history.broken_links(factory) == []
    last = history.of(factory).first()
    assert isinstance(last, HistoryEntry)
    last.data = {"another": "story"}
    assert history.chained("", last) != last.chain
