"""Factories enter, change, pause, leave and come back; every step stands in history."""

import uuid
from datetime import date, timedelta

import pytest

from fairthread.base import clock, history, identifiers
from fairthread.base.acting import Acting
from fairthread.base.problems import Problem
from fairthread.register import actions, queries
from fairthread.register.actions.common import fingerprint
from fairthread.register.models import Factory

pytestmark = pytest.mark.django_db


def refused(call, *args, **values):
    with pytest.raises(Problem) as problem:
        call(*args, **values)
    return problem.value.number


@pytest.fixture
def manager(acting):
    return acting("programme_manager")


def test_a_new_factory_has_a_checked_identifier_a_status_row_and_history(manager, places):
    made = actions.create_factory(manager, name="Công ty May Đức Giang", **fields(places))
    assert identifiers.valid(made.public_id)
    assert made.public_id.startswith("VN-")
    assert [(row.status, row.recorded_by) for row in made.statuses.all()] == [("applied", manager.person)]
    entry = history.of(made).get()
    assert (entry.name, entry.person_name, entry.address) == ("factory.created", manager.person.name, "127.0.0.1")


def fields(places):
    return {"country": places["country"], "province": places["province"], "sector": places["sector"]}


def test_the_same_form_sent_twice_makes_one_factory(manager, places):
    key = uuid.uuid4()
    first, second = (actions.create_factory(manager, id=key, name="May Mười", **fields(places)) for _ in range(2))
    assert first == second
    assert history.of(first).count() == 1


def test_a_former_province_leads_to_its_successor(manager, places):
    made = actions.create_factory(
        manager, name="May Bình Dương", country=places["country"], province=places["province_before"]
    )
    assert (made.province, made.province_before) == (places["province"], places["province_before"])


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"name": " "}, 3001),
        ({"name": "<script>alert(1)</script>"}, 3002),
        ({"name": '=HYPERLINK("x")'}, 3002),
        ({"name": "May \x07"}, 3002),
        ({"name": "M\ufffd"}, 3002),
        ({"name": "x" * 201}, 3017),
        ({"workers_on": date(2999, 1, 1)}, 3003),
        ({"year_began": 1700}, 3004),
        ({"workers_men": -1}, 3005),
        ({"contacts": [{"name": n} for n in "abc"]}, 3006),
        ({"contacts": [{"email": "a@example.org"}]}, 3018),
        ({"status": "left"}, 3015),
        ({"status_on": date(2999, 1, 1)}, 3003),
    ],
)
def test_bad_values_have_a_number_and_leave_nothing(manager, places, values, number):
    before = Factory.objects.unscoped("test").count()
    assert refused(actions.create_factory, manager, **{"name": "May Thử", **fields(places), **values}) == number
    assert Factory.objects.unscoped("test").count() == before


def test_an_advisor_enters_applications_but_enrols_nobody(acting, places):
    advisor = acting("enterprise_advisor")
    assert actions.create_factory(advisor, name="May A", **fields(places)).status == "applied"
    assert refused(actions.create_factory, advisor, name="May B", status="enrolled", **fields(places)) == 2002


def test_a_team_leader_of_another_country_enters_nothing_here(make_person, places):
    other = Acting(make_person("team_leader", "country", "KH"), "page")
    assert refused(actions.create_factory, other, name="May A", **fields(places)) == 2001


def test_a_number_of_another_system_stands_for_one_factory(manager, places):
    actions.create_factory(manager, name="May A", source_id="7", **fields(places))
    assert refused(actions.create_factory, manager, name="May B", source_id="7", **fields(places)) == 3016


def test_an_edit_tells_before_and_after_and_keeps_the_former_name(manager, factory):
    former = factory.name
    actions.edit_factory(manager, factory, name="Tên Mới", workers_women=900)
    assert history.of(factory)[0].data["changes"] == {"name": [former, "Tên Mới"], "workers_women": [800, 900]}
    assert list(factory.names.values_list("text", "kind")) == [(former, "former")]


