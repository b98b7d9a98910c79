"""Whatever a file holds: a clear numbered problem, nothing lost, nothing half-written."""

from __future__ import annotations

import tracemalloc

import pytest

from fairthread.assessments.actions.import_star import import_star
from fairthread.assessments.models import Answer, Assessment
from fairthread.base.acting import Acting
from fairthread.base.files import receive
from fairthread.base.problems import Problem, catalogue
from fairthread.register.models import Factory

from .star import COLUMNS, row, write

OPERATOR = Acting.operator()


@pytest.fixture
def bring(places, tmp_path):
    def run(rows, **options):
        return import_star(OPERATOR, write(tmp_path / "x.csv", rows), "VN", **options)

    return run


@pytest.fixture
def refused(places, tmp_path):
    """refused(bytes): the problem of a file that cannot be used as a whole; nothing has been written."""

    def run(content: bytes) -> Problem:
        path = tmp_path / "x.csv"
        path.write_bytes(content)
        with pytest.raises(Problem) as caught:
            import_star(OPERATOR, path, "VN")
        nothing()
        return caught.value

    return run


def nothing():
    assert not Assessment.objects.unscoped("a test").exists() and not Answer.objects.exists()
    assert not Factory.objects.unscoped("a test").filter(source_id__gt="").exists()


def as_bytes(tmp_path, rows, encoding="utf-8"):
    return write(tmp_path / "made.csv", rows, encoding=encoding).read_bytes()


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"day": "31/12/2999"}, 7015),
        ({"day": "2018-03-05"}, 7014),
        ({"day": "30/02/2018"}, 7014),
        ({"country": "Cambodia"}, 7016),
        ({"country": "Atlantis"}, 7016),
        ({"cycle": "zero"}, 7017),
        ({"kind": "ABC"}, 7018),
        ({"finding": "2"}, 7019),
        ({"finding": ""}, 7011),
        ({"quest": ""}, 7011),
        ({"factory": " "}, 7011),
        ({"label": ""}, 7011),
        ({"point": ""}, 7011),
        ({"name": "x" * 201}, 7012),
        ({"label": "x" * 2001}, 7012),
        ({"name": "=HYPERLINK(1)"}, 7013),
        ({"label": "@SUM(A1)"}, 7013),
        ({"finding": "=1+0"}, 7013),
        ({"tool": "+cmd|' /C calc'!A0"}, 7013),
        ({"name": "<script>alert(1)</script>"}, 7027),
    ],
)
def test_a_bad_row_is_reported_and_the_good_ones_come_in(bring, values, number):
    report = bring([row(), row(quest="200", question="Q2", label="b", cycle=2) | row(**{"quest": "200", **values})])
    assert [(at, problem.number) for at, problem in report.shown] == [(3, number)]
    assert report.rows_refused == 1
    assert list(Assessment.objects.unscoped("a test").values_list("source_id", flat=True)) == ["100"]


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"factory": "F2"}, "Factory.Assessed.ID"),
        ({"day": "06/03/2018"}, "Assesment.Start.Date"),
        ({"cycle": 2}, "Cycle"),
        ({"tool": "Garment CAT V2"}, "TQ.Name"),
    ],
)
def test_one_assessment_has_one_factory_day_cycle_and_tool(bring, values, what):
    report = bring([row(), row(question="Q2", label="b", **values)])
    ((at, problem),) = report.shown
    assert (at, problem.number, problem.details["what"], problem.details["first"]) == (3, 7020, what, 2)
    assert Answer.objects.count() == 1


def test_one_question_has_one_type_point_and_cluster(bring):
    rows = [row(), *(row(quest=n, cycle=n) for n in range(2, 5))]
    rows[1] |= {"Question.type": "FGW"}
    rows[2] |= {"CP": "Welfare Facilities"}
    rows[3] |= {"Cluster": "Working Time"}
    report = bring(rows)
    assert [(at, problem.number, problem.details["what"]) for at, problem in report.shown] == [
        (3, 7022, "Question.type"),
        (4, 7022, "CP"),
        (5, 7022, "Cluster"),
    ]


def test_another_wording_comes_in_with_a_note(bring):
    report = bring([row(), row(quest=2, cycle=2, label="Are the exits blocked?")])
    assert [(at, problem.number) for at, problem in report.shown] == [(3, 7033)]
    assert Answer.objects.count() == 2 and report.rows_refused == 0


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258", "latin-1"])
def test_another_encoding_is_refused_with_the_row(refused, tmp_path, encoding):
    problem = refused(as_bytes(tmp_path, [row(name="May 1"), row(name="Vi\u00eat \u00c0")], encoding))
    assert problem.number == 7002
    assert problem.details["row"] == (1 if encoding == "utf-16" else 3)


def test_an_encoding_that_breaks_late_leaves_nothing_behind(refused, tmp_path):
    many = [row(quest=number, factory=f"F{number}") for number in range(3000)]
    problem = refused(as_bytes(tmp_path, many) + b"Vietnam,F9,\xff\n")
    assert (problem.number, problem.details["row"]) == (7002, 3002)


