"""Numbered problems read well, and programs get what they can compute with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.utils.translation import override

from fairthread.base import commands
from fairthread.base.problems import Problem


def test_days_are_written_as_people_write_them_and_programs_get_them_as_iso():
    problem = Problem(6025, due=date(2026, 11, 28))
    assert "until 28 Nov 2026" in problem.sentence("en") and "28/11/2026" in problem.sentence("vi")
    assert problem.as_dict()["detail"] == {"due": "2026-11-28"}
    evening = Problem(6025, due=datetime(2026, 11, 28, 20, tzinfo=UTC))  # the next day in Hà Nội
    with override("vi"):
        assert "29/11/2026" in str(evening)


@pytest.fixture
def told():
    """told(*words): what a command with a file and a day says when it is called with them."""
    group = commands.Program("test")

    @group.command("go")
    @click.argument("file", type=commands.FILE)
    @click.option("--on", type=commands.DAY)
    def go(file: Path, on: datetime | None) -> None:
        click.echo(f"{file.name} {on:%Y}")

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(group, ["go", *words])
        return result.exit_code, result.output

    with override("en"):
        yield run


def test_a_missing_file_and_a_wrong_day_are_numbered_problems(told):
    assert told(__file__, "--on", "2026-03-02") == (0, "test_problems.py 2026\n")
    code, text = told("nowhere.csv")
    assert code == 2 and text.startswith("FT-1012: There is no file “nowhere.csv”") and "Usage" not in text
    code, text = told(__file__, "--on", "02/03/2026")
    assert code == 2 and text.startswith("FT-1013: “02/03/2026” after --on is not a day.")


@pytest.mark.django_db
def test_a_person_nobody_knows_is_a_numbered_problem():
    with pytest.raises(Problem) as caught:
        commands.acting("nobody@example.org")
    assert caught.value.number == 1011
