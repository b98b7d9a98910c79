"""A demonstration of six factories: everything is there, twice the same, and the plan stays with the team."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import transaction
from django.test import Client

from fairthread.access.models import Person
from fairthread.access.roles import GRANTABLE
from fairthread.assessments.models import Answer, Assessment, FactoryComment, Resolution, ReviewRemark
from fairthread.base import history
from fairthread.base.problems import Problem
from fairthread.demo import commands, programme
from fairthread.demo.world import Seed
from fairthread.forms.models import Attachment
from fairthread.register.models import Factory
from fairthread.register.reference import load_reference
from fairthread.tools.commands import shipped

ON = date(2026, 11, 20)
SIZE = programme.Size(6, 3, Seed(7), ON)


def silent(things, length, title):
    return things


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, once for all tests of this module, rolled back at their end."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder, DEMO=True), transaction.atomic():
        load_reference()
        shipped()
        digests = []
        for last in (False, True):
            point = transaction.savepoint()
            programme.make(SIZE, silent)
            digests.append(digest())
            if not last:
                transaction.savepoint_rollback(point)
        yield digests
        transaction.set_rollback(True)


def every(model):
    return model.objects.unscoped("test")


def digest() -> str:
    rows = Answer.objects.order_by("assessment__factory_id", "assessment__cycle", "assessment__state", "question__name")
    told = rows.values_list(
        "assessment__factory_id", "assessment__cycle", "assessment__state", "question__name", "slot", "value", "at"
    )
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()


pytestmark = pytest.mark.usefixtures("demo", "db")


def test_every_state_is_there():
    states = Counter(every(Assessment).values_list("state", flat=True))
    assert set(states) == set(Assessment.STATES)
    assert sum(states.values()) - states["cancelled"] == 18


def test_it_has_what_makes_it_alive():
    assert FactoryComment.objects.exists()
    assert ReviewRemark.objects.exists()
    assert Attachment.objects.filter(file__media_type="image/jpeg").exists()
    assert Resolution.objects.exists() or every(Assessment).filter(state="draft").exists()
    assert Factory.objects.unscoped("test").filter(buyers__isnull=False).exists()


def test_comments_are_open_and_the_first_factory_has_people_who_may_comment():
    record = every(Assessment).get(state="comments_open")
    assert record.comments_due >= ON
    roles = {person.demo_role for person in Person.objects.filter(grants__scope_id=str(record.factory_id))}
    assert roles == {"factory_manager", "factory_worker_representative"}


def test_somebody_of_every_role_can_be_stepped_into():
    assert set(Person.objects.exclude(demo_role="").values_list("demo_role", flat=True)) == set(GRANTABLE)
    for person in Person.objects.exclude(demo_role=""):
        assert person.demo_role in person.roles


def test_one_click_signs_in():
    person = Person.objects.filter(demo_role="factory_manager").first()
    client = Client(headers={"Accept-Language": "en"})
    assert person.name in client.get("/demo/").content.decode()
    assert client.post("/demo/", {"person": str(person.pk)}).status_code == 302
    page = client.get("/assessments/")
    assert page.status_code == 200 and page.context["user"] == person


def test_nothing_of_the_plan_is_visible_to_people_of_factories():
    hidden = {"planned", "in_field", "draft", "quality_check", "cancelled"}
    people = Person.objects.filter(demo_role__startswith="factory_")
    seen = Counter(
        state for person in people for state in Assessment.objects.for_person(person).values_list("state", flat=True)
    )
    assert seen and not hidden & set(seen)
    planned = every(Assessment).get(state="planned")
    assert any(grant.scope_id == str(planned.factory_id) for person in people for grant in person.grants.all())


def test_history_shows_the_days_on_which_it_happened():
    record = every(Assessment).filter(state="superseded").order_by("started_on").first()
    entries = list(history.of(record).order_by("id"))
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert entries[0].name == "assessment.planned" and entries[0].at.date() < record.started_on
    assert history.broken_links(record) == []
    assert all(entry.at.date() <= ON for entry in entries)


def test_nobody_was_mailed():
    assert not getattr(mail, "outbox", [])


def test_the_same_seed_and_day_make_the_same_programme(demo):
    first, again = demo
    assert first == again


def test_asked_again_it_changes_nothing():
    before = every(Assessment).count()
    told = CliRunner().invoke(commands.demo, ["--factories", "6"])
    assert "here already" in told.output and every(Assessment).count() == before


def test_it_refuses_a_database_with_other_people():
    with transaction.atomic():
        point = transaction.savepoint()
        Person.objects.exclude(demo_role="").update(demo_role="")
        with pytest.raises(Problem) as problem:
            programme.present()
        transaction.savepoint_rollback(point)
    assert problem.value.number == 9001


def test_it_refuses_where_pages_would_carry_no_mark(settings):
    settings.DEMO = False
    found = CliRunner().invoke(commands.demo, [])
    assert isinstance(found.exception, Problem) and found.exception.number == 9002
