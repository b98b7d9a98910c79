"""A PostgreSQL server for the length of a test run, from Debian's programs, reached through a socket alone.

`python -m scripts.postgres COMMAND …` runs a command with DATABASE_URL set to it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def _programs() -> Path:
    """The newest installed server's programs."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[4]) or 0),
    )
    if not found:
        raise SystemExit("No PostgreSQL server is installed (Debian: postgresql). `make test` installs it as root.")
    return found[-1].parent


def _run(words: list[str], folder: str) -> None:
    # The server refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(prefix + words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        log = Path(folder, "log")
        raise SystemExit(f"PostgreSQL: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")


@contextmanager
def server() -> Iterator[str]:
    """Starts a server and gives a DATABASE_URL; stops and deletes it afterwards."""
    programs = _programs()
    folder = tempfile.mkdtemp(prefix="ft-pg-", dir="/tmp")  # a socket's path must be short
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        _run(
            [f"{programs}/initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]
            + ["--locale=C.UTF-8", "--encoding=UTF8"],
            folder,
        )
        control = [f"{programs}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log"]
        _run([*control, "-o", f"{SETTINGS} -k {folder}", "start"], folder)
        try:
            yield f"postgresql://postgres@{quote(folder, safe='')}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with server() as url:
        raise SystemExit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode)
