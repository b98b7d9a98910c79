"""Importing, activating, retiring, discarding; the definition in memory."""

from __future__ import annotations

import pytest

from fairthread.base import history
from fairthread.base.acting import Acting
from fairthread.base.problems import Problem
from fairthread.base.spreadsheets import read_sheets
from fairthread.forms.models import Form
from fairthread.tools import queries
from fairthread.tools.actions.activate import activate
from fairthread.tools.actions.discard import discard
from fairthread.tools.actions.import_tool import import_tool
from fairthread.tools.actions.make_imported_version import ImportedQuestion, make_imported_version
from fairthread.tools.actions.retire import retire
from fairthread.tools.definition import definition
from fairthread.tools.models import Concept, Question, Tool, ToolVersion
from fairthread.tools.workbook import definition_of, read_workbook

from .books import book, with_version, xlsx

ALL = ToolVersion.objects.unscoped("a test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(acting):
    return lambda sheets, role="programme_manager": import_tool(acting(role), xlsx(sheets), "../tool.xlsx")


def test_a_workbook_becomes_a_draft_and_says_the_same_as_the_file(bring):
    made = bring(book())
    assert made.new
    assert made.version.state == "draft"
    stored = definition(made.version.pk)
    written = definition_of(read_workbook(xlsx(book())))
    for one, other in zip(stored.questions, written.questions, strict=True):
        assert (one.name, one.label, one.parent, one.gate, one.legal, one.choices, one.repeat) == (
            other.name,
            other.label,
            other.parent,
            other.gate,
            other.legal,
            other.choices,
            other.repeat,
        )
    assert stored.calculated == ("exits_ok",)
    assert [question.position for question in stored.questions] == list(range(7))
    assert stored.names["union_name"] == "union"
    assert made.version.form.xform.startswith("<?xml")
    assert history.of(made.version).get().name == "tool.imported"
    assert history.of(made.version).get().data["file"] == "tool.xlsx"


def test_the_same_content_again_changes_nothing_and_says_so(bring):
    first = bring(book())
    again = bring(book())
    assert again.version == first.version
    assert not again.new
    assert ALL.count() == 1
    assert Question.objects.count() == 7


def test_the_stored_workbook_is_the_one_that_came(bring):
    from fairthread.base import files

    kept = bring(book()).version.workbook
    assert read_sheets(files.path(kept.sha256).read_bytes())["settings"][1][1] == "test_tool"


def test_other_content_under_the_same_version_is_refused(bring):
    bring(book())
    with pytest.raises(Problem) as problem:
        bring(with_version("1", exits_open={"code": "OSH-99"}))
    assert problem.value.number == 5042
    assert ALL.count() == 1


def test_a_workbook_with_errors_leaves_nothing_behind(bring):
    with pytest.raises(Problem) as problem:
        bring(with_version("1", exits_open={"kind": "complience"}))
    assert problem.value.number == 5041
    assert [part.number for part in problem.value.parts] == [5014]
    assert not ALL.exists()
    assert not Tool.objects.unscoped("a test").exists()
    assert not Concept.objects.exists()
    assert not Form.objects.exists()


def test_activating_retires_the_former_version(bring, acting):
    manager = acting("programme_manager")
    first = activate(manager, bring(book()).version)
    second = activate(manager, bring(with_version("2", exits_open={"code": "OSH-99"})).version)
    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "active")
    assert first.retired_on
    assert [entry.name for entry in history.of(first)] == ["tool.retired", "tool.activated", "tool.imported"]
    assert queries.active_versions(None) == [second]
    assert retire(manager, second).state == "retired"
    assert queries.active_versions(None) == []
    with pytest.raises(Problem):
        activate(manager, second)


def test_old_answers_keep_their_old_wording(bring, acting):
    manager = acting("programme_manager")
    first = activate(manager, bring(book()).version)
    activate(manager, bring(with_version("2", exits_open={"label::English (en)": "Are all exits open?"})).version)
    assert definition(first.pk).by_name["exits_open"].label_en == "Is exits_open right?"
    assert definition(first.pk).by_name["exits_open"].answer_label("na", "vi") == "Không áp dụng"
    assert Concept.objects.count() == 7


def test_a_draft_can_be_thrown_away_and_an_active_version_cannot(bring, acting):
    manager = acting("programme_manager")
    draft = bring(book()).version
    discard(manager, draft)
    assert not ALL.exists()
    assert not Tool.objects.unscoped("a test").exists()
    assert not Form.objects.exists()
    active = activate(manager, bring(book()).version)
    with pytest.raises(Problem) as problem:
        discard(manager, active)
    assert problem.value.number == 2002


@pytest.mark.parametrize("role", ["team_leader", "enterprise_advisor", "factory_manager", "donor", "stranger"])
def test_only_those_who_answer_for_the_tool_change_it(bring, acting, role):
    draft = bring(book()).version
    with pytest.raises(Problem):
        bring(with_version("2"), role)
    for step in (activate, discard):
        with pytest.raises(Problem):
            step(acting(role), draft)
    assert ALL.get().state == "draft"


def test_the_manager_of_one_country_makes_no_tool_of_the_world(acting, make_person, places):
    manager = Acting(make_person("programme_manager", "country", "VN"), "page")
    with pytest.raises(Problem):
        import_tool(manager, xlsx(book()), "tool.xlsx")
    assert not Tool.objects.unscoped("a test").exists()
    ours = book()
    ours["settings"][0]["country"] = "VN"
    assert import_tool(manager, xlsx(ours), "tool.xlsx").new


def test_the_definition_is_read_once(bring, acting, django_assert_num_queries):
    version = activate(acting("programme_manager"), bring(book()).version)
    with django_assert_num_queries(4):
        first = definition(version.pk)
    with django_assert_num_queries(0):
        assert definition(str(version.pk)) is first


def test_a_file_of_old_assessments_gets_its_own_version(acting):
    rows = [
        ImportedQuestion("Are emergency exits locked?", "Occupational Safety", "Emergency", concept="exits_open"),
        ImportedQuestion("Are emergency exits locked?", "Occupational Safety", "Other"),
        ImportedQuestion("Is there a union?", "Freedom of Association", "Other", kind="information"),
    ]
    versions = [
        make_imported_version(
            acting("programme_manager"), form_id="old", version="2016", title_en="Old tool", questions=rows
        )
        for _time in range(2)
    ]
    assert versions[0] == versions[1]
    made = definition(versions[0].pk)
    assert made.imported
    assert [question.name for question in made.questions] == [
        "are_emergency_exits_locked",
        "are_emergency_exits_locked_2",
        "is_there_a_union",
    ]
    assert len({(question.cluster, question.point) for question in made.questions}) == 3
    assert queries.active_versions(None) == []
    with pytest.raises(Problem):
        make_imported_version(acting("donor"), form_id="x", version="1", title_en="", questions=rows)
