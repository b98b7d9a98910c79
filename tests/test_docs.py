"""The documentation is held to the program: settings, commands, the contents and every link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fairthread import config
from fairthread.base import commands
from fairthread.cli import load
from fairthread.home import documents

DOCS = config.ROOT / "docs"
FILES = sorted(path for path in DOCS.rglob("*.md"))


def test_every_setting_has_its_heading():
    text = (DOCS / "reference" / "settings.md").read_text("utf-8")
    headings = set(re.findall(r"^## (\w+)$", text, re.M))
    assert headings == {setting.name for setting in config.SETTINGS}


def test_every_command_has_its_heading():
    load()
    text = (DOCS / "reference" / "commands.md").read_text("utf-8")
    headings = set(re.findall(r"^### fairthread (.+)$", text, re.M))
    assert set(_commands(commands.program)) <= headings


def _commands(group, before=""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_document_stands_in_the_contents():
    for folder in ("", "vi/"):
        named = {entry.name for _, entries in documents._sections(folder) for entry in entries}
        stored = {path.relative_to(DOCS).with_suffix("").as_posix() for path in FILES}
        wanted = {name for name in stored if name.startswith("vi/") == bool(folder) and not name.endswith("index")}
        wanted = {name for name in wanted if not name.startswith(("decisions/", "contributing/"))}
        wanted = {name for name in wanted if not name.endswith(".en" if folder else ".vi")}
        assert wanted <= named
        assert named <= stored


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if target.startswith(("http", "/", "#", "mailto:")):
            continue
        assert (path.parent / target.split("#")[0]).resolve().exists(), target


def test_what_people_of_factories_read_is_there_in_vietnamese():
    english = {entry.name for _, entries in documents._sections("")[:1] for entry in entries}
    assert all((DOCS / "vi" / f"{name}.md").exists() for name in english)


def test_the_readme_links_only_to_what_is_there():
    for target in re.findall(r"\]\(([^)\s]+)\)", Path(config.ROOT / "README.md").read_text("utf-8")):
        assert (config.ROOT / target).exists(), target
