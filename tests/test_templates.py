"""What the strict content policy and plain HTML ask of every template."""

from __future__ import annotations

import re

import pytest

from fairthread import config

TEMPLATES = sorted((config.ROOT / "src" / "fairthread").rglob("templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_runs_or_styles_from_within_the_page(path):
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert "hx-on" not in text
    assert not [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "json" not in tag]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_form_that_writes_carries_the_token(path):
    for form in re.findall(r"<form[^>]*method=\"post\".*?(?:</form>|\Z)", path.read_text("utf-8"), re.S | re.I):
        assert "csrf_token" in form
