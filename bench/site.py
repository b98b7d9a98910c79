"""A running demonstration to measure: made once per size under var/, then kept."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]


def prepare(factories: int, cycles: int) -> dict[str, str]:
    """The environment of a demonstration of this size; makes it if it is not there yet."""
    folder = ROOT / "var" / f"bench-{factories}x{cycles}"
    env = {
        **{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SECRET_KEY", "BASE_URL", "DEBUG"}},
        "FAIRTHREAD_DEMO": "1",
        "DATA_DIR": str(folder),
        "LANGUAGE": "en",
    }
    if not (folder / "ready").exists():
        began = time.perf_counter()
        run(env, "init")
        run(env, "demo", "--factories", str(factories), "--cycles", str(cycles))
        (folder / "ready").write_text(f"{time.perf_counter() - began:.0f}")
    print(f"demonstration of {factories} x {cycles}: made in {(folder / 'ready').read_text()} s")
    return env


def run(env: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "fairthread.cli", *words], env=env, cwd=ROOT, check=True)


@contextmanager
def serving(env: dict[str, str]) -> Iterator[str]:
    """The address of the site, served as operators serve it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**env, "PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "-m", "fairthread.cli", "serve"], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{url}/verify/", timeout=2)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def signed_in(url: str, role: str) -> httpx.Client:
    """A client that has stepped in as the first demo person of a role (its English name)."""
    client = httpx.Client(base_url=url, follow_redirects=True, timeout=60, headers={"Accept-Language": "en"})
    page = client.get("/demo/").text
    card = page[page.index(f">{role}</h3>") :]
    person = re.search(r'name="person" value="([^"]+)"', card)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', card)
    assert person and token
    client.post("/demo/", data={"person": person.group(1), "csrfmiddlewaretoken": token.group(1)})
    return client


def timed(call: object, times: int) -> tuple[float, float]:
    """Median and 95th percentile of a call in milliseconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        call()  # type: ignore[operator]
        spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
