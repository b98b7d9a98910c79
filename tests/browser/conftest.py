"""A real site and a real browser. The site runs as operators run it: `fairthread serve`, on a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# Playwright keeps an event loop in this thread; Django would refuse the `db` fixture beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FACTORIES = "6"
BEFORE = 300  # seconds until the site must answer


@dataclass
class Site:
    """A running site. `url` is its address; `run` runs another `fairthread` command on the same data."""

    url: str
    env: dict[str, str]

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "fairthread.cli", *words], env=self.env, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, f"fairthread {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration with a few factories, made once per run."""
    folder, port = tmp_path_factory.mktemp("site"), _free_port()
    own = {"FAIRTHREAD_DEMO": "1", "DATA_DIR": str(folder), "PORT": str(port), "WEB_WORKERS": "1", "LANGUAGE": "en"}
    dropped = {"DATABASE_URL", "BASE_URL", "SECRET_KEY", "EMAIL_URL", "DEBUG", "HOST", "ALLOWED_HOSTS"}
    env = {**{name: value for name, value in os.environ.items() if name not in dropped}, **own}
    site = Site(f"http://localhost:{port}", env)
    site.run("init")
    site.run("demo", "--factories", FACTORIES)
    log = folder / "serve.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "fairthread.cli", "serve"], env=env, cwd=ROOT, stdout=out, stderr=out
        )
    try:
        until = time.monotonic() + BEFORE
        while "answers at" not in log.read_text():
            assert server.poll() is None and time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield site
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Of the module, not of the session: two of them at a time do not bear each other."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path, "Chromium is not installed (Debian: chromium); `make test` installs it as root"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield running
        running.close()


@pytest.fixture
def context(browser: Any, site: Site) -> Iterator[Any]:
    """A fresh visitor without cookies, reading English."""
    made = browser.new_context(base_url=site.url, locale="en-GB", viewport={"width": 1280, "height": 800})
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: Any) -> Iterator[Any]:
    """A page of a fresh visitor; an error in the browser's console or a blocked script fails the test."""
    opened, errors = context.new_page(), []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield opened
    assert not errors, errors


@pytest.fixture
def axe() -> Any:
    """axe(page): what stops people with disabilities, serious and critical; [] is the goal."""
    assert AXE.exists(), "npm packages are missing: make test sets them up"

    def look(page: Any, **options: Any) -> list[str]:
        # Through the debugger, not as a script of the page, which its security policy would refuse.
        page.evaluate(AXE.read_text("utf-8") + "\n;undefined")
        found = page.evaluate("options => axe.run(document, options)", options)
        lines = []
        for issue in found["violations"]:
            if issue["impact"] in {"serious", "critical"}:
                places = ", ".join(str(node["target"][0]) for node in issue["nodes"][:5])
                lines.append(f"{issue['impact']} {issue['id']}: {issue['help']} at {places}")
        return lines

    return look


@pytest.fixture
def answer(site: Site) -> Any:
    """answer(path): status, headers (names in lower case) and text of a plain request, without a browser."""

    def ask(path: str) -> tuple[int, dict[str, str], str]:
        try:
            with urllib.request.urlopen(site.url + path) as reply:
                return reply.status, _lower(reply.headers), reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, _lower(error.headers), error.read().decode()

    return ask


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
