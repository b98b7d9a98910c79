"""Standing people and places of the tests. Every page is asked the same questions as each of them."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.test import Client

from scripts.messages import compile_stale
from tests.standing import WHEN

compile_stale()  # Vietnamese pages are tested with the words that the .po files hold now


@pytest.fixture
def places(db):
    """Viet Nam with one province before and after the merger, and the apparel sector."""
    from fairthread.register.models import Country, Province, Sector

    country = Country.objects.get_or_create(code="VN", defaults={"name_en": "Viet Nam", "name_vi": "Việt Nam"})[0]
    new = Province.objects.get_or_create(
        id="test-hcmc",
        country=country,
        defaults={"code": "79", "name_en": "Ho Chi Minh City", "name_vi": "TP. Hồ Chí Minh"},
    )[0]
    old = Province.objects.get_or_create(
        id="test-bd",
        country=country,
        defaults={"code": "74", "name_en": "Binh Duong", "name_vi": "Bình Dương", "successor": new},
    )[0]
    sector = Sector.objects.get_or_create(code="apparel", defaults={"name_en": "Apparel", "name_vi": "May mặc"})[0]
    return {"country": country, "province": new, "province_before": old, "sector": sector}


@pytest.fixture
def make_factory(places):
    """Makes an enrolled factory; keyword arguments change it."""
    from fairthread.base import identifiers
    from fairthread.base.text import fold
    from fairthread.register.models import Factory

    number = itertools.count(1)

    def make(**fields):
        count = next(number)
        values = {
            "public_id": identifiers.make("VN"),
            "name": f"Công ty May Thử Nghiệm {count}",
            "name_en": f"Test Garment {count}",
            "status": "enrolled",
            "registered_at": WHEN,
            "workers_women": 800,
            "workers_men": 200,
            **places,
            **fields,
        }
        values["search_text"] = fold(f"{values['name']} {values['name_en']} {values['public_id']}")
        return Factory.objects.create(**values)

    return make


@pytest.fixture
def factory(make_factory):
    return make_factory()


@pytest.fixture
def other_factory(make_factory):
    """A factory that the standing factory people have nothing to do with."""
    return make_factory()


@pytest.fixture
def buyer_organisation(places):
    from fairthread.register.models import Organisation

    return Organisation.objects.create(key="test-buyer", kind="buyer", name_en="Northwind Apparel", country=None)


@pytest.fixture
def make_person(places):
    """Makes a person who may sign in, with one grant: make_person("buyer", "organisation", id)."""
    from fairthread.access.models import Grant, Person
    from fairthread.access.places import find
    from fairthread.base.problems import Problem

    number = itertools.count(1)

    def columns(scope, scope_id):
        try:
            return find(scope, scope_id).columns
        except Problem:  # a place that the test only names
            return {"scope": scope, "scope_id": scope_id}

    def make(role=None, scope="programme", scope_id="", **fields):
        count = next(number)
        values = {"name": f"{role or 'stranger'} {count}", "created_at": WHEN, "language": "en", **fields}
        person = Person.objects.create_user(
            f"{role or 'stranger'}{count}@example.org", "a long test password", **values
        )
        if role:
            Grant.objects.create(
                person=person,
                role=role,
                **columns(scope, str(scope_id)),
                valid_from=date(2020, 1, 1),
                given_at=WHEN,
            )
        return person

    return make


@pytest.fixture
def people(make_person, factory, buyer_organisation):
    """One standing person per role, and `stranger`, who has signed in and holds none."""
    return {
        "programme_manager": make_person("programme_manager"),
        "team_leader": make_person("team_leader", "country", "VN"),
        "enterprise_advisor": make_person("enterprise_advisor", "country", "VN"),
        "training_officer": make_person("training_officer", "country", "VN"),
        "factory_manager": make_person("factory_manager", "factory", factory.pk),
        "factory_worker_representative": make_person("factory_worker_representative", "factory", factory.pk),
        "buyer": make_person("buyer", "organisation", buyer_organisation.pk),
        "national_partner": make_person("national_partner", "country", "VN"),
        "donor": make_person("donor", "programme"),
        "researcher": make_person("researcher", "programme"),
        "stranger": make_person(),
    }


@pytest.fixture
def acting(people):
    """acting("team_leader"): the standing person as the first argument of an action."""
    from fairthread.base.acting import Acting

    return lambda role: Acting(people[role], "page", "127.0.0.1")


@pytest.fixture
def client_as(people):
    """client_as("buyer"): a browser in which the standing person has signed in; client_as("public"): nobody has."""

    def make(role: str) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        if role != "public":
            client.force_login(people[role], backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            session["demo"] = True  # stands for the second factor, which has its own tests
            session.save()
        return client

    return make


@pytest.fixture
def record_in_state(request):
    """record_in_state("factory", "paused", inside=False, whose=person): a record of a kind, in a state, for the walk
    through the permission matrix (`access/tests/test_every_cell.py`).

    `inside` tells whether the standing people's grants reach it (Viet Nam, the standing factory, the standing buyer);
    `whose` is the person that it is about or assigned to. Answers (record, scopes whose standing grants reach it).
    A room that registers a new kind of record adds its maker to `tests/records.py`.
    """
    from tests.records import MAKERS

    def make(kind, state, *, inside, whose):
        return MAKERS[kind](request.getfixturevalue, state, inside, whose)

    return make


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"
