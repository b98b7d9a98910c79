"""Every check, one after the other; all run even if one fails. `make test ONLY="types sqlite"` picks some."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from scripts import postgres, setup

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PARALLEL = ["-n", os.environ.get("TEST_PROCESSES", "2")]
TESTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
# A person's own settings must not decide whether the tests pass.
OWN = ("DATABASE_URL", "DATA_DIR", "PORT", "HOST", "BASE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "FAIRTHREAD_DEMO", "DEBUG")


@dataclass
class Check:
    """One section: a program that ends with 0 if all is well."""

    name: str
    words: list[str]
    env: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    on_postgres: bool = False

    def run(self, counted: Counter[str]) -> bool:
        if not self.on_postgres:
            return self._run(self.env, counted)
        with postgres.server() as url:
            return self._run({**self.env, "DATABASE_URL": url}, counted)

    def _run(self, extra: dict[str, str], counted: Counter[str]) -> bool:
        env = {name: value for name, value in os.environ.items() if name not in OWN}
        env |= {"SECRET_KEY": "only for tests", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", **extra}
        words = [str(BIN / self.words[0]) if (BIN / self.words[0]).exists() else self.words[0], *self.words[1:]]
        process = subprocess.Popen(
            words,
            cwd=self.folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        assert process.stdout
        last = ""
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line if TESTED.search(line) and " in " in line else last
        for number, word in TESTED.findall(last):
            counted[word.rstrip("s") if word.startswith("error") else word] += int(number)
        return process.wait() == 0


def checks() -> list[Check]:
    npm, node_env = setup.node(setup.Stamps())
    return [
        Check("format", ["ruff", "format", "--check", "--quiet", "."]),
        Check("lint", ["ruff", "check", "--quiet", "."]),
        # Incrementally, mypy does not notice that the settings have changed.
        Check("types", ["mypy", "--no-incremental", "--no-error-summary", "src", "scripts"]),
        Check("architecture", ["lint-imports", "--no-cache"]),
        Check("words", ["python", "-m", "scripts.messages", "missing"]),
        Check("browser modules", [*npm, "run", "--silent", "check"], node_env, ROOT / "frontend"),
        Check("tests on SQLite", ["pytest", "-m", "not browser", *PARALLEL], node_env),
        Check("tests on PostgreSQL", ["pytest", "-m", "not browser", *PARALLEL], node_env, on_postgres=True),
        Check("tests in a browser", ["pytest", "-m", "browser"], node_env),
    ]


def main(only: list[str]) -> int:
    began = time.monotonic()
    counted: Counter[str] = Counter()
    lines = []
    failed = 0
    for check in checks():
        if only and not any(word.lower() in check.name.lower() for word in only):
            continue
        print(f"\n== {check.name} ==", flush=True)
        since = time.monotonic()
        try:
            good = check.run(counted)
        except (SystemExit, OSError) as error:
            print(error)
            good = False
        failed += not good
        lines.append(f"{'ok    ' if good else 'FAILED'} {check.name} ({time.monotonic() - since:.0f} s)")
    print("\n== summary ==")
    print("\n".join(lines))
    bad = counted["failed"] + counted["error"]
    print(
        f"{len(lines) - failed} of {len(lines)} checks passed in {time.monotonic() - began:.0f} s; "
        f"tests: {counted['passed']} passed, {bad} failed, {counted['skipped']} skipped",
        flush=True,
    )
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
