"""Assessments of the former system come in: the cleaning rules, and nothing twice."""

from __future__ import annotations

import csv

import pytest

from fairthread.assessments.actions.import_star import import_star
from fairthread.assessments.models import Answer, Assessment, Finding, ImportedSource, ImportRun
from fairthread.base.acting import Acting
from fairthread.base.models import HistoryEntry
from fairthread.base.problems import Problem
from fairthread.register.actions.merge_factories import merge_factories
from fairthread.register.models import Factory
from fairthread.tools.definition import definition
from fairthread.tools.models import ToolVersion

from .star import COLUMNS, row, write

OPERATOR = Acting.operator()


@pytest.fixture
def bring(places, tmp_path):
    """bring(rows, **options): writes the rows to a file and imports it."""

    def run(rows, name="export.csv", columns=None, **options):
        return import_star(OPERATOR, write(tmp_path / name, rows, columns), "VN", **options)

    return run


def everything():
    """All that an import could change."""
    models = (Assessment, Answer, Finding, ImportedSource, ImportRun, Factory, ToolVersion, HistoryEntry)
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def assessments():
    return Assessment.objects.unscoped("a test").order_by("started_on", "id")


def factories():
    return Factory.objects.unscoped("a test").filter(source_id__gt="").order_by("source_id")


def numbers(report):
    return {row: problem.number for row, problem in report.shown}


TWO = [
    row(),
    row(question="Q2", finding="0", label="Are drills held?"),
    row(question="Q3", kind="FGW", finding="1200", label="Workers", point="", cluster=""),
]


def test_an_assessment_comes_in_whole(bring):
    report = bring(TWO)
    one = assessments().get()
    assert (one.state, one.imported, one.source_id, one.cycle) == ("official", True, "100", 1)
    assert one.started_on == one.ended_on == one.law_date
    assert bytes(one.results) == bytes([2, 1, 4])
    values = one.answers.order_by("question__position").values_list("question__code", "value", "result")
    assert list(values) == [("Q1", "1", 2), ("Q2", "0", 1), ("Q3", "1200", 4)]
    assert [finding.question.code for finding in one.findings.all()] == ["Q1"]
    assert report.counts["assessments_new"] == 1 and report.counts["answers"] == 3
    entry = HistoryEntry.objects.get(name="import.ended")
    assert entry.data["answers"] == 3 and ImportRun.objects.get().ended_at


def test_the_same_file_again_changes_nothing(bring):
    bring(TWO)
    before = everything()
    report = bring(TWO)
    assert everything() == before
    assert report.counts == {"assessments_unchanged": 1} and not report.changed_something


def test_a_dry_run_tells_and_writes_nothing(bring):
    before = everything()
    report = bring(TWO, dry_run=True)
    assert everything() == before
    wanted = {"assessments_new": 1, "answers": 3, "findings": 1, "factories_new": 1, "tools_made": 1}
    assert report.counts == wanted
    real = bring(TWO)
    assert {name: real.counts[name] for name in wanted} == wanted


def test_a_dry_run_counts_names_as_the_import_does(bring):
    old, new = row(name="May Cũ"), row(quest="101", day="02/03/2019", name="May Mới")
    latest = row(quest="102", day="02/03/2020", name="May Nhất")
    for rows in ([old, new], [old, new, latest]):
        told = bring(rows, dry_run=True).counts
        real = bring(rows).counts
        for name in ("factories_new", "factories_renamed", "factory_names"):
            assert told[name] == real[name], name
    assert real["factories_renamed"] == 1


def test_a_changed_assessment_is_kept_until_update_is_asked_for(bring):
    bring(TWO)
    changed = [row(finding="0"), row(question="Q2", finding="1", label="Are drills held?"), TWO[2]]
    before = everything()
    report = bring(changed)
    assert numbers(report) == {2: 7025} and everything() == before
    report = bring(changed, update=True)
    one = assessments().get()
    assert report.counts["assessments_replaced"] == 1
    assert bytes(one.results) == bytes([1, 2, 4]) and one.answers.count() == 3
    assert [finding.question.code for finding in one.findings.all()] == ["Q2"]
    assert bring(changed).counts == {"assessments_unchanged": 1}


def test_the_order_of_rows_does_not_matter(bring):
    bring(TWO)
    assert bring(TWO[::-1]).counts == {"assessments_unchanged": 1}


