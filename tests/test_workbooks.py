"""The shipped tools hold the whole item list, in two languages, and build to the same bytes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from pyxform.xls2xform import convert

from scripts import build_workbooks

TOOLS = Path(__file__).resolve().parent.parent / "data" / "tools"
FORMS = ["global_2025", "vn_garment_footwear"]
EN, VI = "label::English (en)", "label::Tiếng Việt (vi)"
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
both = pytest.mark.parametrize("form", FORMS)


@cache
def sheet(form: str, name: str) -> list[dict[str, str]]:
    rows = CalamineWorkbook.from_path(str(TOOLS / f"{form}.xlsx")).get_sheet_by_name(name).to_python()
    text = [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    return [dict(zip(text[0], row, strict=True)) for row in text[1:]]


def questions(form: str) -> list[dict[str, str]]:
    return [row for row in sheet(form, "survey") if row["item"] and row["type"] != "end_repeat"]


def compliance(form: str) -> list[dict[str, str]]:
    return [row for row in questions(form) if row["kind"] == "compliance"]


def template() -> dict[str, dict[str, str]]:
    with (TOOLS / "source" / "cat_global_template_2025.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["seq"]: row for row in csv.DictReader(file)}


def test_the_global_tool_holds_every_item_once():
    assert {int(row["item"]) for row in questions("global_2025")} == set(range(1, 302))
    assert len(compliance("global_2025")) == 252
    assert Counter(row["kind"] for row in questions("global_2025"))["gate"] == 3


def test_what_viet_nam_left_out_is_written_down():
    held = {row["item"] for row in questions("vn_garment_footwear")}
    gone = {row["item"] for row in sheet("vn_garment_footwear", "left_out")}
    assert gone == {"3", "203"}
    assert not held & gone
    assert held | gone == {str(number) for number in range(1, 302)}
    assert len(compliance("vn_garment_footwear")) == 251


@both
def test_eight_clusters_and_thirty_eight_points_count(form):
    kinds = Counter(row["kind"] for row in sheet(form, "clusters"))
    assert kinds == {"core": 4, "national": 4, "process": 2}
    points = {row["compliance_point"] for row in sheet(form, "compliance_points") if row["kind"] == "compliance"}
    assert len(points) == 38
    assert {row["compliance_point"] for row in compliance(form)} == points


@both
def test_points_hold_the_published_number_of_questions(form):
    ours = Counter(row["compliance_point"] for row in compliance("global_2025"))
    label = {row["compliance_point"]: row[EN] for row in sheet(form, "compliance_points")}
    theirs = Counter(row["compliance_point"] for row in template().values() if row["type"] == "NCQ")
    assert Counter({label[point].lower(): n for point, n in ours.items()}) == Counter(
        {name.lower(): n for name, n in theirs.items()}
    )


@both
def test_every_text_is_in_both_languages(form):
    for row in questions(form):
        assert row[EN].strip() and row[VI].strip(), row["name"]
        assert row[EN] != row[VI]
        assert VIETNAMESE.search(row[VI]) and not VIETNAMESE.search(row[EN]), row["name"]
        for column in ("hint", "evidence", "constraint_message"):
            english, vietnamese = row[f"{column}::English (en)"], row[f"{column}::Tiếng Việt (vi)"]
            assert bool(english) == bool(vietnamese), (row["name"], column)
            assert not english or VIETNAMESE.search(vietnamese), (row["name"], column)
        if row["kind"] == "compliance":
            assert row["evidence::English (en)"], row["name"]


@both
def test_nothing_is_left_to_do(form):
    for row in sheet(form, "survey"):
        text = " ".join(row.values())
        assert not re.search(r"TODO|FIXME|\?\?|xxx$", text)
        assert "|" not in text
        if form != "global_2025":
            assert "[xxxx]" not in row[EN] + row[VI]


@both
@pytest.mark.parametrize("column", ["name", "code", "concept"])
def test_names_codes_and_concepts_are_unique(form, column):
    found = Counter(row[column] for row in questions(form))
    assert [value for value, times in found.items() if times > 1] == []
    assert all(found)


@both
def test_names_are_valid_and_differ_from_group_names(form):
    names = [row["name"] for row in sheet(form, "survey") if row["name"]]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{1,39}", name) for name in names)


def test_the_same_item_has_the_same_concept_and_code_in_both_tools():
    first, second = ({r["concept"]: (r["item"], r["code"]) for r in questions(form)} for form in FORMS)
    assert all(first[concept] == place for concept, place in second.items())


@both
def test_meaning_follows_the_item_list(form):
    items = template()
    for row in questions(form):
        item = items[row["item"]]
        if item["type"] in ("NCQ", "PRE-STAGE-2"):
            assert row["compliant_answer"] == item["answer_meaning_compliant_inferred"].lower()
        else:
            assert row["compliant_answer"] == ""
        assert (row["zero_tolerance"] == "yes") == ("zero-tolerance trigger" in item["note"])
        assert ("pre_stage_2" in row["tags"]) == (item["type"] == "PRE-STAGE-2")
        assert ("management_system" in row["tags"]) == (item["note"] == "management-system question")
        for reference in filter(None, item["ilo_reference"].split(";")):
            assert reference in row["legal"]


@both
def test_children_have_a_parent_or_a_gate(form):
    rows = {row["name"]: row for row in questions(form)}
    for row in rows.values():
        child = template()[row["item"]]["level_q_or_child"] == "C"
        assert child == (bool(row["parent"]) != bool(row["gate"])), row["name"]
        if row["parent"]:
            assert rows[row["parent"]]["kind"] == "compliance"
            assert not rows[row["parent"]]["parent"]
        if row["gate"]:
            assert rows[row["gate"]]["kind"] == "gate"
            assert row["relevant"] == "${" + row["gate"] + "} = 'yes'"


@both
def test_a_parent_may_be_not_applicable_when_all_its_children_may(form):
    rows = {row["name"]: row for row in questions(form)}
    for name in {row["parent"] for row in rows.values() if row["parent"]}:
        children = [row for row in rows.values() if row["parent"] == name]
        if all(child["type"] == "select_one yes_no_na" for child in children):
            assert rows[name]["type"] == "select_one yes_no_na"


def test_viet_nam_flags():
    rows = questions("vn_garment_footwear")
    national = {row["item"] for row in rows if row["national_only"]}
    assert national == {"95", "96"}
    public = [row for row in rows if row["public_issue"]]
    assert len(public) == 29
    assert all(row["kind"] == "compliance" and not row["national_only"] for row in public)
    references = {ref.strip() for row in rows for ref in row["legal"].split(";") if ref.strip()}
    assert all(re.match(r"(ILO [CRP]\d+|ILO-OSH 2001|VN \S)", ref) for ref in references)
    assert not any("VN" in row["legal"] for row in questions("global_2025"))


@both
def test_pyxform_takes_the_workbook_as_it_is(form):
    result = convert(TOOLS / f"{form}.xlsx", validate=False)
    assert result.warnings == []
    assert "exits_open_and_unlocked" in result.xform


def test_the_workbooks_come_from_the_tables(tmp_path):
    """Same bytes every time. Once people edit a shipped workbook by hand, compare two builds only."""
    source = TOOLS / "source"
    for tool in build_workbooks.table("tools.csv", source):
        once = build_workbooks.build(tool, tmp_path, source).read_bytes()
        again = build_workbooks.build(tool, tmp_path, source).read_bytes()
        assert once == again == (TOOLS / f"{tool['form_id']}.xlsx").read_bytes()
