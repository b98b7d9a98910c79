"""Many rows at once stand as Django would have written them."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fairthread.base.bulk import insert_many
from fairthread.register.models import Factory, FactoryName, StatusChange

from .. import clock


def test_keys_dates_and_moments_read_back_as_they_went_in(make_factory):
    first, second, now = make_factory(), make_factory(), clock.now()
    rows = [(one.pk, "left", date(2020, 1, 2), "moved", now) for one in (first, first, second)]
    assert insert_many(StatusChange, ("factory", "status", "on", "reason", "recorded_at"), iter(rows)) == 3
    kept = StatusChange.objects.filter(factory=first).values_list("status", "on", "reason", "recorded_at")
    assert list(kept) == [("left", date(2020, 1, 2), "moved", now)] * 2
    assert second.statuses.get().recorded_by is None


def test_a_broken_constraint_writes_nothing(make_factory):
    one = make_factory()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many(FactoryName, ("factory", "text", "kind", "language"), [(one.pk, "a", "other", "")] * 2)
    assert not FactoryName.objects.exists()


def test_an_unknown_column_is_an_error(db):
    with pytest.raises(ValueError, match="no column"):
        insert_many(Factory, ("colour",), [(uuid.uuid4(),)])
