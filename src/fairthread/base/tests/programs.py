"""Runs the real `fairthread` program on a folder of its own, as an operator does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

OWN = {"DATABASE_URL", "BASE_URL", "SECRET_KEY", "EMAIL_URL", "DEBUG", "HOST", "ALLOWED_HOSTS", "DATA_DIR", "PORT"}


def environment(folder: Path, **given: object) -> dict[str, str]:
    """The settings of a demonstration in `folder` and nothing of whoever runs the tests."""
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    own = {"FAIRTHREAD_DEMO": "1", "DATA_DIR": folder, "WEB_WORKERS": 1, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    return env | {name: str(value) for name, value in (own | given).items()}


def fairthread(*words: object, env: dict[str, str]) -> Any:
    """Runs to the end; gives returncode, stdout and stderr."""
    return subprocess.run(
        [sys.executable, "-m", "fairthread.cli", *map(str, words)], env=env, capture_output=True, text=True, timeout=120
    )


def django(*words: object, env: dict[str, str]) -> str:
    """One of Django's own commands; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "django", *map(str, words)],
        env=env | {"DJANGO_SETTINGS_MODULE": "fairthread.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """`fairthread serve` in the background. Leaves nothing behind."""

    def __init__(self, env: dict[str, str], log: Path, command: str = "serve") -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fairthread.cli", command], env=env, stdout=out, stderr=out
            )

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *rest: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)

    def says(self, text: str, within: float = 60) -> str:
        """Waits until the text was said."""
        until = time.monotonic() + within
        while text not in (said := self.log.read_text()):
            assert time.monotonic() < until and self.process.poll() is None, f"never said {text!r}: {said}"
            time.sleep(0.05)
        return said

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def children(self, of: int | None = None) -> list[int]:
        """Process numbers of the direct children of the program or of another process (Linux)."""
        process = of or self.process.pid
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
