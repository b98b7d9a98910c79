"""The check names every error with sheet, row and column."""

from __future__ import annotations

import io
import zipfile

import pytest

from fairthread.base.problems import Problem
from fairthread.tools.check import check_file

from .books import VI, book, question, xlsx


def row_of(sheets, name):
    return next(n for n, row in enumerate(sheets["survey"], start=2) if row.get("name") == name)


def found(sheets, **more):
    return check_file(xlsx(sheets), "t.xlsx", **more).problems


def test_a_good_workbook_has_no_errors_and_a_form():
    checked = check_file(xlsx(book()), "t.xlsx")
    assert checked.problems == []
    assert checked.xform
    assert len(checked.definition.questions) == 7


@pytest.mark.parametrize(
    ("name", "change", "number", "column", "suggestion"),
    [
        ("exits_open", {"cluster": "ohs"}, 5012, "cluster", "osh"),
        ("exits_open", {"compliance_point": "exit"}, 5013, "compliance_point", "exits"),
        ("exits_open", {"kind": "complience"}, 5014, "kind", "compliance"),
        ("workers", {"type": "image"}, 5015, "type", ""),
        ("workers", {"type": "select_one_from_file x.csv"}, 5015, "type", "select_one"),
        ("workers", {"type": "select_one yesno"}, 5016, "type", "yes_no"),
        ("exits_open", {"parent": "exit_ok"}, 5017, "parent", "exits_ok"),
        ("dormitory_safe", {"gate": "has_dormitry"}, 5018, "gate", "has_dormitory"),
        ("dormitory_safe", {"gate": "exits_ok"}, 5025, "gate", None),
        ("dormitory_safe", {"relevant": ""}, 5024, "relevant", "${has_dormitory} = 'yes'"),
        ("exits_open", {"compliant_answer": ""}, 5026, "compliant_answer", None),
        ("exits_open", {"compliant_answer": "yess"}, 5019, "compliant_answer", "yes"),
        ("exits_open", {"public_issue": "maybe"}, 5019, "public_issue", "yes"),
        ("workers", {"kind": "compliance", "compliant_answer": "yes"}, 5027, "type", None),
        ("exits_open", {f"label::{VI}": ""}, 5028, f"label::{VI}", None),
        ("exits_open", {"legal": "Convention 155"}, 5030, "legal", None),
        ("exits_open", {"legal": "ILO 155"}, 5030, "legal", None),
        ("workers", {"name": "số người"}, 5021, "name", "s_ng_i"),
        ("workers", {"name": "2nd"}, 5021, "name", "q_2nd"),
        ("workers", {"name": "finding"}, 5022, "name", None),
        ("workers", {"name": "w" * 101}, 5023, "name", None),
        ("workers", {"concept": "exits_open"}, 5020, "concept", None),
        ("workers", {"code": "OSH-01"}, 5020, "code", None),
        ("workers", {"name": "exits"}, 5020, "name", None),
        ("workers", {"code": ""}, 5010, "code", None),
        ("workers", {"relevant": "${exits_opn} = 'yes'"}, 5033, "relevant", "exits_open"),
        ("workers", {"relevant": "${nosuch} = 'yes'"}, 5050, "relevant", ""),
        ("workers", {"constraint": ". >= "}, 5039, "constraint", None),
        ("workers", {"relevant": "${workers} > 0"}, 5029, "relevant", None),
        ("exits_open", {"label::English (en)": "<script>alert(1)</script>"}, 5007, "label::English (en)", None),
        ("exits_open", {"label::English (en)": "=HYPERLINK(1)"}, 5005, "label::English (en)", None),
        ("exits_open", {f"label::{VI}": "Lá»‘i thoÃ¡t hiá»ƒm"}, 5006, f"label::{VI}", None),
        ("exits_open", {f"label::{VI}": "L\ufffdi thoát"}, 5006, f"label::{VI}", None),
        ("union_name", {"kind": "compliance", "type": "select_one yes_no"}, 5038, "kind", None),
        ("union_name", {"parent": "exits_ok"}, 5036, "parent", None),
    ],
)  # fmt: skip
def test_each_error_names_sheet_row_and_column(name, change, number, column, suggestion):
    sheets = book()
    at = row_of(sheets, name)
    sheets["survey"][at - 2].update(change)
    problems = [problem for problem in found(sheets) if problem.number == number]
    assert problems, [str(problem) for problem in found(sheets)]
    details = problems[0].details
    assert (details["sheet"], details["row"], details["column"]) == ("survey", at, column)
    assert str(details["cell"]).endswith(str(at))
    if suggestion:
        assert details["suggestion"] == suggestion
    for language in ("en", "vi"):
        assert "[" not in problems[0].sentence(language) + problems[0].todo(language)


def test_parents_in_a_circle_are_named():
    sheets = book()
    sheets["survey"][row_of(sheets, "exits_ok") - 2]["parent"] = "exits_open"
    (problem,) = found(sheets)
    assert problem.number == 5029
    assert problem.details["value"] == "exits_ok → exits_open → exits_ok"


