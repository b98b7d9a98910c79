"""A setting that cannot be used is named at start, with what was found and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairthread import config

from .programs import environment, fairthread


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("PORT", "eighty", "a whole number from 1 to 65535"),
        ("PORT", "0", "a whole number from 1 to 65535"),
        ("PORT", "65536", "a whole number from 1 to 65535"),
        ("PORT", "²", "a whole number from 1 to 65535"),
        ("WEB_WORKERS", "0", "a whole number from 1 to 64"),
        ("UPLOAD_MAX_MB", "-1", "a whole number"),
        ("FAIRTHREAD_DEMO", "maybe", "1 or 0"),
        ("BASE_URL", "fairthread.example.org", "an address that begins with http:// or https://"),
        ("LANGUAGE", "fr", "vi or en"),
    ],
)
def test_a_bad_setting_is_named(monkeypatch, name, text, expected):
    monkeypatch.setenv(name, text)
    with pytest.raises(config.BadSetting) as caught:
        config.read()
    assert str(caught.value) == f"Setting {name}: found {text!r}, expected {expected}. See docs/reference/settings.md."


@pytest.mark.parametrize("url", ["mysql://host/name", "postgresql://host:99999/name", "postgresql://host:x/name"])
def test_a_database_that_cannot_be_is_named(url):
    with pytest.raises(config.BadSetting, match="DATABASE_URL"):
        config.database(url, Path("/nowhere"))


def test_a_database_address_is_read_part_by_part():
    found = config.database("postgresql://a%40b:p%2Fw@db.example.org:5433/fair", Path("/nowhere"))
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("a@b", "p/w", "db.example.org")
    assert (found["PORT"], found["NAME"]) == ("5433", "fair")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////srv/fair.sqlite3", "/srv/fair.sqlite3"),
        ("sqlite:///srv/fair.sqlite3", "/srv/fair.sqlite3"),
        ("", "/data/fairthread.sqlite3"),
    ],
)
def test_a_sqlite_path_is_absolute(url, path):
    assert config.database(url, Path("/data"))["NAME"] == path


def test_the_program_says_one_line_and_no_traceback(tmp_path):
    done = fairthread("check", env=environment(tmp_path, PORT="http"))
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        "Setting PORT: found 'http', expected a whole number from 1 to 65535. See docs/reference/settings.md."
    ]


def test_a_programme_without_its_key_does_not_start_but_help_does(tmp_path):
    env = environment(tmp_path, FAIRTHREAD_DEMO=0)
    assert "SECRET_KEY" in fairthread("check", env=env).stderr
    assert fairthread("--help", env=env).returncode == 0
    assert "Example:" in fairthread("serve", "--help", env=env).stdout


def test_the_demonstration_keeps_its_own_key(tmp_path):
    first = config.secret_key("", True, tmp_path)
    assert first == config.secret_key("", True, tmp_path)
    assert (tmp_path / "demo-secret").stat().st_mode & 0o077 == 0
