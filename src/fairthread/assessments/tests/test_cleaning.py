from datetime import date

import pytest

from fairthread.assessments.imports import cleaning


@pytest.mark.parametrize(
    "text",
    [
        "Hazardous Work",
        "Unconditional Worst Forms",
        "Hazardous Work and other Worst Forms",
        "hazardous work & other worst forms",
        "HAZARDOUS WORK AND OTHER WORST FORMS ",
    ],
)
def test_the_spellings_of_hazardous_work_are_one_point(text):
    assert cleaning.point_key(text) == cleaning.point_key("Hazardous work and other worst forms")


def test_other_points_keep_their_name():
    assert cleaning.point_name("Emergency Preparedness") == "Emergency Preparedness"
    assert cleaning.point_key("Overtime") != cleaning.point_key("Overtime Wages")


def test_systems_is_occupational_safety_and_health():
    assert cleaning.cluster_name("Systems") == "Occupational Safety and Health"
    assert cleaning.cluster_key("FOA/CB") == cleaning.cluster_key("Freedom of association and collective bargaining")


def test_the_kind_of_a_cluster():
    assert cleaning.cluster_kind("Forced Labour", True) == "core"
    assert cleaning.cluster_kind("Systems", True) == "national"
    assert cleaning.cluster_kind("Something New", True) == "national"
    assert cleaning.cluster_kind("Factory information", False) == "process"


@pytest.mark.parametrize("name", ["May Mot (Obsolete)", "(OBSOLETE) May Mot", "May (obsolete) Mot"])
def test_obsolete_factories_are_known_by_their_name(name):
    assert cleaning.is_obsolete(name)
    assert not cleaning.is_obsolete("Obsolete Garment Ltd")


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+SUM(A1)", "-2+3+cmd|'x'!A0"])
def test_formulas(text):
    assert cleaning.is_formula(text)


@pytest.mark.parametrize(
    "text", ["", "-5", "+84 28 3822", "- none seen", "- two workers (of five)", "+84(28)3822", "3 = three", "a@b.org"]
)
def test_what_is_no_formula(text):
    assert not cleaning.is_formula(text)


def test_dates_are_day_month_year():
    assert cleaning.start_date("05/03/2018") == date(2018, 3, 5)
    assert cleaning.start_date("5/3/2018") == date(2018, 3, 5)
    for wrong in ("2018-03-05", "31/02/2018", "03/25/2018", "05/03/18", "", "05/03/0218", "٠٥/٠٣/٢٠١٨"):
        assert cleaning.start_date(wrong) is None


def test_cycles_and_findings():
    assert [cleaning.cycle_number(text) for text in ("3", "Cycle 3", "3.0")] == [3, 3, 3]
    assert [cleaning.cycle_number(text) for text in ("0", "", "100", "-1", "x")] == [None] * 5
    assert [cleaning.finding_code(text) for text in ("1", "0", "1.0", "NA", "n/a")] == ["1", "0", "1", "na", "na"]
    assert [cleaning.finding_code(text) for text in ("2", "yes", "", "0.5")] == [""] * 4


def test_public_issues_are_known_by_their_tag():
    assert cleaning.is_public("CAT; Public Disclosure")
    assert cleaning.tags("a; b, a") == ("a", "b")
