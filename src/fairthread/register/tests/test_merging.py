"""Two records become one and two again; nothing is lost on the way."""

import pytest

from fairthread.access import matrix
from fairthread.base import events, history
from fairthread.base.problems import Problem
from fairthread.register import actions, queries
from fairthread.register.models import Factory, Merge

pytestmark = pytest.mark.django_db


def refused(call, *args, **values):
    with pytest.raises(Problem) as problem:
        call(*args, **values)
    return problem.value.number


@pytest.fixture
def manager(acting):
    return acting("programme_manager")


@pytest.fixture
def listener():
    heard = []

    def moved(by, record, data):
        heard.append(("factory.merged", record, data))
        actions.remember(data["merge"], "things", ["one", "two"])

    def back(by, record, data):
        heard.append(("factory.unmerged", record, data))

    events.subscribe("factory.merged")(moved)
    events.subscribe("factory.unmerged")(back)
    yield heard
    events._listeners["factory.merged"].remove(moved)
    events._listeners["factory.unmerged"].remove(back)


def shape(factory):
    """Everything of a factory that a merge might touch."""
    fresh = Factory.objects.unscoped("test").get(pk=factory.pk)
    return (
        {field.name: getattr(fresh, field.attname) for field in Factory._meta.concrete_fields},
        sorted(fresh.names.values_list("text", "kind")),
        sorted(fresh.buyers.values_list("buyer_id", "since_year")),
        list(fresh.statuses.values_list("pk", flat=True)),
    )


@pytest.fixture
def pair(manager, make_factory, buyer_organisation):
    kept = make_factory(name="Công ty May Hai Con Cò")
    gone = make_factory(name="May Hai Con Co", address="Lô 1", year_began=2009, source_id="old-7")
    actions.add_name(manager, gone, "Xí nghiệp Cò Trắng", "former")
    actions.add_buyer(manager, gone, buyer_organisation, 2013)
    actions.add_name(manager, kept, "Con Cò", "short")
    actions.change_status(manager, gone, "paused", reason="x")
    return kept, gone


def test_a_merge_moves_names_buyers_facts_and_people(manager, make_person, pair):
    kept, gone = pair
    theirs = make_person("factory_manager", "factory", gone.pk)
    actions.merge_factories(manager, kept, gone, "Cùng mã số thuế")
    kept, gone = (Factory.objects.unscoped("test").get(pk=one.pk) for one in pair)
    assert gone.merged_into == kept
    assert (kept.address, kept.year_began, kept.status) == ("Lô 1", 2009, "enrolled")
    assert set(kept.names.values_list("text", flat=True)) >= {"Con Cò", "Xí nghiệp Cò Trắng", gone.name}
    assert kept.buyers.count() == 1
    assert matrix.may(type(theirs).objects.get(pk=theirs.pk), "view", kept)
    assert kept in queries.factories(manager.person)
    assert gone not in queries.factories(manager.person)
    for text in ("hai con co", gone.public_id, "co trang"):
        assert kept in queries.search(manager.person, text)
    assert [row.status for row in queries.all_statuses(kept)] == ["paused"]


def test_undo_gives_back_exactly_what_there_was(manager, make_person, pair):
    kept, gone = pair
    theirs = make_person("factory_manager", "factory", gone.pk)
    before = shape(kept), shape(gone)
    merge = actions.merge_factories(manager, kept, gone, "Cùng mã số thuế")
    actions.unmerge_factories(manager, merge)
    from fairthread.register.actions.common import refresh_search

    for one in pair:
        refresh_search(Factory.objects.unscoped("test").get(pk=one.pk))
    after = shape(kept), shape(gone)
    for old, new in zip(before, after, strict=True):
        old[0].pop("search_text"), new[0].pop("search_text")
    assert after == before
    assert theirs.grants.get().scope_id == str(gone.pk)
    assert [entry.name for entry in history.of(kept)][:2] == ["factory.unmerged", "factory.merged"]
    assert [entry.name for entry in history.of(gone)][:2] == ["factory.came_back", "factory.merged_away"]


def test_what_somebody_changed_after_the_merge_stays(manager, pair):
    kept, gone = pair
    merge = actions.merge_factories(manager, kept, gone, "x")
    actions.edit_factory(manager, Factory.objects.unscoped("test").get(pk=kept.pk), address="Lô 2")
    actions.unmerge_factories(manager, merge)
    kept.refresh_from_db()
    assert (kept.address, kept.year_began) == ("Lô 2", None)


