"""A table of factories: what it would do is shown row by row, and done whole or not at all."""

import pytest

from fairthread.base.problems import Problem
from fairthread.register import actions, queries
from fairthread.register.importing.columns import COLUMNS
from fairthread.register.models import Factory

pytestmark = pytest.mark.django_db
HEAD = "source_id,name,name_en,province,sector,workers_women,workers_men,status,status_on,buyers,other_names\n"
ROW = "F1,Công ty May Ví Dụ,Vi Du Garment,Bình Dương,apparel,800,200,"
ROW += "enrolled,2020-05-01,Northwind Apparel (2013),例子; Ví Dụ\n"


@pytest.fixture
def manager(acting, buyer_organisation):
    return acting("programme_manager")


def table(*rows, head=HEAD):
    return (head + "".join(rows)).encode()


def plan(by, content, name="factories.csv", **options):
    return actions.import_factories(by, content, name, dry_run=True, **options)


def all_factories():
    """Without the ones that the fixtures made."""
    return Factory.objects.unscoped("test").exclude(name__startswith="Công ty May Thử Nghiệm")


def refusal(by, content):
    (row,) = [row for row in plan(by, content).rows if row.outcome == "refused"]
    return row.problems[0].number


def test_a_dry_run_writes_nothing(manager, places):
    shown = plan(manager, table(ROW))
    assert (shown.counts, all_factories().count()) == ({"created": 1, "changed": 0, "same": 0, "refused": 0}, 0)


def test_an_import_creates_and_a_second_one_changes_nothing(manager, places):
    actions.import_factories(manager, table(ROW), "f.csv")
    made = all_factories().get()
    assert (made.province, made.province_before) == (places["province"], places["province_before"])
    assert (made.status, made.statuses.get().on.isoformat(), made.workers_total) == ("enrolled", "2020-05-01", 1000)
    assert made.buyers.get().since_year == 2013
    assert set(made.names.values_list("text", flat=True)) == {"例子", "Ví Dụ"}
    assert plan(manager, table(ROW)).counts["same"] == 1
    assert actions.import_factories(manager, table(ROW), "f.csv").counts["same"] == 1


def test_what_would_change_is_told_field_by_field(manager, places):
    actions.import_factories(manager, table(ROW), "f.csv")
    changed = table(ROW.replace(",800,", ",810,").replace(",Vi Du Garment,", ",,"))
    (row,) = plan(manager, changed).rows
    assert (row.outcome, row.changes) == ("changed", {"workers_women": [800, 810]})
    actions.import_factories(manager, changed, "f.csv")
    made = all_factories().get()
    assert (made.workers_women, made.name_en) == (810, "Vi Du Garment")


def test_heads_may_be_vietnamese_labels(manager, places):
    content = "Tên nhà máy,Tỉnh, thành phố\n".replace("Tỉnh, thành phố", '"Tỉnh, thành phố"') + "May Mười,Bình Dương\n"
    assert plan(manager, content.encode()).counts["created"] == 1


@pytest.mark.parametrize(
    ("row", "number"),
    [
        (ROW.replace("Bình Dương", "Atlantis"), 3032),
        (ROW.replace("apparel", "mining"), 3032),
        (ROW.replace("Northwind Apparel", "Nobody"), 3032),
        (ROW.replace("enrolled", "happy"), 3032),
        (ROW.replace(",800,", ",many,"), 3033),
        (ROW.replace(",800,", ",9999999,"), 3005),
        (ROW.replace("2020-05-01", "01/05/2020"), 3034),
        (ROW.replace("2020-05-01", "2020-02-30"), 3034),
        (ROW.replace("2020-05-01", "2999-01-01"), 3003),
        (ROW.replace("Công ty May Ví Dụ", "=1+1"), 3002),
        (ROW.replace("Công ty May Ví Dụ", "<script>x</script>"), 3002),
        (ROW.replace("Công ty May Ví Dụ", ""), 3001),
        (ROW.replace("enrolled", "paused"), 3015),
    ],
)
def test_rows_that_cannot_be_right_are_refused_with_a_number(manager, places, row, number):
    assert refusal(manager, table(row)) == number
    actions.import_factories(manager, table(row), "f.csv")
    assert not all_factories().exists()


def test_refused_rows_do_not_hold_up_the_others(manager, places):
    content = table(ROW, ROW.replace("F1", "F2").replace("Ví Dụ,", "Hai,").replace("apparel", "mining"))
    assert actions.import_factories(manager, content, "f.csv").counts == {
        "created": 1,
        "changed": 0,
        "same": 0,
        "refused": 1,
    }


def test_two_rows_of_one_factory(manager, places):
    assert refusal(manager, table(ROW, ROW)) == 3042


