"""The filler against the real house: its page, its endpoints, its policy, the shipped Vietnamese workbook."""

import datetime
import os
import re
from pathlib import Path

import pytest
from hand import Hand

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORKBOOK = Path(__file__).parents[2] / "data/tools/vn_garment_footwear.xlsx"


@pytest.fixture(scope="module", autouse=True)
def _beside_a_browser():
    """Playwright keeps a loop running in this thread, so Django would refuse its database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def house_server(db):
    """Not pytest-django's `live_server`: that one empties the tables afterwards, and the history may not be emptied."""
    from django.db import connection
    from pytest_django.live_server_helper import LiveServer

    # The server's threads share this one connection, which lives in memory.
    connection.inc_thread_sharing()
    server = LiveServer("localhost")
    yield server
    server.stop()
    connection.dec_thread_sharing()


@pytest.fixture
def assessment(db, places, people, acting, factory, make_person, settings):
    from fairthread.assessments.actions import field, plan
    from fairthread.register.models import Country, Sector
    from fairthread.tools.actions import activate, import_tool

    for code in ("apparel", "garment", "footwear"):
        Sector.objects.get_or_create(code=code, defaults={"name_en": code, "name_vi": code})
    assert Country.objects.filter(code="VN").exists()
    made = import_tool(acting("programme_manager"), WORKBOOK.read_bytes(), WORKBOOK.name)
    version = activate(acting("programme_manager"), getattr(made, "version", made))
    team = [people["enterprise_advisor"], make_person("enterprise_advisor", "country", "VN")]
    today = datetime.date.today()
    record = plan.plan(acting("team_leader"), factory, version, today, team)
    return field.start(acting("enterprise_advisor"), record, today)


def test_an_assessor_answers_and_the_house_has_it(bundle, browser, house_server, assessment, client_as):
    cookie = client_as("enterprise_advisor").cookies["sessionid"].value
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": house_server.url}])
    hand = Hand(context, f"{house_server.url}/assessments/{assessment.pk}/fill/")
    complaints = []
    hand.page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    hand.open()
    card = hand.page.locator(".ft-q:has(input[type=radio])").first
    name = card.get_attribute("id")[2:]
    card.locator("input[value=yes]").check(force=True)
    card.locator(".ft-add, .ft-finding-evidence textarea").first.click()
    card.locator(".ft-finding-evidence textarea").fill("Đã xem 30 hồ sơ")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": _png()}
    card.locator("input[type=file]").first.set_input_files(picture)
    card.locator(".ft-tile").wait_for()
    hand.phase("idle", 20)
    hand.nap(1)
    state = hand.page.evaluate("() => fetch('state.json').then((answer) => answer.json())")
    assert state["answers"][name]["value"] == "yes"
    assert state["answers"][name]["evidence"] == "Đã xem 30 hồ sơ"
    assert [one["question"] for one in state["attachments"]] == [name]
    hand.page.reload()
    hand.page.wait_for_selector(".ft-app")
    assert hand.value(name) == "yes"
    assert re.search(r"\d\d:\d\d", hand.said)
    assert hand.errors == [] and complaints == []
    context.close()


def _png():
    from test_filler import png

    return png(40, 20)
