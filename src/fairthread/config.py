"""Every setting that the environment may give, with its meaning, checked at start.

`docs/reference/settings.md` names each one; a test holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


class BadSetting(SystemExit):
    """A setting cannot be used; says which, what was found and what is expected."""

    def __init__(self, name: str, found: str, expected: str) -> None:
        super().__init__(f"Setting {name}: found {found!r}, expected {expected}. See docs/reference/settings.md.")


def _flag(name: str, text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise BadSetting(name, text, "1 or 0")


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadSetting(name, text, "a whole number")
    return int(text)


def _port(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BadSetting(name, text, "a whole number from 1 to 65535")
    return int(text)


def _processes(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 64):
        raise BadSetting(name, text, "a whole number from 1 to 64")
    return int(text)


def _words(name: str, text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _text(name: str, text: str) -> str:
    return text


def _folder(name: str, text: str) -> Path:
    return Path(text).expanduser().resolve()


def _address(name: str, text: str) -> str:
    if urlparse(text).scheme not in {"http", "https"}:
        raise BadSetting(name, text, "an address that begins with http:// or https://")
    return text.rstrip("/")


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    read: Callable[[str, str], object]
    meaning: str

    def value(self):
        return self.read(self.name, os.environ.get(self.name, self.default))


SETTINGS = [
    Setting(
        "FAIRTHREAD_DEMO",
        "0",
        _flag,
        "1 runs the worked example: demo marks on every page, one-click sign-in.",
    ),
    Setting("SECRET_KEY", "", _text, "Signs sessions and links. Needed unless the demo runs, which makes its own."),
    Setting(
        "DATABASE_URL",
        "",
        _text,
        "sqlite:///path or postgresql://user:password@host:port/name; empty: SQLite in DATA_DIR.",
    ),
    Setting(
        "DATA_DIR",
        str(ROOT / "var"),
        _folder,
        "Folder for the SQLite database, uploaded files and issued reports.",
    ),
    Setting("PORT", "8000", _port, "Port to listen on."),
    Setting("HOST", "127.0.0.1", _text, "Address to listen on; 0.0.0.0 for all."),
    Setting(
        "BASE_URL",
        "",
        _text,
        "Public address of the site, for links in mails and the QR code; empty: http://localhost:PORT.",
    ),
    Setting(
        "ALLOWED_HOSTS",
        "localhost,127.0.0.1",
        _words,
        "Host names that may be asked for, separated by commas.",
    ),
    Setting("EMAIL_URL", "", _text, "smtp://user:password@host:port, or empty to write mails into DATA_DIR/mail."),
    Setting("EMAIL_FROM", "Fairthread <no-reply@example.org>", _text, "Sender of mails."),
    Setting("PROGRAMME_NAME", "Fairthread programme", _text, "Name of the programme, on pages and reports."),
    Setting("TIME_ZONE", "Asia/Ho_Chi_Minh", _text, "Zone in which times are shown."),
    Setting("LANGUAGE", "vi", _text, "Language of a first visit: vi or en."),
    Setting("WEB_WORKERS", "2", _processes, "Server processes."),
    Setting("UPLOAD_MAX_MB", "20", _number, "Largest file that a person may upload, in MB."),
    Setting("DEBUG", "0", _flag, "1 shows error pages with source code. Never in production."),
]


def read() -> dict[str, Any]:
    """All settings by name, checked."""
    values = {setting.name: setting.value() for setting in SETTINGS}
    if values["LANGUAGE"] not in {"vi", "en"}:
        raise BadSetting("LANGUAGE", str(values["LANGUAGE"]), "vi or en")
    if not values["BASE_URL"]:
        values["BASE_URL"] = f"http://localhost:{values['PORT']}"
    values["BASE_URL"] = _address("BASE_URL", str(values["BASE_URL"]))
    return values


def database(url: str, data_dir: Path) -> dict[str, object]:
    """Django's description of the database that `url` names."""
    url = url or f"sqlite:///{data_dir / 'fairthread.sqlite3'}"
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        path = path[1:] if path.startswith("//") or not path.startswith("/") else path
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                # IMMEDIATE: a writer waits at the door instead of failing half-way through.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;"
                "PRAGMA mmap_size=268435456;PRAGMA foreign_keys=ON",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(_database_port(url)),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"options": "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"},
        }
    raise BadSetting("DATABASE_URL", url, "sqlite:///path or postgresql://user:password@host:port/name")


def _database_port(url: str) -> int | str:
    try:
        return urlparse(url).port or ""
    except ValueError as error:
        raise BadSetting("DATABASE_URL", url, "a port from 1 to 65535 after the host") from error


def secret_key(given: str, demo: bool, data_dir: Path) -> str:
    """The given key; in the demo one that is made once and kept in the data folder."""
    if given:
        return given
    if not demo:
        raise BadSetting("SECRET_KEY", "", "a long random text (fairthread secret prints one)")
    kept = data_dir / "demo-secret"
    if not kept.exists():
        from secrets import token_urlsafe

        data_dir.mkdir(parents=True, exist_ok=True)
        kept.write_text(token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text()
