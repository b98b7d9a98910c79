"""The whole database as one file, and back, for both kinds of database."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from .problems import Problem


def dump(target: Path) -> None:
    """Writes a consistent copy while others read and write."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_sqlite_path())) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy, pages=4096, sleep=0.01)
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target))


def load(source: Path) -> None:
    """Puts the copy in place of everything that is in the database: all of it or, on an error, nothing."""
    connection.close()
    if connection.vendor == "sqlite":
        path = _sqlite_path()
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(path, timeout=20)) as live:
            copy.backup(live)
        return
    script = source.with_suffix(".sql")
    tables = source.with_suffix(".tables.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", "--file", str(tables), str(source), connect=False)
    with script.open("wb") as out, tables.open("rb") as text:
        # Tables of a newer version, which the copy does not know, must go as well.
        out.write(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        shutil.copyfileobj(text, out)
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "-v", "ON_ERROR_STOP=1", "--file", str(script))


def _sqlite_path() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _run(program: str, *words: str, connect: bool = True) -> None:
    """One of PostgreSQL's programs; the password goes through the environment, where no other account sees it."""
    if not shutil.which(program):
        raise Problem(1111, program=program)
    given: dict[str, Any] = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    place = {variable: str(given[key]) for variable, key in names.items() if given.get(key)} if connect else {}
    done = subprocess.run([program, *words], env={**os.environ, **place}, capture_output=True, text=True)
    if done.returncode:
        raise Problem(1115, program=program, why=(done.stderr.strip().splitlines() or ["no reason given"])[-1])
