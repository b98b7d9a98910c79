"""Rates of imported assessments: on the command line, on the page, and for whom."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date

import pytest
from click.testing import CliRunner
from django.db.models import Q

from fairthread.assessments.actions.import_star import import_star
from fairthread.assessments.models import Answer, Assessment
from fairthread.assessments.tests.star import row, write
from fairthread.base.acting import Acting
from fairthread.base.problems import Problem
from fairthread.measures.commands import print_rates
from fairthread.measures.rates import rates
from fairthread.tools.actions.join_concepts import join_concepts
from fairthread.tools.models import Concept

OPERATOR = Acting.operator()
BEGIN, END = date(2018, 1, 1), date(2018, 12, 31)


def asked(quest, factory, day, findings, cycle=1, tool="Garment CAT", **more):
    """Rows of one assessment: findings by question number."""
    points = {"Q1": "Hazardous Work", "Q2": "Unconditional Worst Forms", "Q3": "Gender", "Q4": "Coercion"}
    clusters = {"Q1": "Child Labour", "Q2": "Child Labour", "Q3": "Discrimination", "Q4": "Forced Labour"}
    return [
        row(
            quest=quest,
            factory=f"F{factory}",
            name=f"May {factory}",
            day=day,
            cycle=cycle,
            tool=tool,
            question=question,
            label=f"Text of {question}?",
            point=points[question],
            cluster=clusters[question],
            finding=finding,
            **more,
        )
        for question, finding in findings.items()
    ]


@pytest.fixture
def bring(places, tmp_path):
    return lambda *groups: import_star(OPERATOR, write(tmp_path / "x.csv", sum(groups, [])), "VN")


@pytest.fixture
def history(bring):
    bring(
        asked(1, 1, "01/01/2018", {"Q1": 1, "Q2": 0, "Q3": 1}),
        asked(2, 1, "31/12/2018", {"Q1": 0, "Q2": 1, "Q3": "NA"}, cycle=2),
        asked(3, 2, "05/05/2018", {"Q1": 0, "Q2": 0, "Q3": 1, "Q4": 1}),
        asked(4, 3, "31/12/2017", {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 1}),
        asked(5, 4, "01/01/2019", {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 1}),
    )


def table(made):
    return {
        (r.sample, r.words.cluster["en"], (r.words.point or {}).get("en"), (r.words.question or {}).get("en")): (
            r.noncompliant,
            r.assessed,
        )
        for r in made.rows
    }


CHILD, HAZARD = "Child Labour", "Hazardous Work and other Worst Forms"


def test_questions_of_the_latest_assessments_with_both_ends_of_the_window(history):
    assert table(rates(OPERATOR, "VN", BEGIN, END, "question")) == {
        ("latest", CHILD, HAZARD, "Text of Q1?"): (0, 2),
        ("latest", CHILD, HAZARD, "Text of Q2?"): (1, 2),
        ("latest", "Discrimination", "Gender", "Text of Q3?"): (1, 1),  # not applicable is out
        ("latest", "Forced Labour", "Coercion", "Text of Q4?"): (1, 1),  # not in every assessment
    }


def test_a_point_is_wrong_if_any_of_its_questions_is(history):
    assert table(rates(OPERATOR, "VN", BEGIN, END, "point")) == {
        ("latest", CHILD, HAZARD, None): (1, 2),
        ("latest", "Discrimination", "Gender", None): (1, 1),
        ("latest", "Forced Labour", "Coercion", None): (1, 1),
    }


def test_cycles_and_panels(history):
    assert table(rates(OPERATOR, "VN", BEGIN, END, "cluster", "cycle:1"))["cycle:1", CHILD, None, None] == (1, 2)
    panel = table(rates(OPERATOR, "VN", BEGIN, END, "cluster", "panel:2"))
    assert panel == {
        ("panel:2/1", CHILD, None, None): (1, 1),
        ("panel:2/1", "Discrimination", None, None): (1, 1),
        ("panel:2/1", "Forced Labour", None, None): (0, 0),
        ("panel:2/2", CHILD, None, None): (1, 1),
        ("panel:2/2", "Discrimination", None, None): (0, 0),
        ("panel:2/2", "Forced Labour", None, None): (0, 0),
    }


def test_versions_are_joined_and_the_newest_wording_is_shown(bring):
    bring(
        asked(1, 1, "01/02/2018", {"Q1": 1}),
        [
            row(
                quest=2,
                factory="F2",
                day="01/03/2018",
                tool="Garment CAT V2",
                question="X7",
                label="Text of Q1 ?",
                point="Hazardous work & other worst forms",
                cluster="Child labour",
                finding=0,
            )
        ],
        [
            row(
                quest=3,
                factory="F3",
                day="01/04/2018",
                tool="Garment CAT V3",
                question="Y1",
                label="Another wording",
                point="Hazardous Work",
                cluster="Child labour",
                finding=1,
            )
        ],
    )
    made = rates(OPERATOR, "VN", BEGIN, END, "question")
    assert [(r.words.question["en"], r.noncompliant, r.assessed) for r in made.rows] == [
        ("Another wording", 1, 1),
        ("Text of Q1 ?", 1, 2),
    ]
    assert set(made.rows[1].tool_versions) == {"Garment CAT imported-1", "Garment CAT V2 imported-1"}
    slugs = [concept.slug for concept in Concept.objects.order_by("slug")]
    concepts = {slug: Concept.objects.get(slug=slug) for slug in slugs}
    other = next(slug for slug in slugs if slug.startswith("another"))
    join_concepts(OPERATOR, concepts[other], concepts[next(slug for slug in slugs if slug != other)])
    made = rates(OPERATOR, "VN", BEGIN, END, "question")
    assert [(r.words.question["en"], r.noncompliant, r.assessed) for r in made.rows] == [("Another wording", 2, 3)]


def test_merged_records_of_a_factory_count_once(history):
    from fairthread.register.actions.merge_factories import merge_factories
    from fairthread.register.models import Factory

    by_source = {one.source_id: one for one in Factory.objects.unscoped("a test")}
    merge_factories(OPERATOR, by_source["F1"], by_source["F2"], "the same factory")
    made = rates(OPERATOR, "VN", BEGIN, END, "cluster")
    assert made.factories == made.assessments == 1


def test_the_vectors_agree_with_the_stored_answers(bring):
    draw = random.Random(3)
    bring(
        *(
            asked(n, n // 3, f"{n % 27 + 1:02}/{n % 12 + 1:02}/2018", {q: draw.choice([0, 1, "NA"]) for q in sample})
            for n in range(60)
            if (sample := [q for q in ("Q1", "Q2", "Q3", "Q4") if draw.random() < 0.8])
        )
    )
    made = rates(OPERATOR, "VN", BEGIN, END, "question")
    latest = {}
    for one in Assessment.objects.unscoped("a test").filter(started_on__range=(BEGIN, END)):
        latest[one.factory_id] = max(
            [one, latest.get(one.factory_id, one)], key=lambda record: (record.started_on, record.id)
        )
    for rate in made.rows:
        answers = Answer.objects.filter(
            Q(assessment__in=[one.pk for one in latest.values()]) & Q(question_id__in=made.questions_of(rate.key))
        )
        assert answers.filter(result=2).count() == rate.noncompliant
        assert answers.filter(result__in=(1, 2)).count() == rate.assessed
    assert made.rows


def run(*arguments):
    ran = CliRunner().invoke(print_rates, ["--country", "VN", "--from", "2018-01-01", "--to", "2018-12-31", *arguments])
    assert ran.exit_code == 0, (ran.output, ran.exception)
    return ran.stdout


def test_the_command_as_csv(history):
    lines = list(csv.DictReader(io.StringIO(run("--level", "question", "--format", "csv"))))
    assert list(lines[0]) == [
        "cluster",
        "compliance_point",
        "question",
        "noncompliant",
        "assessed",
        "rate_pct",
        "sample",
        "tool_versions",
    ]
    assert lines[1] == {
        "cluster": CHILD,
        "compliance_point": HAZARD,
        "question": "Text of Q2?",
        "noncompliant": "1",
        "assessed": "2",
        "rate_pct": "50.0",
        "sample": "latest",
        "tool_versions": "Garment CAT imported-1",
    }


def test_the_command_as_json_keeps_numerator_and_denominator(history):
    rows = json.loads(run("--level", "point", "--format", "json", "--sample", "cycle:2"))
    assert [(r["noncompliant"], r["assessed"], r["rate_pct"]) for r in rows] == [
        (1, 1, 100.0),
        (0, 0, None),
        (0, 0, None),
    ]


def test_a_table_names_every_version_whole_and_says_when_there_is_nothing(history):
    text = run("--level", "cluster")
    assert "…" not in text and all(len(line) < 400 for line in text.splitlines())
    arguments = ["--country", "VN", "--from", "1990-01-01", "--to", "1990-12-31", "--level", "point"]
    ran = CliRunner().invoke(print_rates, arguments)
    assert ran.exit_code == 0 and "longer" in ran.output or "dài hơn" in ran.output
    ran = CliRunner().invoke(print_rates, [*arguments, "--format", "csv"])
    assert ran.exit_code == 0 and ran.stdout.count("\n") == 1


def test_the_last_column_of_a_table_is_never_cut():
    from fairthread.measures import output

    class Made:
        rows = ["one"]

    whole = dict.fromkeys(output.COLUMNS, "x" * 200) | {"rate_pct": None}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "record", lambda _rate, _language: whole)
        line = output.as_table(Made()).splitlines()[1]
    assert line.endswith("x" * 200) and line.startswith("x" * 59 + "…")


def test_the_command_as_a_table(history):
    text = run("--level", "cluster")
    assert text.splitlines()[0].split() == [
        "cluster",
        "noncompliant",
        "assessed",
        "rate_pct",
        "sample",
        "tool_versions",
    ]


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"sample": "panel:0"}, 7050),
        ({"sample": "newest"}, 7050),
        ({"sample": "cycle:1x"}, 7050),
        ({"end": date(2017, 1, 1)}, 7051),
        ({"level": "everything"}, 7052),
        ({"country": "XX"}, 7005),
    ],
)
def test_what_cannot_be_asked_is_a_numbered_problem(places, change, number):
    wanted = {"country": "VN", "begin": BEGIN, "end": END, "level": "point", "sample": "latest", **change}
    with pytest.raises(Problem) as caught:
        rates(OPERATOR, **wanted)
    assert caught.value.number == number
    assert "[" not in caught.value.sentence("en")


STAFF = ["programme_manager", "team_leader", "enterprise_advisor", "training_officer"]
OTHERS = ["factory_manager", "factory_worker_representative", "buyer", "national_partner", "donor", "researcher"]
ADDRESS = "/rates/?country=VN&begin=2018-01-01&end=2018-12-31&level=question"


@pytest.mark.parametrize("role", [*OTHERS, "stranger", "public"])
def test_others_do_not_read_rates(history, client_as, role):
    client = client_as(role)
    for address in (ADDRESS, "/rates/findings/?country=VN&key=x&part=latest"):
        answer = client.get(address)
        assert answer.status_code in {302, 403, 404} and "Text of" not in answer.content.decode()


@pytest.mark.parametrize("role", STAFF)
def test_staff_read_rates_and_download_them(history, client_as, role):
    client = client_as(role)
    page = client.get(ADDRESS)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Text of Q2?" in text and "1 of 2" in text and "50 %" in text
    download = client.get(ADDRESS + "&format=csv")
    assert download["Content-Disposition"].startswith("attachment") and b"Text of Q2?" in download.content
    assert json.loads(client.get(ADDRESS + "&format=json").content)[1]["noncompliant"] == 1


@pytest.mark.parametrize("role", STAFF)
def test_a_percentage_leads_to_its_findings(history, client_as, role):
    import re

    client = client_as(role)
    links = re.findall(r'href="(/rates/findings/[^"]+)"', client.get(ADDRESS).content.decode())
    assert len(links) == 3  # the question that nobody fails has no link
    page = client.get(links[0].replace("&amp;", "&"))
    assert page.status_code == 200
    wanted = Assessment.objects.unscoped("a test").get(source_id="2")
    text = page.content.decode()
    assert f"/assessments/{wanted.pk}/" in text and "May 1" in text and "May 2" not in text


def test_rates_count_only_what_the_person_may_see(history, make_person):
    elsewhere = Acting(make_person("team_leader", "country", "KH"), "page")
    assert rates(elsewhere, "VN", BEGIN, END, "point").rows == []


def test_the_page_tells_what_is_wrong_and_keeps_the_choice(history, client_as):
    client = client_as("programme_manager")
    page = client.get("/rates/?country=VN&begin=2019-01-01&end=2018-01-01")
    assert page.status_code == 400 and "before it begins" in page.content.decode()
    assert client.get("/rates/?country=VN&begin=nonsense").status_code == 200
    assert client.get("/rates/findings/?country=VN&key=none&part=latest").status_code == 404
    assert client.get("/rates/?country=VN&begin=2000-01-01&end=2000-12-31").status_code == 200


def test_the_page_reads_in_vietnamese(history, client_as, people):
    people["programme_manager"].language = "vi"
    people["programme_manager"].save()
    page = client_as("programme_manager").get(ADDRESS)
    assert page.status_code == 200 and "1 trên 2" in page.content.decode()