def test_identifiers_are_checked(manager, factory):
    head = "public_id,address\n"
    good = factory.public_id
    wrong = good[:-1] + ("A" if good[-1] != "A" else "B")
    assert refusal(manager, table(f"{wrong},x\n", head=head)) == 3036
    assert plan(manager, table(f"{good.lower().replace('-', ' ')},x\n", head=head)).counts["changed"] == 1


def test_an_unknown_identifier(manager, places):
    from fairthread.base import identifiers

    assert refusal(manager, table(f"{identifiers.make('VN')},x\n", head="public_id,address\n")) == 3037


def test_a_factory_is_found_by_folded_name_and_province(manager, make_factory):
    there = make_factory(name="Công ty May Đông Phong")
    head = "name,province,address\n"
    (row,) = plan(manager, table("CONG TY MAY DONG PHONG,Hồ Chí Minh,Lô 1\n", head=head)).rows or [None]
    assert row.outcome == "refused"  # the test province is called TP. Hồ Chí Minh; see the next line
    (row,) = plan(manager, table("CONG TY MAY DONG PHONG,test-hcmc,Lô 1\n", head=head)).rows
    assert (row.outcome, row.factory) == ("changed", there)


def test_namesakes_are_not_guessed(manager, make_factory):
    for _ in range(2):
        make_factory(name="Công ty May Đông Phong")
    assert refusal(manager, table("Công ty May Đông Phong,test-hcmc\n", head="name,province\n")) == 3035


def test_a_factory_merged_away(manager, make_factory):
    kept, gone = make_factory(), make_factory(source_id="F1")
    actions.merge_factories(manager, kept, gone, "x")
    assert refusal(manager, table(ROW)) == 3010


def test_a_name_that_looks_like_another_is_told(manager, make_factory):
    there = make_factory(name="Công ty TNHH May Diều Gió")
    (row,) = plan(manager, table("Cty CP May Dieu Gioo,test-hcmc\n", head="name,province\n")).rows
    assert (row.outcome, [entry.id for entry in row.alike]) == ("created", [there.pk])


@pytest.mark.parametrize(
    ("head", "number"),
    [("name,colour\n", 3030), ("name,Tên nhà máy\n", 3030), ("address\n", 3031)],
)
def test_heads_that_do_not_hold(manager, head, number):
    with pytest.raises(Problem) as problem:
        plan(manager, (head + "a,b\n"[: 2 * head.count(",") + 2]).encode())
    assert problem.value.number == number


def test_a_table_that_is_too_long(manager):
    with pytest.raises(Problem) as problem:
        plan(manager, ("name\n" + "x\n" * 2001).encode())
    assert problem.value.number == 1025


def test_a_table_without_rows(manager):
    with pytest.raises(Problem) as problem:
        plan(manager, table())
    assert problem.value.number == 3039


def test_a_row_beyond_her_country_is_refused(make_person, places, buyer_organisation):
    from fairthread.base.acting import Acting

    leader = Acting(make_person("team_leader", "country", "KH"), "page")
    assert refusal(leader, table(ROW.replace(",Northwind Apparel (2013),", ",,"))) == 3043


def test_only_those_who_keep_the_register_import(acting, places):
    with pytest.raises(Problem) as problem:
        plan(acting("enterprise_advisor"), table(ROW))
    assert problem.value.status == 403


def test_a_register_that_changed_meanwhile(manager, places):
    shown = plan(manager, table(ROW))
    actions.import_factories(manager, table(ROW), "f.csv", expected=shown.digest)
    with pytest.raises(Problem) as problem:
        actions.import_factories(manager, table(ROW), "f.csv", expected=shown.digest)
    assert problem.value.number == 3044
    assert all_factories().count() == 1


def test_a_failure_in_the_last_row_writes_none(manager, places, monkeypatch):
    import sys

    module = sys.modules["fairthread.register.actions.import_factories"]
    real, calls = module.create_factory, []

    def second_fails(*args, **values):
        calls.append(1)
        if len(calls) == 2:
            raise Problem(1006)
        return real(*args, **values)

    monkeypatch.setattr(module, "create_factory", second_fails)
    with pytest.raises(Problem):
        actions.import_factories(manager, table(ROW, ROW.replace("F1", "F2").replace("Ví Dụ,", "Hai,")), "f.csv")
    assert not all_factories().exists()


def test_history_says_which_row_of_which_file(manager, places):
    from fairthread.base import history

    actions.import_factories(manager, table(ROW), "../../etc/thang 5.csv")
    entry = history.of(all_factories().get()).get(name="factory.created")
    assert entry.data["origin"] == "thang 5.csv, 2"


def test_every_column_has_both_languages():
    assert all(column.en and column.vi for column in COLUMNS)
    assert all(bool(column.hint_en) == bool(column.hint_vi) for column in COLUMNS)


def test_imported_factories_are_found(manager, places):
    actions.import_factories(manager, table(ROW), "f.csv")
    assert queries.search(manager.person, "例子").count() == 1
