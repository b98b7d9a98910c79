"""The pages of an assessment, asked the same questions as each standing person."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fairthread.assessments.issuing import issue_reports
from fairthread.base import clock, documents

from .conftest import COMPLETE, FIRST, WORDS, instance_xml

pytestmark = pytest.mark.django_db

STATES = ["planned", "in_field", "draft", "quality_check", "comments_open", "official"]
SEES = {
    "enterprise_advisor": STATES,
    "team_leader": STATES,
    "programme_manager": STATES,
    "factory_manager": ["comments_open", "official"],
    "factory_worker_representative": ["comments_open", "official"],
    "training_officer": ["official"],
}
EVERYONE = [
    "programme_manager", "team_leader", "enterprise_advisor", "training_officer", "factory_manager",
    "factory_worker_representative", "buyer", "national_partner", "donor", "researcher", "stranger",
]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_who_sees_the_page_in_each_state(life, client_as, state):
    record = life(state)
    for role in EVERYONE:
        client = client_as(role)
        expected = 200 if state in SEES.get(role, []) else 404
        assert client.get(f"/assessments/{record.pk}/").status_code == expected, role
        listed = (
            record.factory.public_id in str(client.get("/assessments/?format=csv").getvalue())
            or str(record.pk) in client.get("/assessments/").content.decode()
        )
        assert listed == (expected == 200), role
    assert client_as("public").get(f"/assessments/{record.pk}/").status_code == 302


def test_national_only_answers_and_private_notes_stay_away_from_the_factory(life, client_as):
    record = life("official")
    for role in ("factory_manager", "factory_worker_representative", "training_officer"):
        client = client_as(role)
        for page in ("", "answers/"):
            text = client.get(f"/assessments/{record.pk}/{page}").content.decode()
            assert "labelled" in text
            assert "free_union" not in text and "Chỉ có một công đoàn" not in text, (role, page)
            assert "nguồn: công nhân" not in text
    assert (
        "nguồn: công nhân" in client_as("enterprise_advisor").get(f"/assessments/{record.pk}/answers/").content.decode()
    )


def test_the_report_is_issued_once_and_anyone_can_check_it(life, client_as, client):
    record = life("official")
    issue_reports.func(str(record.pk))
    issue_reports.func(str(record.pk))
    issued = documents.of(record)
    assert [(d.language, d.form) for d in issued] == [("en", "pdf"), ("en", "xlsx"), ("vi", "pdf"), ("vi", "xlsx")]
    answer = client_as("factory_manager").get(f"/assessments/{record.pk}/report/vi.pdf")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF")
    import hashlib

    sha = hashlib.sha256(content).hexdigest()
    ask = "/verify/check/"
    assert client.get(ask, {"sha256": sha, "number": record.report_number}).json() == {"issued": True}
    assert client.get(ask, {"sha256": sha, "number": "FT-VN-2026-000099"}).json() == {"issued": False}
    assert client.get(ask, {"sha256": hashlib.sha256(content + b" ").hexdigest()}).json() == {"issued": False}
    pages = [client.get(f"/verify/FT-VN-2026-{n}/").content.decode().replace(n, "N") for n in ("000001", "000777")]
    known, unknown = (re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page) for page in pages)
    assert known == unknown  # trying numbers teaches nothing
    assert client_as("buyer").get(f"/assessments/{record.pk}/report/vi.pdf").status_code == 404


def test_reader_may_not_act(life, client_as):
    record = life("quality_check")
    assert client_as("enterprise_advisor").post(f"/assessments/{record.pk}/step/open_comments/").status_code == 403
    assert client_as("enterprise_advisor").get(f"/assessments/{record.pk}/review/").status_code == 403
    assert client_as("factory_manager").post(f"/assessments/{record.pk}/step/release/").status_code == 404


def test_every_state_page_offers_the_steps_of_the_person(life, client_as):
    record = life("comments_open")
    with clock.at(FIRST):
        page = client_as("factory_manager").get(f"/assessments/{record.pk}/").content.decode()
        assert "close_comments" in page and "/comment/" in page
        assert "step/release" not in client_as("team_leader").get(f"/assessments/{record.pk}/").content.decode()
    late = client_as("factory_manager").get(f"/assessments/{record.pk}/").content.decode()
    assert "close_comments" not in late and "/comment/" not in late
    assert "step/release" in client_as("team_leader").get(f"/assessments/{record.pk}/").content.decode()
    finding = record.findings.get(question__name="labelled")
    with clock.at(FIRST):
        answer = client_as("factory_manager").post(
            f"/assessments/{record.pk}/comment/",
            {"finding": finding.pk, "text": "<script>alert(1)</script>"},
            follow=True,
        )
    assert "&lt;script&gt;alert(1)" in answer.content.decode()


def test_the_filler_endpoints(life, client_as):
    record, client = life("in_field"), client_as("enterprise_advisor")
    base = f"/assessments/{record.pk}/fill/"
    assert client.get(base).status_code == 200
    form = client.get(f"{base}form.xml")
    assert client.get(f"{base}form.xml", headers={"If-None-Match": form["ETag"]}).status_code == 304
    state = client.get(f"{base}state.json").json()
    assert state["me"]["xml"] is None and state["questions"]["labelled"]["gate"] == "chemicals"
    identifier = str(uuid.uuid4())
    body = {"instance_id": identifier, "sequence": 1, "xml": instance_xml(COMPLETE), "at": "2026-03-02T02:00:00Z"}
    kept = client.put(f"{base}draft", body, content_type="application/json")
    assert kept.status_code == 200 and kept.json()["answers"]["paid_wrongly"]["value"] == "yes"
    again = client.put(f"{base}draft", {**body, "instance_id": f"uuid:{identifier}"}, content_type="application/json")
    assert again.status_code == 200 and again.json()["hash"] == kept.json()["hash"]
    for bad, field in (
        ("{", "JSON"),
        ("[]", "JSON"),
        ('{"sequence": 1}', "instance_id"),
        ('{"instance_id": "", "sequence": 1, "xml": ""}', "instance_id"),
        ('{"instance_id": "x", "sequence": 1, "xml": ""}', "instance_id"),
        (json.dumps({**body, "sequence": "one"}), "sequence"),
        (json.dumps({**body, "sequence": 0}), "sequence"),
        (json.dumps({**body, "xml": None}), "xml"),
    ):
        answer = client.put(f"{base}draft", bad, content_type="application/json")
        assert answer.status_code == 400 and answer.json()["problem"]["number"] == 6019
        assert answer.json()["problem"]["detail"] == {"what": field}
    answer = client.post(f"{base}resolve", {"answer_from": 3}, content_type="application/json")
    assert answer.json()["problem"]["detail"] == {"what": "answer_from"}
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><data>&b;</data>'
    answer = client.put(f"{base}draft", {**body, "sequence": 2, "xml": bomb}, content_type="application/json")
    assert answer.status_code == 400
    for role, status in (("factory_manager", 404), ("team_leader", 403), ("public", 401)):
        assert client_as(role).get(f"{base}state.json").status_code == status, role
        assert client_as(role).put(f"{base}draft", body, content_type="application/json").status_code == status, role


def test_a_picture_is_written_anew_and_a_program_is_refused(life, client_as):
    import io

    from django.test.client import MULTIPART_CONTENT, encode_multipart
    from PIL import Image

    record, client = life("in_field"), client_as("enterprise_advisor")
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=Image.Exif())

    def put(identifier, content, name):
        fields = {"question": "labelled", "file": SimpleUploadedFile(name, content)}
        body = encode_multipart("BoUnDaRyStRiNg", fields)
        return client.put(
            f"/assessments/{record.pk}/fill/attachments/{identifier}", body, content_type=MULTIPART_CONTENT
        )

    identifier = uuid.uuid4()
    assert put(identifier, out.getvalue() + b"<script>", "../../a<b>.jpg").status_code == 201
    assert put(identifier, out.getvalue(), "again.jpg").status_code == 200
    stored = client.get(f"/assessments/{record.pk}/fill/attachments/{identifier}")
    assert b"<script>" not in b"".join(stored.streaming_content)
    assert put(uuid.uuid4(), b"MZ\x90 program", "a.jpg").status_code == 415
    assert put(uuid.uuid4(), b"<html>", "a.pdf").status_code == 415


def test_a_changed_answer_shows_what_it_was_to_staff_alone(life, acting, client_as):
    from fairthread.assessments.actions import fill, review

    record = life("draft")
    identifier = uuid.uuid4()
    fill.save_draft(
        acting("enterprise_advisor"), record, identifier, 1, instance_xml({**COMPLETE, "under_age": "yes"}, WORDS)
    )
    fill.save_draft(acting("enterprise_advisor"), record, identifier, 2, instance_xml(COMPLETE, WORDS))
    with clock.at(FIRST):
        record = fill.submit(acting("enterprise_advisor"), record)
        review.open_comments(acting("team_leader"), record)
    assert "Changed once" in client_as("team_leader").get(f"/assessments/{record.pk}/answers/").content.decode()
    assert "Changed once" not in client_as("factory_manager").get(f"/assessments/{record.pk}/answers/").content.decode()


def test_the_plan_offers_the_tool_of_the_country_first_and_the_global_one_too(people, factory, tool_version):
    from fairthread.assessments.pages.forms import PlanForm
    from fairthread.tools.models import Tool, ToolVersion

    everywhere = Tool.objects.create(form_id="everywhere", title_en="A global tool", country=None)
    wide = ToolVersion.objects.create(
        tool=everywhere, version="1", state="active", content_hash="2", form=tool_version.form, created_at=FIRST
    )
    field = PlanForm(person=people["team_leader"], factory=factory).fields["tool_version"]
    assert set(field.queryset) == {tool_version, wide}
    assert field.initial == tool_version.pk
