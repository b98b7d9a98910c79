"""The reference lists and the texts of the demonstration hold together."""

import csv
import datetime
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).resolve().parents[1] / "data"
REFERENCE = DATA / "reference"
DEMO = DATA / "demo"
CONFIDENCE = {"confirmed", "computed", "unverified"}


def rows(name: str) -> list[dict[str, str]]:
    lines = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def document(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def has_diacritics(text: str) -> bool:
    return "đ" in text.lower() or any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


OLD = [r for r in rows("provinces_vn.csv") if r["valid_to"] == "2025-06-30"]
NEW = [r for r in rows("provinces_vn.csv") if not r["valid_to"]]
CALENDAR = document(REFERENCE / "calendars" / "VN.yaml")
HOLIDAYS = CALENDAR["holidays"]
FACTORIES = document(DEMO / "factories.yaml")["factories"]
FINDINGS = document(DEMO / "findings.yaml")
RATES = document(DEMO / "rates.yaml")
CSV_IDS = [
    ("countries.csv", "iso2"),
    ("provinces_vn.csv", "id"),
    ("provinces_other.csv", "id"),
    ("sectors.csv", "code"),
]


@pytest.mark.parametrize(("name", "key"), CSV_IDS)
def test_every_row_has_a_source_a_confidence_and_its_own_id(name: str, key: str) -> None:
    table = rows(name)
    assert all(r["source"] and r["confidence"] in CONFIDENCE for r in table)
    assert max(Counter(r[key] for r in table).values()) == 1
    assert not any(None in r or None in r.values() for r in table), "a row has too many or too few cells"


def test_all_text_is_composed_unicode() -> None:
    for path in [*REFERENCE.rglob("*.*"), *DEMO.glob("*.*")]:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


def test_sixty_three_provinces_became_thirty_four() -> None:
    assert len(OLD) == 63
    assert len(NEW) == 34
    assert len(rows("provinces_vn.csv")) == 97
    assert Counter(r["kind"] for r in OLD) == {"province": 57, "city": 6}
    assert Counter(r["kind"] for r in NEW) == {"province": 27, "city": 7}


def test_every_old_province_has_one_successor_and_every_new_one_keeps_a_code() -> None:
    new_ids = {r["id"] for r in NEW}
    taken = Counter(r["successor"] for r in OLD)
    assert set(taken) == new_ids
    assert sum(taken.values()) == 63
    assert Counter(taken.values()) == {1: 11, 2: 17, 3: 6}
    for r in NEW:
        assert r["code"] in {o["code"] for o in OLD if o["successor"] == r["id"]}
        assert not r["successor"]


def test_old_and_new_provinces_follow_each_other_without_a_gap() -> None:
    one_day = datetime.timedelta(days=1)
    assert {day(r["valid_to"]) + one_day for r in OLD} == {day(r["valid_from"]) for r in NEW}
    assert all(r["valid_from"] < r["valid_to"] for r in OLD)


def test_names_of_provinces_carry_their_diacritics() -> None:
    plain = {r["name_vi"] for r in OLD + NEW if not has_diacritics(r["name_vi"])}
    assert plain == {"Kon Tum", "Long An", "An Giang", "Gia Lai"}
    assert all(not has_diacritics(r["name_en"]) for r in OLD + NEW)


def test_known_mergers() -> None:
    by_name = {r["name_vi"]: r["successor"] for r in OLD}
    new_name = {r["id"]: r["name_vi"] for r in NEW}
    expected = {
        "Bình Dương": "Hồ Chí Minh",
        "Long An": "Tây Ninh",
        "Quảng Nam": "Đà Nẵng",
        "Bắc Giang": "Bắc Ninh",
        "Bình Định": "Gia Lai",
        "Thanh Hóa": "Thanh Hóa",
    }
    assert {old: new_name[by_name[old]] for old in expected} == expected


def test_countries() -> None:
    table = {r["iso2"]: r for r in rows("countries.csv")}
    assert len(table) == 249
    assert table["VN"]["name_vi"] == "Việt Nam"
    assert table["VN"]["time_zone"] == "Asia/Ho_Chi_Minh"
    assert table["VN"]["currency"] == "VND"
    assert table["ID"]["time_zone"] == ""
    assert {"VN", "BD", "KH", "JO", "HT"} <= {k for k, r in table.items() if r["in_programme"] == "yes"}
    assert sum(has_diacritics(r["name_vi"]) for r in table.values()) > 80


def test_bangladesh_and_cambodia() -> None:
    kinds = Counter(r["country"] for r in rows("provinces_other.csv"))
    assert kinds == {"BD": 8, "KH": 25}


def test_sectors() -> None:
    table = {r["code"]: r for r in rows("sectors.csv")}
    assert (table["apparel"]["isic_rev4"], table["footwear"]["isic_rev4"]) == ("14", "152")
    assert all(has_diacritics(r["name_vi"]) for r in table.values())


def test_organisations_lead_to_each_other() -> None:
    bodies = {o["id"]: o for o in document(REFERENCE / "organisations.yaml")["organisations"]}
    assert bodies["VN-MOLISA"]["successor"] == "VN-MOHA"
    ended, began = bodies["VN-MOLISA"]["valid_to"], bodies["VN-MOHA"]["valid_from"]
    assert ended + datetime.timedelta(days=1) == began == datetime.date(2025, 3, 1)
    for body in bodies.values():
        assert body["source"]
        assert body["confidence"] in CONFIDENCE
        for link, back in (("successor", "predecessor"), ("predecessor", "successor")):
            if body[link]:
                assert bodies[body[link]][back] == body["id"]


def test_holidays_name_their_article_source_and_confidence() -> None:
    for entry in HOLIDAYS + CALENDAR["open_days"]:
        assert entry["article"]
        assert entry["confidence"] in CONFIDENCE
        assert entry["source"] in CALENDAR["sources"]
        assert has_diacritics(entry["name_vi"])
        assert entry.get("choice", "fifth_day_of_tet") in CALENDAR["choices"]


def test_holidays_are_sorted_single_and_within_the_period() -> None:
    dates = [e["date"] for e in HOLIDAYS]
    assert dates == sorted(set(dates))
    assert CALENDAR["period"]["from"] <= dates[0]
    assert dates[-1] <= CALENDAR["period"]["to"]


@pytest.mark.parametrize(
    ("date", "key"),
    [
        ("2025-01-01", "new_year"),
        ("2025-01-29", "tet"),
        ("2024-02-10", "tet"),
        ("2026-02-17", "tet"),
        ("2025-04-07", "hung_kings"),
        ("2026-04-26", "hung_kings"),
        ("2025-09-02", "national"),
        ("2026-11-24", "culture"),
    ],
)
def test_known_holidays(date: str, key: str) -> None:
    assert {e["date"]: e["key"] for e in HOLIDAYS}[day(date)] == key


def test_first_day_of_tet_2025_is_the_twenty_ninth_of_january() -> None:
    first = [e["date"] for e in HOLIDAYS if e["rule"] == "lunar 1/1"]
    assert datetime.date(2025, 1, 29) in first
    assert len(first) == 14  # 2014 to 2027


@pytest.mark.parametrize("year", range(2014, 2028))
def test_number_of_holidays_is_that_of_the_law(year: int) -> None:
    listed = sum(e["date"].year == year for e in HOLIDAYS)
    still_open = sum(e["year"] == year for e in CALENDAR["open_days"])
    # The law on the last day of the year decides: the only day added within a year, in 2026, is in November.
    law = [r["days"] for r in CALENDAR["days_a_year"] if r["from"] <= datetime.date(year, 12, 31)][-1]
    assert listed + still_open == law


def test_culture_day_begins_in_2026() -> None:
    assert [e["date"].year for e in HOLIDAYS if e["key"] == "culture"] == [2026, 2027]


def test_factories_of_the_demonstration_are_single_and_of_the_right_mix() -> None:
    for field in ("id", "name_vi", "name_en", "short_name", "address_vi_new"):
        assert max(Counter(f[field] for f in FACTORIES).values()) == 1, field
    assert Counter(f["sector"] for f in FACTORIES) == {"apparel": 75, "footwear": 20, "textile": 5}
    assert all(has_diacritics(f["name_vi"]) for f in FACTORIES)
    parents = [f["parent"]["name"] for f in FACTORIES if f["parent"] and f["parent"]["name"]]
    assert len(parents) == len(set(parents)) > 10


def test_factories_stand_in_ten_provinces_that_exist() -> None:
    successor = {r["id"]: r["successor"] for r in OLD}
    assert len({f["province_old"] for f in FACTORIES}) == 10
    assert all(successor[f["province_old"]] == f["province_new"] for f in FACTORIES)


def test_workers_products_buyers_and_years_of_factories_are_plausible() -> None:
    buyers = {b["id"] for b in document(DEMO / "partners.yaml")["buyers"]}
    for f in FACTORIES:
        women, men = f["workers"]["women"], f["workers"]["men"]
        if f["sector"] == "apparel":
            assert 0.75 <= women / (women + men) <= 0.85
        assert sum(p["share"] for p in f["products"]) <= 100
        assert 1 <= len(f["buyers"]) <= 3
        assert {b["buyer"] for b in f["buyers"]} <= buyers
        assert f["began"] < f["joined"]
        assert all(f["began"] <= b["since"] for b in f["buyers"])


def test_findings_speak_both_languages_and_name_their_cause() -> None:
    findings = FINDINGS["findings"]
    assert len(findings) >= 60
    assert max(Counter(f["id"] for f in findings).values()) == 1
    points = {r["compliance_point"] for r in RATES["rates"]}
    for f in findings:
        assert f["compliance_point"] in points
        assert f["root_cause"] in FINDINGS["root_causes"]
        assert has_diacritics(f["evidence_vi"])
        assert not has_diacritics(f["evidence_en"])
        low, high = f["workers_share"] or (0, 0)
        assert 0 <= low <= high <= 1


def test_rates_cover_the_38_points_and_never_mix_fact_and_assumption() -> None:
    assert len({r["compliance_point"] for r in RATES["rates"]}) == len(RATES["rates"]) == 38
    for r in RATES["rates"]:
        if r["rate"] is None:
            assert 0 <= r["assumed"] <= 1
            assert r["assumed_why"]
            assert r["confidence"] == "unverified"
        else:
            assert "assumed" not in r
            assert 0 <= r["rate"] <= 1
            assert r["published"][0]["rate"] == r["rate"]
            assert all(p["source"] for p in r["published"])


def test_every_point_that_can_fail_has_a_text() -> None:
    told = {f["compliance_point"] for f in FINDINGS["findings"]}
    can_fail = {r["compliance_point"] for r in RATES["rates"] if (r["rate"] or r.get("assumed") or 0) > 0}
    assert can_fail <= told


def test_staff_partners_and_remarks() -> None:
    people = document(DEMO / "people.yaml")["people"]
    partners = document(DEMO / "partners.yaml")
    remarks = document(DEMO / "remarks.yaml")
    assert len(people) == len({p["name"] for p in people}) == 20
    assert {p["sex"] for p in people} == {"f", "m"}
    assert (len(partners["buyers"]), len(partners["donors"])) == (6, 3)
    assert all(p["fictional"] for p in partners["buyers"] + partners["donors"])
    for kind in ("reviewer_remarks", "factory_comments"):
        assert len(remarks[kind]) >= 20
        assert all(r["en"] and has_diacritics(r["vi"]) for r in remarks[kind])
