"""The first page of a real site in a real browser."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_a_visitor_reaches_the_sign_in_page_and_axe_finds_nothing_serious(page, axe):
    page.goto("/accounts/login/")
    assert page.locator("form input[type=password]").first.is_visible()
    assert axe(page) == []


def test_styles_arrive_with_hashed_names_and_may_be_kept_for_ever(page, answer):
    page.goto("/accounts/login/")
    sheets = page.evaluate("[...document.styleSheets].filter(s => s.href).map(s => new URL(s.href).pathname)")
    assert sheets
    for sheet in sheets:
        status, headers, _ = answer(sheet)
        assert status == 200
        assert "immutable" in headers["cache-control"]


def test_pages_forbid_scripts_of_others(answer):
    _, headers, _ = answer("/accounts/login/")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
