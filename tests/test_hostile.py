"""What a hostile or careless visitor sends, at every door: a numbered problem, nothing written, nothing left behind."""

# ruff: noqa: F811 (fixtures of another room)
from __future__ import annotations

import io
import json
import uuid
import zipfile

import pytest
from django.conf import settings as conf
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from fairthread.assessments.tests.conftest import life, second_advisor, tool_version  # noqa: F401

pytestmark = pytest.mark.django_db

NUL = "a\x00b"
ODD = ["😀 ‮ العربية", "x" * 300_000, "%' OR 1=1 --", "{name}{0} %(x)s %s", "-1", "nan", "9" * 40, "10000-01-01"]


def number(answer) -> str:
    text = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        return f"FT-{json.loads(text)['problem']['number']}"
    return text[text.index("FT-") :][:7]


class Announced(io.BytesIO):
    """A body that is only announced: whoever reads it has failed the test."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


def announce(client, method, path, size, kind="multipart/form-data; boundary=x"):
    return client.generic(method, path, b"", content_type=kind, CONTENT_LENGTH=str(size), **{"wsgi.input": Announced()})


FIFTY = 50 * 1024 * 1024


@pytest.mark.parametrize("path", ["/tools/import/", "/factories/import/", "/accounts/login/", "/language/", "/"])
@pytest.mark.parametrize("role", ["programme_manager", "public"])
def test_an_upload_of_50_mb_is_refused_before_it_is_read(client_as, path, role):
    answer = announce(client_as(role), "POST", path, FIFTY)
    assert (answer.status_code, number(answer)) == (413, "FT-1008")


def test_a_draft_of_10_mb_and_an_attachment_of_50_mb_are_refused_as_json(client_as, life):
    base = f"/assessments/{life('in_field').pk}/fill/"
    client = client_as("enterprise_advisor")
    draft = announce(client, "PUT", f"{base}draft", 10 * 1024 * 1024, "application/json")
    picture = announce(client, "PUT", f"{base}attachments/{uuid.uuid4()}", FIFTY)
    assert [(a.status_code, number(a)) for a in (draft, picture)] == [(413, "FT-1008")] * 2


@pytest.mark.parametrize(
    "path",
    ["/factories/?q={}", "/verify/{}/", "/verify/check/?sha256={}&number={}", "/api/v1/factories/{}", "/help/{}/"],
)
def test_a_nul_in_an_address_is_refused(client_as, path):
    answer = client_as("programme_manager").get(path.replace("{}", "a%00b"))
    assert (answer.status_code, number(answer)) == (400, "FT-1007")


def forms():
    """Every address of the site that a form may be sent to."""

    def walk(patterns, before=""):
        for one in patterns:
            address = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, address)
            elif isinstance(one, URLPattern):
                yield address

    return sorted(a for a in walk(get_resolver().url_patterns) if "<" not in a and "api/" not in a and "^" not in a)


def test_a_nul_in_any_form_is_refused(client_as):
    client = client_as("programme_manager")
    addresses = forms()
    assert len(addresses) > 30
    for address in addresses:
        answer = client.post(f"/{address}", {"anything": NUL})
        assert (answer.status_code, number(answer)) == (400, "FT-1007"), address


def test_odd_text_in_searches_and_addresses_breaks_nothing(client_as):
    client = client_as("programme_manager")
    for path in (
        "/factories/",
        "/assessments/",
        "/organisations/",
        "/people/",
        "/people/invitations/",
        "/tools/concepts/",
    ):
        for text in ODD:
            for key in ("q", "sort", "after", "status", "province", "format", "page"):
                answer = client.get(path, {key: text[:4000]})
                assert answer.status_code < 500, (path, key, text[:20])
    for text in ODD:
        assert client.get("/rates/", {"country": text[:4000], "begin": text[:4000]}).status_code < 500
        assert client.get("/help/" + "x" * 5000 + "/").status_code == 404


@pytest.mark.parametrize(
    "raw",
    [b'["a\\u0000","x"]', b'["\\ud800","x"]', b'[Infinity,"x"]', b'[NaN,"x"]', b"[1e400]", b'[["a"],"x"]', b"[" * 9999],
)
def test_a_forged_place_in_a_list_is_a_numbered_problem(client_as, raw):
    import base64

    place = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    for path in ("/factories/", "/assessments/?sort=cycle", "/api/v1/factories"):
        answer = client_as("programme_manager").get(
            path, {"after": place, **({"sort": "cycle"} if "?" in path else {})}
        )
        assert answer.status_code == 400, path
        assert number(answer) == "FT-1002"


def draft(client, record, **sent):
    body = {"instance_id": str(uuid.uuid4()), "sequence": 1, "xml": "<data/>", **sent}
    return client.put(f"/assessments/{record.pk}/fill/draft", json.dumps(body), content_type="application/json")


DEEP = "<a>" * 5000 + "</a>" * 5000
MANY = "<finding><finding_question>under_age</finding_question><finding_evidence>{}</finding_evidence></finding>"


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"xml": NUL}, "FT-1007"),
        ({"xml": "\ud800"}, "FT-1007"),
        ({"device": NUL}, "FT-1007"),
        ({"xml": f"<data>{DEEP}</data>"}, "FT-4001"),
        ({"xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}, "FT-4001"),
        ({"xml": "<data>" + "".join(MANY.format(n) for n in range(17_000)) + "</data>"}, "FT-4002"),
        ({"xml": "<data>" + "<attachment><attachment_id>%s</attachment_id></attachment>" * 2 + "</data>"}, None),
        ({"xml": None}, "FT-6019"),
        ({"sequence": None}, "FT-6019"),
        ({"sequence": -1}, "FT-6019"),
        ({"sequence": 2**31}, "FT-6019"),
        ({"sequence": float("inf")}, "FT-6019"),
        ({"instance_id": []}, "FT-6019"),
        ({"at": "0001-01-01T00:00:00+14:00"}, None),
        ({"at": "9999-12-31T23:59:59-14:00"}, None),
        ({"at": "yesterday"}, None),
        ({"device": "x" * 5000}, None),
    ],
)
def test_a_hostile_draft_is_a_numbered_problem_or_does_no_harm(client_as, life, sent, wanted):
    from fairthread.forms.models import Instance

    answer = draft(client_as("enterprise_advisor"), life("in_field"), **sent)
    if wanted is None:
        assert answer.status_code == 200
    else:
        assert answer.status_code in {400, 413}
        assert number(answer) == wanted
        assert not Instance.objects.exists()


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"[" * 100_000, b"[]", b"", b"null", b'"a"'])
def test_a_body_that_is_no_json_is_a_numbered_problem(client_as, life, body):
    address = f"/assessments/{life('in_field').pk}/fill/draft"
    answer = client_as("enterprise_advisor").put(address, body, content_type="application/json")
    assert (answer.status_code, number(answer)) == (400, "FT-6019")


def picture(form="PNG", size=(40, 40), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **more)
    return out.getvalue()


def attach(client, record, content, name="a.png", caption="", question="under_age"):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    body = encode_multipart(
        BOUNDARY, {"file": SimpleUploadedFile(name, content), "question": question, "caption": caption}
    )
    address = f"/assessments/{record.pk}/fill/attachments/{uuid.uuid4()}"
    return client.put(address, body, content_type=MULTIPART_CONTENT)


def test_attachments_that_are_broken_or_lie_are_numbered_problems(client_as, life):
    record, client = life("in_field"), client_as("enterprise_advisor")
    whole, jpeg = picture(), picture("JPEG")
    broken = [whole[:cut] for cut in (8, 20, 40, len(whole) - 20)] + [jpeg[:cut] for cut in (4, 30, len(jpeg) // 2)]
    broken += [
        whole[:30] + bytes([whole[30] ^ 255]) + whole[31:],
        b"\x89PNG" + b"\x00" * 100,
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
    ]
    broken += [b"MZ\x90", b"<svg onload=alert(1)>", b"<?php", b""]
    for content in broken:
        answer = attach(client, record, content)
        assert (answer.status_code, number(answer)) in {(415, "FT-1004"), (413, "FT-1005")}, content[:40]
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")  # 900 million points in a few kilobytes
    assert number(attach(client, record, bomb.getvalue())) in {"FT-1004", "FT-1005"}
    assert number(attach(client, record, whole, caption=NUL)) == "FT-1007"
    assert number(attach(client, record, whole, question="nothing")) == "FT-6019"


def test_a_picture_comes_back_without_where_it_was_taken(client_as, life):
    from fairthread.base import files
    from fairthread.forms.models import Attachment

    exif = Image.Exif()
    exif[0x010E] = "Chuyền 4, chị Lan"
    exif.get_ifd(0x8825)[2] = (10.0, 45.0, 0.0)
    record = life("in_field")
    name = "../../etc/Set-Cookie: a=b;😀.jpg"
    assert (
        attach(client_as("enterprise_advisor"), record, picture("JPEG", exif=exif), name, "x" * 5000).status_code == 201
    )
    kept = Attachment.objects.get()
    stored = files.path(kept.file.sha256).read_bytes()
    assert b"Exif" not in stored and b"Lan" not in stored
    assert "/" not in kept.file.name and "\r" not in kept.file.name
    answer = client_as("enterprise_advisor").get(f"/assessments/{record.pk}/fill/attachments/{kept.pk}")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_cut_off_or_overfull_form_is_a_numbered_problem(client_as):
    client = client_as("programme_manager")
    cut = client.post(
        "/factories/new/", b"--x\r\nContent-Disposition: form-data; na", content_type="multipart/form-data"
    )
    assert (cut.status_code, number(cut)) == (400, "FT-1010")
    full = client.post(
        "/factories/new/", "&".join(f"a{n}=1" for n in range(1500)), content_type="application/x-www-form-urlencoded"
    )
    assert (full.status_code, number(full)) == (400, "FT-1010")


def test_a_forged_form_and_a_foreign_host_meet_a_numbered_problem(people, life):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["factory_manager"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = strict.post("/account/", {"name": "x"})
    assert (page.status_code, number(page)) == (403, "FT-1009")
    call = strict.put(f"/assessments/{life('in_field').pk}/fill/draft", "{}", content_type="application/json")
    assert (call.status_code, number(call)) == (403, "FT-1009")
    with override_settings(ALLOWED_HOSTS=["here.example"]):
        away = strict.get("/", headers={"Host": "evil.example"})
    assert (away.status_code, number(away)) == (400, "FT-1010")
    assert "evil.example" not in away.content.decode()


def test_every_way_that_changes_something_asks_for_our_own_form(people):
    """No view is exempt from the check of forged forms, and the API only reads."""
    exempt = []

    def walk(patterns, before=""):
        for one in patterns:
            address = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, address)
            elif getattr(one.callback, "csrf_exempt", False) and not address.startswith("api/"):
                exempt.append(address)

    walk(get_resolver().url_patterns)
    assert exempt == []
    from fairthread.api.routes import api

    methods = {
        m
        for _, router in api._routers
        for path in router.path_operations.values()
        for op in path.operations
        for m in op.methods
    }
    assert methods == {"GET"}


def test_a_refused_planning_step_writes_nothing(client_as, life):
    record, client = life("planned"), client_as("team_leader")
    step = f"/assessments/{record.pk}/step/"
    for name, sent in (
        ("cancel", {"reason": "  "}),
        ("cancel", {"reason": NUL}),
        ("reschedule", {"day": "10000-01-01"}),
        ("reschedule", {"day": "1900-01-01"}),
        ("assign", {"lead": "nobody"}),
        ("anything", {}),
    ):
        assert client.post(f"{step}{name}/", sent).status_code in {400, 404, 409, 422}, name
    record.refresh_from_db()
    assert record.state == "planned"
    assert client.post(f"{step}cancel/", {"reason": "x" * 100_000}).status_code == 302


def test_a_step_on_what_has_moved_on_meanwhile_is_refused(acting, life):
    """The planner's page is old: the team is in the factory already."""
    from datetime import date

    from fairthread.assessments.actions import field, plan
    from fairthread.base.problems import Problem

    record = life("planned")
    stale = type(record).objects.unscoped("an old page").get(pk=record.pk)
    field.start(acting("enterprise_advisor"), record, date(2026, 3, 2))
    for step in (
        lambda: plan.cancel(acting("team_leader"), stale, "no"),
        lambda: plan.reschedule(acting("team_leader"), stale, date(2026, 3, 4)),
        lambda: plan.assign(acting("team_leader"), stale, []),
    ):
        with pytest.raises(Problem) as caught:
            step()
        assert caught.value.number == 6011
    stale.refresh_from_db()
    assert stale.state == "in_field"
    assert stale.assessors.count() == 2