def test_every_error_is_named_at_once_in_the_order_of_the_rows():
    sheets = book()
    for name in ("workers", "exits_open", "exits_ok"):
        sheets["survey"][row_of(sheets, name) - 2]["cluster"] = "nothing"
    rows = [problem.details["row"] for problem in found(sheets)]
    assert rows == sorted(rows)
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("sheet", "change", "number", "column"),
    [
        ("clusters", {"kind": "cor"}, 5014, "kind"),
        ("clusters", {"order": "first"}, 5035, "order"),
        ("compliance_points", {"cluster": "ohs"}, 5012, "cluster"),
        ("compliance_points", {f"label::{VI}": ""}, 5028, f"label::{VI}"),
        ("settings", {"country": "Vietnam"}, 5011, "country"),
        ("settings", {"country": "XX"}, 5011, "country"),
        ("settings", {"sectors": "aparel"}, 5011, "sectors"),
        ("settings", {"default_language": "Vietnamese"}, 5011, "default_language"),
        ("settings", {"form_id": "../etc"}, 5021, "form_id"),
        ("settings", {"version": ""}, 5010, "version"),
    ],
)
def test_the_other_sheets_are_checked_as_well(sheet, change, number, column):
    sheets = book()
    sheets[sheet][0].update(change)
    problems = found(sheets, countries={"VN"}, sectors={"apparel"})
    assert (number, sheet, 2, column) in [
        (p.number, p.details["sheet"], p.details["row"], p.details["column"]) for p in problems
    ]


def test_a_point_of_another_cluster_and_a_row_in_another_group():
    sheets = book()
    label = {key: value for key, value in sheets["clusters"][0].items() if key.startswith("label")}
    sheets["clusters"].append({"cluster": "pay", "order": "2", "kind": "national", **label})
    sheets["survey"][row_of(sheets, "workers") - 2]["cluster"] = "pay"
    assert {problem.number for problem in found(sheets)} == {5031, 5034}


@pytest.mark.parametrize("sheet", ["survey", "choices", "settings", "clusters", "compliance_points"])
def test_a_missing_sheet_is_named(sheet):
    sheets = book()
    sheets["other"] = sheets.pop(sheet)
    (problem,) = found(sheets)
    assert (problem.number, problem.details["sheet"]) == (5001, sheet)


def test_a_missing_and_a_misspelt_column_are_named():
    sheets = book()
    for row in sheets["survey"]:
        row["complient_answer"] = row.pop("compliant_answer", "")
    numbers = {(p.number, p.details["column"], p.details["suggestion"]) for p in found(sheets)}
    assert (5002, "compliant_answer", "complient_answer") in numbers
    sheets = book()
    for row in sheets["survey"]:
        row["public_isue"] = row.pop("public_issue", "")
    assert (5003, "public_isue") in {(p.number, p.details["column"]) for p in found(sheets)}


def test_groups_that_do_not_close_are_named():
    sheets = book()
    sheets["survey"].pop()
    assert [problem.number for problem in found(sheets)] == [5032]
    sheets = book()
    sheets["survey"].append({"type": "end_repeat"})
    assert [problem.number for problem in found(sheets)] == [5032]


def test_a_workbook_without_questions_and_the_wrong_workbook():
    sheets = book()
    sheets["survey"] = sheets["survey"][:1] + [{"type": "end_group"}]
    sheets["survey"][0].update(dict.fromkeys(question("x", "y"), ""), type="begin_group", name="osh")
    sheets["survey"][0].update({"label::English (en)": "x", f"label::{VI}": "x"})
    assert [problem.number for problem in found(sheets)] == [5004]
    wrong = xlsx({"Sheet1": [{"Factory": "A", "Workers": "12"}]})
    assert [problem.number for problem in check_file(wrong, "t.xlsx").problems] == [5001] * 5


def test_yes_no_means_yes_and_no():
    sheets = book()
    sheets["choices"][1]["name"] = "nope"
    assert 5037 in [problem.number for problem in found(sheets)]


def test_what_pyxform_refuses_is_an_error_of_the_workbook():
    sheets = book()
    sheets["survey"][row_of(sheets, "workers") - 2]["appearance"] = "x"
    sheets["survey"][row_of(sheets, "workers") - 2]["parameters"] = "start=broken"
    problems = found(sheets)
    assert all(isinstance(problem, Problem) for problem in problems)


# Hostile files


def test_a_formula_in_a_cell_is_named():
    problems = check_file(xlsx(book(), ("survey", "C7")), "t.xlsx").problems
    assert (5005, "survey", 7) in [(p.number, p.details["sheet"], p.details["row"]) for p in problems]


def packed(**parts: bytes) -> bytes:
    """The good workbook with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(book()))) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name.replace("/", "_").replace(".", "_"), source.read(name)))
    return out.getvalue()


def test_a_zip_bomb_is_refused():
    bomb = packed(xl_sharedStrings_xml=b"<sst>" + b" " * 120_000_000 + b"</sst>")
    assert len(bomb) < 2_000_000
    with pytest.raises(Problem) as problem:
        check_file(bomb, "t.xlsx")
    assert problem.value.number == 1022


def test_xml_entities_are_refused():
    hostile = packed(
        xl_sharedStrings_xml=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    )
    with pytest.raises(Problem) as problem:
        check_file(hostile, "t.xlsx")
    assert problem.value.number == 1023


def test_a_wrong_encoding_is_refused():
    with pytest.raises(Problem) as problem:
        check_file(packed(xl_sharedStrings_xml=b'<?xml version="1.0" encoding="UTF-8"?><sst><si><t>\xff\xfe'), "t.xlsx")
    assert problem.value.number == 1023
    with pytest.raises(Problem) as problem:
        check_file("type;name\ntext;tên".encode("cp1258", "replace"), "t.csv")
    assert problem.value.number == 5049 and "CSV does not do" in problem.value.todo("en")
