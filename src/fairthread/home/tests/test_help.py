"""Help: every document opens in both languages, and the tables say what the program does."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from fairthread import config
from fairthread.access import matrix
from fairthread.access.registry import RECORDS
from fairthread.base.problems import catalogue
from fairthread.home import documents, tables, words

pytestmark = pytest.mark.django_db
NAMES = sorted({entry.name for folder in ("", "vi/") for _, part in documents._sections(folder) for entry in part})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_document_opens_without_signing_in(client, name, language):
    answer = client.get(reverse("help_page", args=[name]), headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.context["document"].title != name


def test_a_vietnamese_reader_gets_the_translation_and_an_english_one_the_original():
    with override("vi"):
        assert documents.find("start").language == "vi"
        assert documents.find("reference/settings").language == "en"
    with override("en"):
        assert documents.find("vi/start").language == "en"


@pytest.mark.parametrize("name", ["../README", "..", "a/../../README", "index.md", "vi//start", "Start", "nothing"])
def test_nothing_else_can_be_read(name):
    assert documents.find(name) is None


def test_html_in_a_document_is_shown_not_run(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("# Title\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1))\n\n## Ngày `x` thứ 1\n\ntext")
    made = documents._made("x", path)
    assert "<script>" not in made.html
    assert "javascript:" not in made.html.replace("[a](javascript:alert(1))", "")
    assert made.title == "Title"
    assert made.headings == (("ngay-x-thu-1", "Ngày x thứ 1"),)


def test_links_between_documents_lead_within_help():
    html = documents._made("how-to/x", config.ROOT / "docs" / "how-to" / "install.md").html
    assert f'href="{reverse("help_page", args=["reference/settings"])}"' in html


def test_the_permission_page_gives_each_cell_its_reason(client):
    with override("en"):
        shown = {(table.record, line.verb, line.reason) for table in tables.permissions() for line in table.lines}
    assert shown == {(cell.record, cell.verb, cell.reason_en) for cell in matrix.cells()}
    assert client.get(reverse("help_permissions")).status_code == 200


def test_every_verb_and_state_of_the_matrix_has_words():
    assert {cell.verb for cell in matrix.cells()} <= set(words.VERBS)
    for name, record in RECORDS.items():
        assert set(record.states) <= set(words.STATES.get(name, {})), name


def test_the_overview_tells_always_sometimes_and_own_apart():
    by_record = {table.record: table for table in tables.permissions()}
    signs = {verb: [mark.sign if mark else "" for mark in marks] for verb, _, marks in by_record["assessment"].overview}
    assert "◇" in signs["fill"]
    assert "◐" in signs["release"]
    assert "●" in signs["view"]


def test_every_problem_is_listed(client):
    page = client.get(reverse("help_problems")).content.decode()
    assert all(f'id="FT-{number}"' in page for number in catalogue())


def test_the_building_blocks_show_in_the_demo_only(client, settings):
    assert client.get(reverse("look")).status_code == 200
    settings.DEMO = False
    assert client.get(reverse("look")).status_code == 404
