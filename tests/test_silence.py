"""What nobody outside the team may learn: that an assessment comes, who spoke, what is told for the country only."""

# ruff: noqa: F811 (fixtures of another room)
from __future__ import annotations

import csv
import io
import re
import uuid

import pytest
from django.test import Client

from fairthread.assessments.tests.conftest import life, second_advisor, tool_version  # noqa: F401

pytestmark = pytest.mark.django_db

OUTSIDE = ["factory_manager", "factory_worker_representative", "buyer", "national_partner", "donor", "researcher"]
OUTSIDE += ["stranger", "public"]
PRIVATE = "nguồn: công nhân tổ 3"
NATIONAL = ("Chỉ có một công đoàn", "free_union", "T-6")


def addresses(record, factory, person):
    one, base = f"/factories/{factory.pk}/", f"/assessments/{record.pk}/"
    return [
        "/", "/factories/", "/factories/?format=csv", "/factories/?format=xlsx", one,
        f"{one}?tab=history", f"{one}edit/",
        f"{one}plan/", f"{one}merge/", f"{one}split/", "/assessments/", "/assessments/?format=csv",
        "/assessments/?format=xlsx", "/assessments/?q=may", "/assessments/?state=planned", base, f"{base}answers/",
        f"{base}review/", f"{base}fill/", f"{base}fill/state.json", f"{base}fill/form.xml", f"{base}report/vi.pdf",
        "/account/", "/people/", f"/people/{person.pk}/", "/organisations/", "/rates/?country=VN", "/rates/?format=csv",
        "/api/v1/factories", f"/api/v1/factories/{factory.public_id}", "/api/v1/assessments",
        f"/api/v1/assessments/{record.pk}/answers", "/tools/", "/verify/", "/help/",
    ]  # fmt: skip