def test_rooms_above_are_told_and_remembered(manager, pair, listener):
    kept, gone = pair
    merge = actions.merge_factories(manager, kept, gone, "x")
    name, record, data = listener[0]
    assert (name, record.pk, data["gone"]) == ("factory.merged", kept.pk, str(gone.pk))
    assert merge.moved["things"] == ["one", "two"]
    actions.unmerge_factories(manager, merge)
    assert listener[1][2]["moved"]["things"] == ["one", "two"]


def test_a_step_taken_twice(manager, pair, make_factory):
    kept, gone = pair
    merge = actions.merge_factories(manager, kept, gone, "x")
    assert refused(actions.merge_factories, manager, kept, gone, "x") == 3021
    actions.unmerge_factories(manager, merge)
    assert refused(actions.unmerge_factories, manager, merge) == 3023
    assert Merge.objects.count() == 1


def test_merges_in_a_row_are_undone_from_the_last(manager, pair, make_factory):
    middle, first = pair
    last = make_factory(name="Công ty May Cuối")
    inner = actions.merge_factories(manager, middle, first, "x")
    outer = actions.merge_factories(manager, last, middle, "x")
    first.refresh_from_db()
    assert queries.kept(first) == last
    assert refused(actions.unmerge_factories, manager, inner) == 3024
    actions.unmerge_factories(manager, outer)
    actions.unmerge_factories(manager, inner)
    first.refresh_from_db()
    assert queries.kept(first) == first


def test_what_cannot_be_merged(manager, pair):
    kept, gone = pair
    assert refused(actions.merge_factories, manager, kept, kept, "x") == 3020
    assert refused(actions.merge_factories, manager, kept, gone, " ") == 3025


def test_a_merged_record_takes_no_more_steps(manager, pair):
    kept, gone = pair
    actions.merge_factories(manager, kept, gone, "x")
    for call in (
        lambda: actions.edit_factory(manager, gone, address="y"),
        lambda: actions.change_status(manager, gone, "enrolled"),
        lambda: actions.add_name(manager, gone, "y"),
        lambda: actions.split_factory(manager, gone, "y", "y"),
    ):
        assert refused(call) == 3010


def test_a_failure_above_leaves_nothing_half_written(manager, pair):
    kept, gone = pair
    before = shape(kept), shape(gone)

    def fails(by, record, data):
        raise Problem(1001)

    events.subscribe("factory.merged")(fails)
    try:
        assert refused(actions.merge_factories, manager, kept, gone, "x") == 1001
    finally:
        events._listeners["factory.merged"].remove(fails)
    assert (shape(kept), shape(gone)) == before


def test_a_split_takes_the_chosen_names_along_and_a_merge_undoes_it(manager, pair):
    kept, _ = pair
    name = kept.names.get(text="Con Cò")
    made = actions.split_factory(manager, kept, "Xưởng Hai", "Hai nhà máy khác nhau", names=[name.pk])
    assert made.public_id != kept.public_id
    assert (made.province, made.status) == (kept.province, kept.status)
    assert list(made.names.values_list("text", flat=True)) == ["Con Cò"]
    assert not kept.names.exists()
    assert history.of(made)[0].data["from"] == str(kept.pk)
    actions.merge_factories(manager, kept, made, "Tách nhầm")
    assert "Con Cò" in kept.names.values_list("text", flat=True)


def test_a_split_of_names_of_another_factory(manager, pair):
    kept, gone = pair
    assert refused(actions.split_factory, manager, kept, "X", "x", names=[gone.names.first().pk]) == 3026


def test_a_split_of_what_is_no_identifier(manager, pair):
    assert refused(actions.split_factory, manager, pair[0], "X", "x", assessments=["../1"]) == 3026


def test_the_kept_record_decides_who_may_do_what_with_a_merged_one(manager, people, pair):
    kept, gone = pair
    actions.merge_factories(manager, kept, gone, "x")
    assert queries.factory(people["donor"], gone.pk) == gone
    assert refused(queries.factory, people["donor"], gone.pk, "edit") == 2002
    assert refused(queries.factory, people["factory_manager"], gone.pk) == 2001


def test_duplicates_are_suggested(manager, make_factory):
    one = make_factory(name="Công ty TNHH May Diều Gió", name_en="Dieu Gio Garment Co., Ltd.")
    two = make_factory(name="CÔNG TY CỔ PHẦN MAY DIEU GIO", name_en="")
    make_factory(name="Công ty TNHH Giày Biển Xanh", name_en="Bien Xanh Footwear")
    assert queries.alike(manager.person, one) == [two]