def bomb(inside: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", inside)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bomb(b"0" * 60_000_000), "bomb.xlsx"),
        (bomb(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "entity.xlsx"),
        ("tên,tỉnh\n".encode("utf-16-le"), "wrong.csv"),
        ("tên,tỉnh\nCông ty,ố\n".encode("cp1258", "replace"), "wrong.csv"),
        (b"%PDF-1.7", "a.pdf"),
        (b"\x00" * 100, "../../nul.csv"),
        (b"PK\x03\x04 and then nothing", "cut.xlsx"),
    ],
)
@pytest.mark.parametrize("path", ["/tools/import/", "/factories/import/"])
def test_a_hostile_table_is_a_numbered_problem_at_both_doors(client_as, path, content, name):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client_as("programme_manager").post(path, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code in {400, 413, 415}
    assert number(answer).startswith("FT-")
    assert not list(conf.MEDIA_ROOT.glob("**/*")) if conf.MEDIA_ROOT.exists() else True


def test_names_full_of_markup_stay_text_on_every_page(client_as, factory, people):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    type(factory).objects.unscoped("a test").filter(pk=factory.pk).update(name=evil, name_en=evil, search_text="script")
    type(people["buyer"]).objects.filter(pk=people["buyer"].pk).update(name=evil)
    client = client_as("programme_manager")
    for path in ("/factories/", f"/factories/{factory.pk}/", "/people/", reverse("person", args=[people["buyer"].pk])):
        text = client.get(path).content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text, path
