"""Upload, look, agree; bad files are numbered pages and write nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fairthread.register.models import Factory

pytestmark = pytest.mark.django_db


def upload(client, content, name="t.csv"):
    return client.post(reverse("factory_import"), {"file": SimpleUploadedFile(name, content)})


def test_upload_look_agree(client_as, people, places):
    client = client_as("programme_manager")
    answer = upload(client, "name,province\nMay Mười,test-hcmc\n<b>x,test-hcmc\n".encode())
    shown = answer.content.decode()
    assert "May Mười" in shown
    assert "FT-3002" in shown
    assert "<b>x" not in shown
    assert not Factory.objects.unscoped("test").filter(name="May Mười").exists()
    sent = {"file": answer.context["file"].pk}
    assert client.post(reverse("factory_import_agree"), sent).status_code == 302
    assert Factory.objects.unscoped("test").filter(name="May Mười").count() == 1
    assert client.post(reverse("factory_import_agree"), sent).status_code == 409


def test_nobody_agrees_to_the_upload_of_somebody_else(client_as, people, places):
    answer = upload(client_as("programme_manager"), b"name\nMay A\n")
    sent = {"file": answer.context["file"].pk}
    assert client_as("team_leader").post(reverse("factory_import_agree"), sent).status_code == 409


@pytest.mark.parametrize(
    ("content", "name", "status", "number"),
    [
        (b"x" * 1000, "big.csv", 413, 1003),
        ("name\nCông ty\n".encode("cp1258"), "t.csv", 415, 1021),
        (b"PK\x03\x04 broken", "../../t.xlsx", 415, 1023),
        (b"name,name\n", "t.csv", 400, 1024),
        (b"name,colour\na,b\n", "t.csv", 400, 3030),
    ],
)
def test_bad_uploads_are_numbered_pages(client_as, people, settings, content, name, status, number):
    settings.UPLOAD_MAX_BYTES = 900
    answer = upload(client_as("programme_manager"), content, name)
    assert answer.status_code == status
    assert f"{number}" in answer.content.decode()
    assert ".." not in answer.context["problem"].sentence()


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(client_as, people):
    answer = upload(client_as("programme_manager"), b"name\n" + b"a" * 50_000_000)
    assert answer.status_code == 413


def test_the_empty_table_can_be_imported(client_as, people, places):
    from fairthread.base import spreadsheets

    answer = client_as("programme_manager").get(reverse("factory_import_table"))
    sheets = spreadsheets.read_sheets(answer.content)
    assert sheets["factories"][0][0] == "public_id"
    assert sheets["words"][1][:3] == ["test-hcmc", "TP. Hồ Chí Minh", "Ho Chi Minh City"]
