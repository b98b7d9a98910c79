"""The pages, as each of the standing people sees them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fairthread.tools import actions
from fairthread.tools.models import Concept, ToolVersion

from .books import book, with_version, xlsx

pytestmark = pytest.mark.django_db
ROLES = ["public", "stranger", "programme_manager", "team_leader", "factory_manager", "buyer", "researcher"]
STAFF = {"programme_manager", "team_leader"}
ALL = ToolVersion.objects.unscoped("a test")


@pytest.fixture
def bring(acting):
    def run(sheets, state="active"):
        sheets["settings"][0]["country"] = "VN"  # where the standing team leader works
        version = actions.import_tool(acting("programme_manager"), xlsx(sheets), "t.xlsx").version
        return version if state == "draft" else actions.activate(acting("programme_manager"), version)

    return run


def upload(content, name="tool.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_what_is_in_use_and_only_staff_read_drafts(client_as, bring, role):
    active = bring(book())
    draft = bring(with_version("2", exits_open={"code": "OSH-99"}), "draft")
    client = client_as(role)
    names = [("tool_version", active), ("tool_document", active), ("tool_markdown", active), ("tool_workbook", active)]
    for name, version in names:
        assert client.get(reverse(name, args=[version.pk])).status_code == 200
    assert client.get(reverse("tool_question", args=[active.pk, "exits_open"])).status_code == 200
    assert client.get(reverse("tools")).status_code == 200
    page = client.get(reverse("tool", args=[active.tool_id]))
    wanted = 200 if role in STAFF else 404
    assert (str(draft.pk) in page.content.decode()) == (wanted == 200)
    for name in ("tool_version", "tool_document", "tool_markdown", "tool_workbook"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == wanted
    assert client.get(reverse("tool_difference", args=[active.pk, draft.pk])).status_code == wanted


@pytest.mark.parametrize("role", ROLES)
def test_a_tool_of_which_there_is_only_a_draft_is_hidden_from_the_public(client_as, bring, role):
    draft = bring(book(), "draft")
    client = client_as(role)
    assert ("Test tool" in client.get(reverse("tools")).content.decode()) == (role in STAFF)
    assert client.get(reverse("tool", args=[draft.tool_id])).status_code == (200 if role in STAFF else 404)


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_import_see_the_import_and_the_concepts(client_as, bring, role):
    version = bring(book(), "draft")
    client = client_as(role)
    allowed = role == "programme_manager"
    for name in ("import_tool", "concepts"):
        assert (client.get(reverse(name)).status_code == 200) == allowed
    sheets = with_version("2")
    sheets["settings"][0]["country"] = "VN"
    assert (client.post(reverse("import_tool"), upload(xlsx(sheets))).status_code == 200) == allowed
    assert bool(client.post(reverse("activate_tool", args=[version.pk]), follow=True).redirect_chain) == (
        allowed or role == "public"  # who is led to sign in
    )
    assert ALL.get().state == ("active" if allowed else "draft")


def test_a_workbook_is_checked_then_imported_then_activated_in_the_browser(client_as, bring):
    bring(book())
    client = client_as("programme_manager")
    sheets = with_version("2", exits_open={"label::English (en)": "Are all exits open at all times?"})
    sheets["settings"][0]["country"] = "VN"
    page = client.post(reverse("import_tool"), upload(xlsx(sheets)))
    text = page.content.decode()
    assert "Ready: 7 questions" in text
    assert "<ins>" in text
    assert ALL.count() == 1  # nothing is stored before the second step
    page = client.post(reverse("import_tool"), {"step": "import"}, follow=True)
    assert "Imported as a draft." in page.content.decode()
    draft = ALL.get(state="draft")
    client.post(reverse("activate_tool", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "active"
    assert client.post(reverse("import_tool"), {"step": "import"}).status_code == 400


def test_a_workbook_that_cannot_come_in_says_so_at_the_check(client_as, bring):
    bring(book())
    client = client_as("programme_manager")
    sheets = book()
    sheets["settings"][0]["country"] = "VN"
    assert "nothing has changed" in client.post(reverse("import_tool"), upload(xlsx(sheets))).content.decode()
    sheets["settings"][0]["form_title"] = "Another"
    assert "FT-5042" in client.post(reverse("import_tool"), upload(xlsx(sheets))).content.decode()
    assert "FT-5048" in client.post(reverse("import_tool"), upload(xlsx(book()))).content.decode()


def test_errors_stand_in_a_table_with_sheet_row_and_column(client_as):
    page = client_as("programme_manager").post(
        reverse("import_tool"), upload(xlsx(with_version("1", exits_open={"cluster": "ohs"})))
    )
    text = page.content.decode()
    assert "there is no cluster “ohs”" in text
    assert "Did you mean: osh?" in text
    assert "FT-5012" in text
    assert not ALL.exists()


@pytest.mark.parametrize(
    ("content", "number"), [(b"", 5047), (b"\xff\xfehello", 5049), (b"PK\x03\x04 not a zip", 1023), (b"%PDF-1.4", 5049)]
)
def test_a_file_that_is_no_workbook_gets_a_numbered_answer(client_as, content, number):
    client = client_as("programme_manager")
    page = client.post(reverse("import_tool"), upload(content) if content else {})
    assert page.status_code >= 400
    assert f"FT-{number}" in page.content.decode()


def test_fifty_megabytes_are_refused_before_they_are_read(client_as):
    page = client_as("programme_manager").post(reverse("import_tool"), upload(b"\0" * 50 * 1024 * 1024))
    assert page.status_code == 413
    assert "FT-1008" in page.content.decode()


def test_a_path_in_the_name_goes_nowhere(client_as):
    client = client_as("programme_manager")
    client.post(reverse("import_tool"), upload(xlsx(book()), "..\\..\\etc\\passwd.xlsx"))
    client.post(reverse("import_tool"), {"step": "import"})
    assert ALL.get().workbook.name == "test_tool-1.xlsx"


def test_the_search_works_without_accents_and_without_script(client_as, bring):
    version = bring(book())
    client = client_as("public")
    text = client.get(reverse("tool_version", args=[version.pk]), {"q": "exits_open CO dung"}).content.decode()
    assert "OSH-02" in text
    assert "OSH-06" not in text
    text = client.get(reverse("tool_version", args=[version.pk]), {"mark": "zero_tolerance"}).content.decode()
    assert "OSH-05" in text
    assert "1 question matches" in text
    assert "Nothing matches" in client.get(reverse("tool_version", args=[version.pk]), {"q": "zzz"}).content.decode()


def test_concepts_are_joined_and_separated_in_the_browser(client_as, bring):
    old = bring(book())
    new = bring(with_version("2", exits_open={"concept": "exits_are_open"}))
    client = client_as("programme_manager")
    address = f"{reverse('concepts')}?from={old.pk}&to={new.pk}"
    assert "exits_are_open" in client.get(address).content.decode()
    page = client.post(
        reverse("join_concepts"), {"concept": "exits_open", "target": "exits_are_open", "next": address}, follow=True
    )
    assert page.redirect_chain == [(address, 302)]
    assert Concept.objects.get(pk="exits_open").joined_to_id == "exits_are_open"
    both = client.get(reverse("tool_question", args=[new.pk, "exits_open"])).content.decode()
    assert both.count("OSH-02") >= 3
    assert client.post(reverse("join_concepts"), {"concept": "nothing", "target": "exits_open"}).status_code == 404
    client.post(reverse("part_concept"), {"concept": "exits_open", "next": "https://evil.example/"})
    assert Concept.objects.get(pk="exits_open").joined_to_id is None


def test_comparing_leads_to_the_difference(client_as, bring):
    old, new = bring(book()), bring(with_version("2", exits_open={"compliant_answer": "no"}))
    client = client_as("public")
    page = client.get(reverse("compare_tools"), {"from": old.pk, "to": new.pk}, follow=True)
    assert "answers do not compare as they are" in page.content.decode()
    assert client.get(reverse("compare_tools"), {"from": "x"}).status_code == 400


def test_pages_read_in_vietnamese(client_as, bring):
    version = bring(book())
    client = client_as("public")
    client.cookies["django_language"] = "vi"
    text = client.get(reverse("tool_version", args=[version.pk])).content.decode()
    assert "exits_open có đúng không?" in text
    assert client.get(reverse("tool_document", args=[version.pk])).status_code == 200