def test_obsolete_factories_and_exact_duplicates_are_left_out_and_counted(bring):
    report = bring([*TWO, row(name="May Hai (Obsolete)", factory="F2", quest="200"), row()])
    assert report.problems == {7030: 1, 7031: 1}
    assert report.rows_left_out == 2 and report.rows_refused == 0
    assert factories().count() == 1 and Answer.objects.count() == 3


def test_two_answers_to_one_question_keep_the_first_and_report_the_second(bring):
    report = bring([*TWO, row(finding="0")])
    assert numbers(report) == {5: 7021}
    assert bytes(assessments().get().results)[0] == 2


def test_information_that_repeats_keeps_each_answer(bring):
    information = {"question": "Q3", "kind": "FGW", "label": "Name of the union", "point": "", "cluster": ""}
    bring([row(), row(finding="Union A", **information), row(finding="Union B", **information)])
    rows = Answer.objects.filter(question__code="Q3").order_by("slot").values_list("slot", "value")
    assert list(rows) == [(0, "Union A"), (1, "Union B")]


def test_spellings_of_a_point_and_a_cluster_become_one(bring):
    bring(
        [
            row(point="Hazardous Work", cluster="Child Labour"),
            row(question="Q2", label="b", point="Unconditional Worst Forms", cluster="Child labour"),
            row(question="Q3", label="c", point="OSH Management Systems", cluster="Systems"),
            row(question="Q4", label="d"),
        ]
    )
    known = definition(ToolVersion.objects.unscoped("a test").get(imported=True).pk)
    assert [point.label_en for point in known.points] == [
        "Hazardous Work and other Worst Forms",
        "OSH Management Systems",
        "Emergency Preparedness",
    ]
    assert [(cluster.label_en, cluster.kind) for cluster in known.clusters] == [
        ("Child Labour", "core"),
        ("Occupational Safety and Health", "national"),
    ]


def test_a_renamed_factory_is_one_factory_under_its_newest_name(bring):
    bring(
        [
            row(name="May Cũ", day="05/03/2016", quest="1"),
            row(name="May Mới", day="05/03/2019", quest="3"),
            row(name="May Giữa", day="05/03/2017", quest="2"),
        ]
    )
    one = factories().get()
    assert one.name == "May Mới" and one.status == "enrolled"
    assert sorted(one.names.values_list("text", "kind")) == [("May Cũ", "former"), ("May Giữa", "former")]
    assert [(a.source_id, a.state) for a in assessments()] == [
        ("1", "superseded"),
        ("2", "superseded"),
        ("3", "official"),
    ]


def test_a_later_file_renames_and_an_older_one_does_not(bring):
    bring([row(name="May B", day="05/03/2017", quest="2")])
    bring([row(name="May C", day="05/03/2018", quest="3")])
    assert factories().get().name == "May C"
    bring([row(name="May A", day="05/03/2016", quest="1")])
    one = factories().get()
    assert one.name == "May C"
    assert sorted(one.names.values_list("text", flat=True)) == ["May A", "May B"]
    assert list(assessments().filter(state="official").values_list("source_id", flat=True)) == ["3"]


def test_a_factory_that_was_merged_away_leads_to_the_record_that_was_kept(bring, make_factory):
    kept, gone = make_factory(), make_factory(source_id="F1")
    merge_factories(OPERATOR, kept, gone, "two records of one factory")
    report = bring(TWO)
    assert assessments().get().factory_id == kept.pk
    assert numbers(report) == {2: 7032} and report.rows_refused == 0


def test_a_known_tool_is_used_with_its_polarity(bring, known_tool):
    report = bring(
        [
            row(question="EX-1", tool="Test Tool", finding="1"),
            row(
                question="77", label="Are  drills held each YEAR?", tool="test_tool", quest="101", cycle=2, finding="0"
            ),
            row(question="X9", label="Unknown", tool="Test Tool"),
        ]
    )
    assert numbers(report) == {4: 7023}
    assert report.counts.get("tools_made", 0) == 0
    values = Answer.objects.values_list("question__code", "value", "result")
    assert sorted(values) == [("EX-1", "no", 2), ("EX-2", "no", 1)]
    assert {one.tool_version_id for one in assessments()} == {known_tool.pk}