def shown(client, address) -> tuple[int, str]:
    """The status and everything that a page tells, without what differs by itself."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if address.endswith("xlsx") and answer.status_code == 200:
        from fairthread.base.spreadsheets import read_sheets

        return answer.status_code, str(read_sheets(body))
    text = body.decode("utf-8", "replace")
    return answer.status_code, re.sub(
        r'(csrfmiddlewaretoken" value=|"X-CSRFToken": |name="seen" value=)"[^"]*"', "", text
    )


@pytest.mark.parametrize("role", OUTSIDE)
def test_nothing_on_any_page_changes_when_an_assessment_is_planned(role, client_as, life, factory, people):
    """Every page, download and answer to a program is byte for byte the same before and after."""
    fake = type("Record", (), {"pk": uuid.uuid4()})
    client = client_as(role)
    before = {
        a.replace(str(fake.pk), "…"): shown(client, a) for a in addresses(fake, factory, people["enterprise_advisor"])
    }
    record = life("planned")
    after = {
        a.replace(str(record.pk), "…"): shown(client, a)
        for a in addresses(record, factory, people["enterprise_advisor"])
    }
    for address, (status, text) in after.items():
        text = text.replace(str(record.pk), str(fake.pk))
        assert (status, text) == before[address], address


@pytest.mark.parametrize("state", ["planned", "in_field", "draft", "quality_check"])
@pytest.mark.parametrize("role", OUTSIDE)
def test_a_running_assessment_is_not_there_for_anybody_outside(role, state, client_as, life):
    record, client = life(state), client_as(role)
    missing = uuid.uuid4()
    for method, tail, sent in [
        ("get", "", {}), ("get", "answers/", {}), ("get", "review/", {}), ("get", "fill/", {}),
        ("get", "fill/state.json", {}),
        ("get", f"fill/attachments/{uuid.uuid4()}", {}), ("get", "report/vi.pdf", {}),
        ("post", "comment/", {"text": "x"}), ("post", "step/start/", {"day": "2026-03-02"}),
        ("post", "step/cancel/", {"reason": "x"}),
        ("post", "step/close_comments/", {}), ("post", "step/release/", {}), ("post", "fill/finish", {}),
        ("post", "fill/resolve", {}),
        ("put", "fill/draft", f'{{"instance_id": "{uuid.uuid4()}", "sequence": 1, "xml": "<a/>"}}'),
    ]:  # fmt: skip
        pair = []
        for pk in (record.pk, missing):
            answer = getattr(client, method)(f"/assessments/{pk}/{tail}", sent)
            text = answer.content.decode() if not answer.streaming else ""
            text = re.sub(r'(csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]*"', "", text)
            pair.append(
                (answer.status_code, text.replace(str(pk), "…"), answer.get("Location", "").replace(str(pk), "…"))
            )
        assert pair[0] == pair[1], (method, tail)
        assert pair[0][0] != 200 or role == "public", (method, tail)


def test_planning_mails_the_team_alone_and_tells_neither_factory_nor_day(
    life, mailoutbox, factory, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        life("planned")
    assert mailoutbox and all("enterprise_advisor" in mail.to[0] for mail in mailoutbox)
    for mail in mailoutbox:
        assert factory.name not in mail.body + mail.subject
        assert "2026" not in mail.body


def told_by_report(record):
    from fairthread.assessments.report import render_xlsx
    from fairthread.assessments.report_content import content
    from fairthread.base.spreadsheets import read_sheets

    for language in ("vi", "en"):
        made = content(record, language)
        yield str(made)
        yield str(read_sheets(render_xlsx(made)))


@pytest.mark.parametrize("state", ["comments_open", "official"])
@pytest.mark.parametrize("role", ["factory_manager", "factory_worker_representative"])
def test_the_factory_reads_no_private_note_and_nothing_national(role, state, client_as, life, people):
    record, client = life(state), client_as(role)
    base = f"/assessments/{record.pk}/"
    for address in (
        base,
        f"{base}answers/",
        f"/api/v1/assessments/{record.pk}/answers",
        f"/factories/{record.factory_id}/",
    ):
        status, text = shown(client, address)
        assert status == 200, address
        for secret in (PRIVATE, *NATIONAL):
            assert secret not in text, (address, secret)
        assert "127.0.0.1" not in text, address
    for text in told_by_report(record) if state == "official" else ():
        for secret in (PRIVATE, *NATIONAL, people["factory_manager"].name):
            assert secret not in text, secret


def test_a_finding_for_the_country_only_does_not_show_by_an_empty_table(client_as, life):
    from fairthread.assessments.models import Finding

    record = life("comments_open")
    Finding.objects.filter(assessment=record).exclude(question__national_only=True).delete()
    text = shown(client_as("factory_manager"), f"/assessments/{record.pk}/")[1]
    assert "Nothing was found to be non-compliant" in text
    Finding.objects.filter(assessment=record).delete()
    assert re.sub(r"\s+", "", shown(client_as("factory_manager"), f"/assessments/{record.pk}/")[1]) == re.sub(
        r"\s+", "", text
    )


def test_staff_outside_the_team_do_not_reach_it_through_the_rates(client_as, life, people, make_person):
    record = life("official")
    day = record.started_on.isoformat()
    for level in ("question", "point"):
        path = f"/rates/?country=VN&begin={day}&end={day}&level={level}&sample=latest"
        links = set(re.findall(r'href="(/rates/findings/[^"]+)"', shown(client_as("team_leader"), path)[1]))
        assert links
        for role, sees in (("team_leader", True), ("training_officer", False)):
            told = "".join(shown(client_as(role), link.replace("&amp;", "&"))[1] for link in links)
            assert ("Chỉ có một công đoàn" in told) is sees, (role, level)


def test_a_comment_does_not_say_who_in_the_factory_wrote_it(client_as, life, people):
    record = life("comments_open")
    client_as("factory_worker_representative").post(f"/assessments/{record.pk}/comment/", {"text": "Không đúng"})
    for address in (
        f"/assessments/{record.pk}/",
        f"/assessments/{record.pk}/answers/",
        "/",
        f"/factories/{record.factory_id}/?tab=history",
    ):
        text = shown(client_as("factory_manager"), address)[1]
        assert people["factory_worker_representative"].name not in text, address


def test_addresses_of_staff_stay_with_staff(client_as, factory, people):
    from fairthread.base import history
    from fairthread.base.acting import Acting

    staff = Acting(people["team_leader"], "page", "203.0.113.9")
    for record in (factory, people["factory_manager"]):
        history.log(staff, "factory.edited", record, changes={}, origin="")
    history.log(Acting(people["factory_manager"], "page", "198.51.100.4"), "person.edited", people["factory_manager"])
    mine = client_as("factory_manager")
    for address in (f"/factories/{factory.pk}/?tab=history", "/account/", f"/people/{people['factory_manager'].pk}/"):
        status, text = shown(mine, address)
        assert status == 200
        assert "203.0.113.9" not in text, address
    assert "198.51.100.4" in text  # her own
    assert "203.0.113.9" in shown(client_as("programme_manager"), f"/factories/{factory.pk}/?tab=history")[1]


def test_a_closed_account_and_an_ended_role_lose_access_at_once(client_as, people, factory):
    from fairthread.access.models import Grant
    from fairthread.base import clock

    manager, advisor = client_as("factory_manager"), client_as("enterprise_advisor")
    assert manager.get(f"/factories/{factory.pk}/").status_code == 200
    people["factory_manager"].is_active = False
    people["factory_manager"].save()
    assert manager.get(f"/factories/{factory.pk}/").status_code in {302, 404}
    assert manager.get("/api/v1/factories").status_code in {401, 404}
    Grant.objects.filter(person=people["enterprise_advisor"]).update(ended_at=clock.now())
    assert advisor.get(f"/factories/{factory.pk}/").status_code == 404
    assert advisor.get("/api/v1/factories").json()["items"] == []


@pytest.mark.parametrize(
    "path", ["/", "/factories/", "/factories/?format=csv", "/account/", "/api/v1/factories", "/nothing/here/"]
)
def test_what_a_signed_in_person_sees_stays_in_no_cache(client_as, path):
    assert "no-store" in client_as("programme_manager").get(path).headers["Cache-Control"], path


def test_headers_that_keep_pages_out_of_frames_and_scripts_out_of_pages():
    answer = Client().get("/verify/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away(client_as, target, people):
    answer = client_as("factory_manager").post("/language/", {"language": "en", "next": target})
    assert answer.headers["Location"] == "/"
    page = Client()
    signed = page.post(
        "/accounts/login/", {"login": people["buyer"].email, "password": "a long test password", "next": target}
    )
    assert "evil" not in signed.get("Location", "") and "javascript" not in signed.get("Location", "")


def test_downloads_hold_no_formulas(client_as, factory):
    type(factory).objects.unscoped("a test").filter(pk=factory.pk).update(name="=HYPERLINK(1)", public_id="@SUM(1)")
    client = client_as("programme_manager")
    rows = list(csv.reader(io.StringIO(shown(client, "/factories/?format=csv")[1])))
    assert all(cell[:1] not in tuple("=+-@\t\r") for row in rows for cell in row if cell)


def test_the_signs_of_a_search_are_letters(client_as, factory):
    client = client_as("programme_manager")
    for wild in ("%", "_", "\\", "%25may%25"):
        assert factory.name not in shown(client, f"/factories/?q={wild}")[1] or wild == "\\", wild


def test_every_refusal_of_a_password_looks_the_same_and_no_log_tells_it(people, caplog):
    client = Client()
    secret = "hunter2 hunter2 hunter2"
    for name in (people["buyer"].email, "nobody@example.org"):
        client.post("/accounts/login/", {"login": name, "password": secret})
    client.post("/accounts/password/reset/", {"email": people["buyer"].email})
    assert secret not in caplog.text
    assert "/accounts/password/reset/key/" not in caplog.text
