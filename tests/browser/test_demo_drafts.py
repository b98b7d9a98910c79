"""The drafts that the demo makes are drafts like others: the assessor goes on with them in the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser
STATE = "async () => (await (await fetch('state.json')).json())"


def _being_filled(page: Any) -> str | None:
    """The address of a form, with a draft of hers, of the person who is signed in."""
    page.goto("/assessments/")
    links = page.locator("main a[href^='/assessments/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for link in dict.fromkeys(links):
        if not re.fullmatch(r"/assessments/[0-9a-f-]{36}/", link):
            continue
        told = page.request.get(f"{link}fill/state.json")
        if told.ok and (state := told.json())["me"]["xml"] and state["assessment"]["state"] in ("in_field", "draft"):
            return f"{link}fill/"
    return None


def test_an_advisor_changes_an_answer_of_a_draft_that_the_demo_made(page, site):
    page.goto("/demo/")
    card = page.locator(".card", has=page.locator("h3", has_text=re.compile("^Enterprise advisor$")))
    for number in range(card.get_by_role("button").count()):
        page.goto("/demo/")
        card.get_by_role("button").nth(number).click()
        page.wait_for_url(lambda url: "/demo/" not in url)
        if address := _being_filled(page):
            break
    else:
        raise AssertionError("no advisor of the demo has a draft")
    page.goto(address)
    page.wait_for_selector(".ft-app")
    before = page.evaluate(STATE)
    mine = before["me"]["instance_id"]
    assert f"<instanceID>uuid:{mine}</instanceID>" in before["me"]["xml"]
    settled = {
        name
        for name, answer in before["answers"].items()
        if answer["instance_id"] == mine and before["questions"][name]["kind"] == "compliance"
    } - {conflict["question"] for conflict in before["conflicts"]}
    name = value = ""
    clusters = page.locator(".ft-nav button")
    for place in range(clusters.count()):
        clusters.nth(place).click()
        page.wait_for_timeout(200)
        chosen = page.locator("article.ft-q input[type=radio]:checked").evaluate_all(
            "all => all.map(one => [one.closest('article').id.slice(2), one.value])"
        )
        name, old = next(((n, v) for n, v in chosen if n in settled and v in ("yes", "no")), ("", ""))
        if name:
            value = {"yes": "no", "no": "yes"}[old]
            break
    assert name, "no answer of hers is in sight"
    page.locator(f"#q-{name} input[value={value}]").check(force=True)
    page.locator(".ft-save[data-phase=waiting], .ft-save[data-phase=sending]").wait_for()
    page.locator(".ft-save[data-phase=idle]").wait_for(timeout=20_000)
    after = page.evaluate(STATE)
    assert after["answers"][name]["value"] == value
    assert after["me"]["instance_id"] == mine and after["me"]["sequence"] > before["me"]["sequence"]