@pytest.fixture
def known_tool(db):
    from fairthread.base import clock
    from fairthread.tools.models import Cluster, CompliancePoint, Question, Tool

    tool = Tool.objects.create(form_id="test_tool", title_en="Test tool", country=None)
    made = ToolVersion.objects.create(
        tool=tool, version="1", state="active", content_hash="0" * 64, created_at=clock.now()
    )
    cluster = Cluster.objects.create(version=made, code="osh", order=1, kind="national", label_en="OSH")
    point = CompliancePoint.objects.create(
        version=made, cluster=cluster, code="ep", order=1, label_en="Emergency preparedness"
    )
    asked = [("exits", "EX-1", "Are exits open?", "yes"), ("drills", "EX-2", "Are drills held each year?", "no")]
    for position, (name, code, label, good) in enumerate(asked):
        Question.objects.create(
            version=made,
            position=position,
            name=name,
            code=code,
            cluster=cluster,
            point=point,
            kind="compliance",
            type="select_one yes_no",
            compliant_answer=good,
            label_en=label,
        )
    return made


def test_further_questions_extend_an_imported_tool_and_keep_positions(bring):
    bring(TWO)
    report = bring([row(quest="200", cycle=2, day="05/03/2019", question="Q9", label="New?", finding="0")])
    assert report.counts["tools_made"] == 1
    versions = ToolVersion.objects.unscoped("a test").filter(imported=True).order_by("version")
    assert [version.version for version in versions] == ["imported-1", "imported-2"]
    codes = [[question.code for question in definition(version.pk).questions] for version in versions]
    assert codes == [["Q1", "Q2", "Q3"], ["Q1", "Q2", "Q3", "Q9"]]
    concepts = [[q.concept for q in definition(version.pk).questions][:2] for version in versions]
    assert concepts[0] == concepts[1] and all(concepts[0])
    assert bytes(assessments().last().results) == bytes([0, 0, 0, 1])
    assert bring(TWO).counts == {"assessments_unchanged": 1}


def test_columns_may_stand_in_any_order_with_either_spelling(bring, tmp_path):
    columns = ["Extra", *COLUMNS[::-1]]
    path = write(tmp_path / "x.csv", TWO, columns)
    path.write_text(path.read_text("utf-8").replace("Assesment", "Assessment", 1), "utf-8-sig")
    assert import_star(OPERATOR, path, "VN").counts["assessments_new"] == 1


def test_the_report_names_every_row_that_did_not_come_in(bring, tmp_path):
    bring([*TWO, row(), row(quest="7", finding="maybe")], report=tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as lines:
        told = [(line["row"], line["kind"], line["problem"]) for line in csv.DictReader(lines)]
    assert told == [("5", "left out", "FT-7031"), ("6", "refused", "FT-7019")]


def test_an_import_that_broke_goes_on_where_it_stopped(bring, monkeypatch):
    from fairthread.assessments.actions import import_star as module

    monkeypatch.setattr(module, "AT_ONCE", 1)
    rows = [row(quest=str(number), cycle=number, day=f"05/03/{2010 + number}") for number in range(1, 4)]
    seen = []

    def broken(by, factories):
        seen.append(1)
        if len(seen) == 2:
            raise RuntimeError("the machine stopped")

    monkeypatch.setattr(module, "settle", broken)
    with pytest.raises(RuntimeError):
        bring(rows)
    assert assessments().count() == 1 and Answer.objects.count() == 1  # whole, or not at all
    monkeypatch.undo()
    report = bring(rows)
    assert report.counts["assessments_new"] == 2 and report.counts["assessments_unchanged"] == 1


@pytest.mark.parametrize("role", ["team_leader", "enterprise_advisor", "factory_manager", "buyer", "donor", "stranger"])
def test_who_may_not_import_reads_nothing_and_writes_nothing(bring, acting, tmp_path, role):
    path = write(tmp_path / "x.csv", TWO)
    with pytest.raises(Problem) as refused:
        import_star(acting(role), path, "VN")
    assert refused.value.number in {2001, 2002} and not assessments().exists()


def test_a_programme_manager_may_import(acting, places, tmp_path):
    assert import_star(acting("programme_manager"), write(tmp_path / "x.csv", TWO), "vn").counts["assessments_new"] == 1


def test_the_command_prints_the_report(places, tmp_path):
    from click.testing import CliRunner

    from fairthread.assessments.imports.command import imports

    path = write(tmp_path / "x.csv", [*TWO, row(quest="8", day="31/12/2999")])
    ran = CliRunner().invoke(imports, ["assessments", str(path), "--layout", "star", "--country", "VN"])
    assert ran.exit_code == 0, ran.output
    assert "FT-7015" in ran.output and "1  assessments new" in ran.output.replace("cuộc", "")
