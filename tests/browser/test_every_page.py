"""Every page that a role can reach, in both languages, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import Resolver404, resolve

from scripts import messages

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Whom the demo holds, by the name of the role in English; None is a visitor who has not signed in.
ROLES = [
    None,
    "Programme manager",
    "Team leader",
    "Enterprise advisor",
    "Training officer",
    "Factory manager",
    "Factory worker representative",
    "Buyer",
    "National partner",
    "Donor",
    "Researcher",
]
# Alike for everybody: looked at once. The others show each role its own things.
ALIKE = re.compile(r"help|look|tool|verify|provinces|mfa|account_|my_account|invit|organisation|concepts|people|rates")
# No pages: files, and what signs out or leads in circles.
NO_PAGE = re.compile(r"\.(pdf|xlsx|md|json|xml)$|/logout/|^/api/|/download/|/table/|/static/|/fill/attachments/")
NARROWED = {"tab", "country", "level", "sample", "key"}  # parameters that lead to another page, not to another order
SIZES = """() => document.documentElement.scrollWidth - innerWidth"""
# The texts of a page that are its own words; what somebody wrote, code and other languages are not.
TEXTS = """() => {
  const found = [], strange = '[lang]:not(html):not([lang=vi]), code, pre, script, style, [translate=no]';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(strange)) found.push(walk.currentNode.data);
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label'])
    for (const element of document.querySelectorAll('[' + name + ']'))
      if (!element.closest(strange)) found.push(element.getAttribute(name));
  return found.map(text => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""
# Every link, with the badges of its row, so that a record in each state is looked at.
LINKS = """() => [...document.querySelectorAll('a[href]:not([download])')].map(a =>
  [a.getAttribute('href'), a.closest('tbody tr, .rows > li')?.querySelector('.badge')?.innerText ?? ''])"""


@dataclass
class Findings:
    """What was seen over all roles."""

    wrong: list[str] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)  # kinds of pages that axe has seen
    known: set[str] = field(default_factory=set)  # pages that are alike for everybody


@pytest.fixture(scope="module")
def found() -> Findings:
    return Findings()


@pytest.fixture(scope="module")
def english() -> tuple[set[str], list[re.Pattern[str]]]:
    """The English of every text that has a Vietnamese one: whole texts, and patterns of those with a place in them."""
    whole, patterns = set(), []
    for room in messages.rooms():
        for message in messages.read(room):
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            told = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in forms:
                text = re.sub(r"\s+", " ", text).strip()
                if len(text) <= 12 or text in told:
                    continue
                if "%(" not in text:
                    whole.add(text)
                elif len(re.sub(r"%\(\w+\)s", "", text)) > 12:
                    patterns.append(re.compile(re.sub(r"%\\?\(\w+\\?\)s", ".+", re.escape(text))))
    assert len(whole) > 500
    return whole, patterns


def kind(path: str) -> str:
    """The kind of page behind an address: its name, with what narrows it. "" for what is no page of ours."""
    plain, _, query = path.partition("?")
    try:
        match = resolve(plain)
    except Resolver404:
        return ""
    name = match.url_name or match.route
    if name in {"help_page"}:
        name += plain
    names = sorted(part.split("=")[0] for part in query.split("&") if part)
    if names and not set(names) <= NARROWED:
        return ""
    return "?".join([name, *names])


def pages(page: Any, seen: dict[str, str]) -> Iterator[str]:
    """Opens every kind of page that can be reached from the front page, once per state; `seen` collects them."""
    waiting = [("/", "")]
    while waiting:
        path, state = waiting.pop(0)
        key = kind(path)
        mark = f"{key} {state}" if key in {"assessment", "factory"} else key
        if not key or mark in seen:
            continue
        seen[mark] = path
        answer = page.goto(path)
        assert answer.status == 200, f"{answer.status} {path}"
        yield mark
        here = path.partition("?")[0]
        for link, badge in page.evaluate(LINKS):
            target = link.partition("#")[0]
            target = here + target if target.startswith("?") else target
            if target.startswith("/") and not NO_PAGE.search(target.partition("?")[0]):
                waiting.append((target, badge))


def too_wide(page: Any) -> list[int]:
    """The widths at which the page must be pushed sideways."""
    wide = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        if page.evaluate(SIZES) > 1:
            wide.append(size["width"])
    page.set_viewport_size(DESK)
    return wide


def left_in_english(page: Any, english: tuple[set[str], list[re.Pattern[str]]]) -> list[str]:
    whole, patterns = english
    texts = set(page.evaluate(TEXTS))
    return sorted(t for t in texts if t in whole or (len(t) < 400 and any(p.fullmatch(t) for p in patterns)))


def step_in(page: Any, role: str | None) -> None:
    if role:
        page.goto("/demo/")
        card = page.locator(".card", has=page.get_by_role("heading", name=role, exact=True))
        card.get_by_role("button").first.click()
        page.wait_for_url(lambda url: "/demo/" not in url)


def speak(context: Any, site: Any, language: str) -> None:
    context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "a visitor")
def test_every_page_of(role, page, context, site, axe, english, found):
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(f"console {page.url}: {line.text}") if line.type == "error" else None)
    step_in(page, role)
    speak(context, site, "vi")
    # What all see alike was looked at under an earlier role.
    seen = dict.fromkeys(found.known, "")
    for mark in pages(page, seen):
        wrong += [f"vi {width} px too narrow for {seen[mark]}" for width in too_wide(page)]
        wrong += [f"English in the Vietnamese {seen[mark]}: {text}" for text in left_in_english(page, english)]
        if mark not in found.looked and not (mark.startswith("help_page") and "help_page" in found.looked):
            found.looked |= {mark, mark.split("/")[0]}
            wrong += [f"{seen[mark]}: {problem}" for problem in axe(page)]
        if ALIKE.match(mark):
            found.known.add(mark)
    own = [path for path in seen.values() if path]
    assert own
    speak(context, site, "en")
    for path in own:
        assert page.goto(path).status == 200
        assert page.evaluate("document.documentElement.lang") == "en"
        wrong += [f"en {width} px too narrow for {path}" for width in too_wide(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_problems_read_well_too(page, context, site, axe, english, language):
    speak(context, site, language)
    for role, path, status in [(None, "/no/such/page/", 404), ("Factory manager", "/people/invite/", 403)]:
        step_in_language(page, context, site, role, language)
        assert page.goto(path).status in {status, 404}
        assert too_wide(page) == []
        assert axe(page) == []
        assert language == "en" or left_in_english(page, english) == []


def step_in_language(page: Any, context: Any, site: Any, role: str | None, language: str) -> None:
    """The cards of the demo are found by their English headings."""
    speak(context, site, "en")
    step_in(page, role)
    speak(context, site, language)
