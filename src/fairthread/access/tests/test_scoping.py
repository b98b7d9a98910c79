"""A read that forgot its person raises; lists and single checks agree."""

import pytest

from fairthread.access import matrix
from fairthread.access.scoping import UnscopedRead
from fairthread.base.problems import Problem
from fairthread.register.models import Factory

pytestmark = pytest.mark.django_db


def test_an_unscoped_read_raises(factory):
    for read in (list, lambda q: q.count(), lambda q: q.exists(), lambda q: q.first(), lambda q: q.delete()):
        with pytest.raises(UnscopedRead):
            read(Factory.objects.filter(pk=factory.pk))


def test_what_is_reached_from_a_record_in_hand_passes(factory):
    assert list(factory.province.factories.all()) == [factory]


def test_lists_and_single_checks_agree(people, factory, other_factory):
    for person in people.values():
        listed = set(Factory.objects.for_person(person))
        assert listed == {f for f in (factory, other_factory) if matrix.may(person, "view", f)}


def test_no_access_looks_like_not_found_and_read_only_is_forbidden(people, factory):
    with pytest.raises(Problem) as refused:
        matrix.need(people["stranger"], "edit", factory)
    assert refused.value.status == 404
    with pytest.raises(Problem) as refused:
        matrix.need(people["factory_worker_representative"], "edit", factory)
    assert refused.value.status == 403


def test_the_table_names_only_what_exists():
    assert matrix.check_table() == []
