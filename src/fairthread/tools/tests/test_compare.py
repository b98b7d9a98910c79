"""Difference, suggestions, joining, documentation and the shipped tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from fairthread import cli, config
from fairthread.base import initial
from fairthread.base.acting import Acting
from fairthread.base.commands import program
from fairthread.base.problems import Problem
from fairthread.register.models import Sector
from fairthread.tools import actions, documentation, queries
from fairthread.tools.check import check_file
from fairthread.tools.definition import definition
from fairthread.tools.difference import compare, marked
from fairthread.tools.models import Concept, ToolVersion
from fairthread.tools.suggest import suggest
from fairthread.tools.workbook import definition_of, read_workbook

from .books import book, question, with_version, xlsx

ALL = ToolVersion.objects.unscoped("a test")
SHIPPED = sorted((config.DATA / "tools").glob("*.xlsx"))
TEXT = "label::English (en)"


def made(sheets):
    return definition_of(read_workbook(xlsx(sheets)))


def test_added_removed_and_changed_questions_are_told_apart():
    new = with_version("2", exits_open={TEXT: "Is every exit open?"}, exits_blocked={"compliant_answer": "yes"})
    new["survey"] = [row for row in new["survey"] if row.get("name") != "workers"]
    new["survey"].insert(3, question("signs", "OSH-20"))
    change = compare(made(book()), made(new))
    assert [q.name for q in change.added] == ["signs"]
    assert [q.name for q in change.removed] == ["workers"]
    assert {c.new.name: ([p.field for p in c.parts], c.meaning) for c in change.changed} == {
        "exits_open": (["label_en"], False),
        "exits_blocked": (["compliant_answer"], True),
    }
    assert change.same == 4
    assert not compare(made(book()), made(book()))


def test_a_question_with_a_new_name_and_the_same_concept_is_the_same():
    new = with_version("2", workers={"name": "workers_all"})
    assert not compare(made(book()), made(new))
    other = with_version("2", workers={"concept": "headcount"})
    assert len(compare(made(book()), made(other)).added) == 1
    assert not compare(made(book()), made(other), {"workers": "headcount"})


def test_changed_words_are_marked():
    assert marked("Is the exit open?", "Is every exit open?") == (
        ("same", "Is "),
        ("gone", "the "),
        ("new", "every "),
        ("same", "exit open?"),
    )


def test_questions_that_look_alike_are_suggested_once():
    new = with_version("2", exits_open={"concept": "a", "compliant_answer": "no"}, workers={"concept": "b"})
    found = suggest(made(book()), made(new))
    assert [(s.old.concept, s.new.concept, s.score) for s in found] == [("exits_open", "a", 100), ("workers", "b", 100)]
    assert [s.turned for s in found] == [True, False]
    assert suggest(made(book()), made(book())) == []
    assert [s.new.concept for s in suggest(made(book()), made(new), {"workers": "b"})] == ["a"]


@pytest.mark.django_db
def test_concepts_join_versions(acting):
    manager = acting("programme_manager")
    old = actions.import_tool(manager, xlsx(book()), "t.xlsx").version
    new = actions.import_tool(manager, xlsx(with_version("2", exits_open={"concept": "open"})), "t.xlsx").version
    one, other = Concept.objects.get(pk="exits_open"), Concept.objects.get(pk="open")
    actions.join_concepts(manager, one, other)
    assert {q.version_id for q in queries.questions_of_concept("exits_open")} == {old.pk, new.pk}
    roots = queries.root_concepts(["exits_open", "open"])
    assert roots == {"exits_open": "open", "open": "open"}
    for first, second in [("exits_open", "open"), ("open", "open"), ("open", "workers")]:
        with pytest.raises(Problem) as problem:
            actions.join_concepts(manager, Concept.objects.get(pk=first), Concept.objects.get(pk=second))
        assert problem.value.number == 5044
    with pytest.raises(Problem):
        actions.part_concept(acting("team_leader"), one)
    actions.part_concept(manager, Concept.objects.get(pk="exits_open"))
    assert queries.root_concepts(["exits_open"]) == {"exits_open": "exits_open"}


def test_the_documentation_names_every_item_and_markup_stays_text():
    sheets = with_version("1", exits_open={"country_option": "see <b>law</b> *now*"})
    text = documentation.markdown(made(sheets), "vi")
    assert "OSH-05" in text
    assert "exits_open có đúng không?" in text.replace("\\", "")
    html = documentation.html(text)
    assert "<b>" not in html
    assert "<em>now" not in html
    assert "Câu hỏi tuân thủ" in text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_tools_have_no_errors(path: Path):
    checked = check_file(path.read_bytes(), path.name)
    assert checked.problems == []
    assert len(checked.definition.calculated) > 10


def test_the_global_tool_has_all_items_in_its_documentation():
    checked = check_file((config.DATA / "tools" / "global_2025.xlsx").read_bytes(), "t.xlsx")
    assert {question.item for question in checked.definition.questions} == {str(n) for n in range(1, 302)}
    text = documentation.markdown(checked.definition, "en").replace("\\", "")
    assert all(f"**{question.code}**" in text for question in checked.definition.questions)


@pytest.fixture
def run(db):
    cli.load()
    return lambda *words: CliRunner().invoke(program, list(words))


def test_init_brings_in_the_shipped_tools_once(run, places):
    Sector.objects.create(code="footwear", name_en="Footwear", name_vi="Da giày")
    step = next(step for step in initial.steps() if step.order == 30 and "tools" in step.run.__module__)
    assert "global_2025" in step.run()
    assert ALL.filter(state="active").count() == len(SHIPPED)
    assert step.run() == "–"
    version = queries.active_versions(None, "VN")[0]
    assert version.tool.country_id == "VN"
    assert len(definition(version.pk).questions) > 300
    assert queries.find_version(Acting.operator(), "global_2025").state == "active"


def test_the_commands(run, tmp_path, people):
    good, bad, second = tmp_path / "good.xlsx", tmp_path / "bad.xlsx", tmp_path / "second.xlsx"
    good.write_bytes(xlsx(book()))
    bad.write_bytes(xlsx(with_version("1", exits_open={"cluster": "ohs"})))
    second.write_bytes(xlsx(with_version("2", exits_open={TEXT: "Is every exit open?"})))
    assert "ready, 7 questions" in run("tool", "check", str(good)).output
    wrong = run("tool", "check", str(bad))
    assert wrong.exit_code == 1
    assert "Sheet survey, row 5, column cluster" in wrong.output
    assert "Did you mean: osh?" in wrong.output
    assert run("tool", "import", str(bad)).exit_code != 0
    assert "imported; it is active" in run("tool", "import", str(good), "--activate").output
    assert "nothing changed" in run("tool", "import", str(good)).output
    refused = run("tool", "import", str(second), "--as", people["donor"].email)
    assert refused.exit_code != 0
    assert ALL.count() == 1
    run("tool", "import", str(second))
    assert "test_tool@2" in run("tool", "list").output
    assert "test_tool@2" not in run("tool", "list", "--as", people["donor"].email).output
    diff = run("tool", "diff", "test_tool@1", "test_tool@2").output
    assert "~ OSH-02" in diff
    assert "0 added, 0 removed, 1 changed, 6 the same" in diff
    assert run("tool", "diff", "test_tool@1", str(second)).output.endswith(diff.splitlines()[-1] + "\n")
    assert "# Test tool" in run("tool", "doc", str(good)).output
    assert "<h1>" in run("tool", "doc", "--tool", "test_tool@1", "--format", "html").output
    assert run("tool", "doc").exit_code == 2
    assert run("tool", "diff", "nothing", "test_tool").exit_code != 0


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_documentation_is_what_the_workbook_says(path: Path, language: str):
    """Write it anew: fairthread tool doc FILE --language en > docs/reference/tools/NAME.en.md"""
    kept = config.ROOT / "docs" / "reference" / "tools" / f"{path.stem}.{language}.md"
    checked = check_file(path.read_bytes(), path.name)
    assert kept.read_text("utf-8") == documentation.markdown(checked.definition, language)