def test_an_edit_without_a_difference_writes_nothing(manager, factory):
    actions.edit_factory(manager, factory, name=factory.name)
    assert not history.of(factory).exists()


def test_nobody_overwrites_what_she_has_not_seen(manager, factory):
    seen = fingerprint(factory)
    actions.edit_factory(manager, factory, seen=seen, address="Lô 1")
    assert refused(actions.edit_factory, manager, factory, seen=seen, address="Lô 2") == 3011
    factory.refresh_from_db()
    assert factory.address == "Lô 1"


def test_who_the_contacts_are_does_not_stand_in_history(manager, factory):
    actions.edit_factory(manager, factory, contacts=[{"name": "Nguyễn Thị Ví Dụ", "email": "a@example.org"}])
    assert "Nguyễn" not in str(history.of(factory)[0].data)


def test_the_factory_keeps_its_form_but_not_its_links(acting, factory, buyer_organisation):
    theirs = acting("factory_manager")
    actions.edit_factory(theirs, factory, products="Áo sơ mi")
    assert refused(actions.edit_factory, theirs, factory, owner=buyer_organisation) == 2002
    assert refused(actions.edit_factory, theirs, factory, source_id="1") == 2002


def test_status_history_is_rows(manager, factory):
    day = clock.today() - timedelta(days=10)
    actions.change_status(manager, factory, "paused", day, "Không có đơn hàng")
    factory.refresh_from_db()
    assert factory.status == "paused"
    actions.change_status(manager, factory, "enrolled")
    assert list(factory.statuses.values_list("status", flat=True)) == ["enrolled", "paused"]


def test_a_status_step_taken_twice_and_other_bad_steps(manager, factory):
    today = clock.today()
    actions.change_status(manager, factory, "paused", today, "x")
    for values, number in [
        (("paused", today, "x"), 3012),
        (("applied", today, "x"), 3013),
        (("left", today + timedelta(days=1), "x"), 3003),
        (("left", today - timedelta(days=1), "x"), 3014),
        (("left", today, ""), 3015),
    ]:
        assert refused(actions.change_status, manager, factory, *values) == number
    assert factory.statuses.count() == 1


def test_search_finds_former_names_without_diacritics_and_identifiers(manager, factory):
    actions.add_name(manager, factory, "Xí nghiệp May Đông Phong", "former", until=date(2015, 1, 1))
    for text in (
        "dong phong",
        "ĐÔNG PHONG",
        "Xí nghiệp",
        factory.public_id,
        factory.public_id.replace("-", "").lower(),
    ):
        assert list(queries.search(manager.person, text)) == [factory], text
    name = factory.names.get()
    actions.remove_name(manager, factory, name.pk)
    actions.remove_name(manager, factory, name.pk)
    assert not queries.search(manager.person, "dong phong")
    assert [entry.name for entry in history.of(factory)] == ["factory.name_removed", "factory.name_added"]


def test_a_name_twice_or_from_the_future(manager, factory):
    actions.add_name(manager, factory, "Tên khác")
    assert refused(actions.add_name, manager, factory, "Tên khác") == 3019
    assert refused(actions.add_name, manager, factory, "Sau", "former", until=date(2999, 1, 1)) == 3003


def test_at_most_three_buyers_each_once(manager, factory, buyer_organisation):
    actions.add_buyer(manager, factory, buyer_organisation, 2013)
    assert refused(actions.add_buyer, manager, factory, buyer_organisation) == 3019
    others = [actions.create_organisation(manager, kind="buyer", name_en=f"Buyer {n}") for n in range(3)]
    assert refused(actions.add_buyer, manager, factory, others[0], 2999) == 3004
    for other in others[:2]:
        actions.add_buyer(manager, factory, other)
    assert refused(actions.add_buyer, manager, factory, others[2]) == 3007
    actions.remove_buyer(manager, factory, factory.buyers.first().pk)
    assert factory.buyers.count() == 2


def test_naming_a_buyer_opens_nothing_to_it(manager, people, factory, buyer_organisation):
    actions.add_buyer(manager, factory, buyer_organisation)
    assert not queries.factories(people["buyer"]).exists()
