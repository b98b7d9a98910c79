"""A built bundle, a house in memory, a browser. Only `test_house.py` needs Django; nothing needs a network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def bundle():
    root = HERE.parent
    if not (root / "dist" / "filler.js").exists():
        if not (root / "node_modules").exists():
            subprocess.run(["npm", "ci"], cwd=root, check=True)
        subprocess.run(["npm", "run", "build"], cwd=root, check=True)
    return root / "dist" / "filler.js"


@pytest.fixture(scope="module")
def browser():
    # Of the module, not of the session: while it runs, Django takes this thread for an asynchronous one.
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def standing():
    import server

    house = server.House()
    running, url = server.start(house)
    yield house, url
    running.shutdown()


@pytest.fixture
def house(standing):
    standing[0].reset()
    return standing[0]


@pytest.fixture
def context(browser, bundle):
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context
    context.close()


@pytest.fixture
def filler(context, standing, house):
    from hand import Hand

    return Hand(context, standing[1]).open()
