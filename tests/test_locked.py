"""The locked packages: one set, checked by hash, without the address of any registry."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ["base", "dev", "node"]


def pins(name: str) -> set[tuple[str, str]]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^ ;\\]+)", text, re.MULTILINE))


def test_who_can_test_can_run():
    assert pins("base") <= pins("dev")


@pytest.mark.parametrize("name", LOCKED)
def test_every_package_has_a_hash_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) == len(pins(name)) > 0
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--index" not in text


def test_browser_packages_are_exact_and_without_addresses():
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all(package.get("integrity") for name, package in lock["packages"].items() if name)
    wanted = json.loads((ROOT / "frontend" / "package.json").read_text())
    for group in ("dependencies", "devDependencies"):
        assert all(version[0].isdigit() for version in wanted.get(group, {}).values())