def test_lacking_columns_are_named(refused):
    problem = refused(b"Country,Cycle\nVietnam,1\n")
    assert problem.number == 7003 and "Factory.Assessed.ID" in problem.details["columns"]
    assert refused(b"").number == 7003


def test_a_column_that_stands_twice_is_refused(refused):
    assert refused((",".join([*COLUMNS, "Cycle"]) + "\n").encode()).number == 7007


def test_what_is_no_text_is_refused(refused):
    assert refused(b"PK\x03\x04rest").number == 7008
    assert refused(b"a,b\x00c\n").number == 7008


def test_a_quotation_mark_that_never_closes_does_not_swallow_rows_in_silence(refused, tmp_path):
    lines = as_bytes(tmp_path, [row(quest=number) for number in range(1, 5)]).split(b"\r\n")
    lines[2] = b'"' + lines[2]
    problem = refused(b"\r\n".join(lines))
    assert (problem.number, problem.details["row"]) == (7004, 3)


def test_a_stray_quotation_mark_and_too_many_cells_are_bad_rows(bring, places, tmp_path):
    lines = as_bytes(tmp_path, [row(quest=number, cycle=number) for number in range(1, 5)]).split(b"\r\n")
    lines[2] = lines[2].replace(b"Vietnam", b'"Viet"nam')
    lines[3] += b",more"
    path = tmp_path / "x.csv"
    path.write_bytes(b"\r\n".join(lines))
    report = import_star(OPERATOR, path, "VN")
    assert [(at, problem.number) for at, problem in report.shown] == [(3, 7010), (4, 7010)]
    assert Assessment.objects.unscoped("a test").count() == 2


def test_a_line_without_end_is_refused(refused):
    assert refused(b"x" * 1_100_000).number == 7004


def test_semicolons_and_blank_lines_are_read(places, tmp_path):
    path = write(tmp_path / "x.csv", [row()])
    path.write_text(path.read_text("utf-8").replace(",", ";") + "\n\n;;;\n", "utf-8")
    report = import_star(OPERATOR, path, "VN")
    assert report.counts["assessments_new"] == 1 and not report.problems


def test_a_file_that_is_not_there(places, tmp_path):
    with pytest.raises(Problem) as caught:
        import_star(OPERATOR, tmp_path / "none.csv", "VN")
    assert caught.value.number == 7001


@pytest.mark.parametrize("country", ["XX", "", "ZZ", "Viet Nam"])
def test_an_unknown_country(bring, country, places, tmp_path):
    with pytest.raises(Problem) as caught:
        import_star(OPERATOR, write(tmp_path / "x.csv", [row()]), country)
    assert caught.value.number == 7005


def test_a_file_of_50_mb_takes_little_memory_and_every_row_is_reported(places, tmp_path):
    path = tmp_path / "big.csv"
    write(path, [row()])
    bad = (
        ",".join(["Vietnam", "F1", "May", "1", "05/03/2018", "9", "Q", "NCQ", "l" * 9900, "p", "c", "7", "", "T"])
    ).encode()
    with path.open("ab") as out:
        for _ in range(5300):
            out.write(bad + b"\r\n")
    assert path.stat().st_size > 50_000_000
    tracemalloc.start()
    try:
        report = import_star(OPERATOR, path, "VN", report=tmp_path / "report.csv")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.problems == {7012: 5300} and report.counts["assessments_new"] == 1
    assert sum(1 for _line in (tmp_path / "report.csv").open()) == 5301
    assert peak < 40_000_000


@pytest.mark.slow
def test_four_times_the_rows_take_no_more_memory(places, tmp_path, monkeypatch):
    monkeypatch.setattr("fairthread.assessments.actions.import_star.AT_ONCE", 5)  # batches of 500 rows
    peaks = []
    for seed, rows in ((1, 3_000), (2, 3_000), (3, 12_000)):  # the first one warms up what stays for the process
        path = tmp_path / f"{seed}.csv"
        _many(path, seed, rows)
        tracemalloc.start()
        try:
            assert import_star(OPERATOR, path, "VN").counts["answers"] == rows
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[2] < peaks[1] + 2_000_000, peaks


def _many(path, seed, count):
    """100 rows an assessment, six assessments a factory."""
    rows = (
        row(
            quest=f"{seed}-{number // 100}",
            factory=f"F{number // 600}",
            cycle=number // 100 % 6 + 1,
            day=f"01/01/{2010 + number // 100 % 6}",
            question=f"Q{number % 100}",
            label=f"Question {number % 100}",
            finding=number % 3 // 2,
        )
        for number in range(count)
    )
    write(path, rows)


def test_an_upload_of_50_mb_is_refused_by_its_size(db):
    with pytest.raises(Problem) as caught:
        receive(b"a,b\n" * 13_000_000, "big.csv")
    assert caught.value.number == 1003


def test_every_number_has_its_words():
    used = [*range(7001, 7009), *range(7010, 7028), *range(7030, 7034), *range(7050, 7054)]
    assert not [number for number in used if number not in catalogue()]
