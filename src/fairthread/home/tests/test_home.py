"""The home page answers "what needs me now", and the navigation shows what a person may use."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fairthread.access.models import Person
from fairthread.access.roles import GRANTABLE
from fairthread.base import panels as registry
from fairthread.base.acting import Acting
from fairthread.base.panels import Panel, Row

pytestmark = pytest.mark.django_db
EVERYBODY = [*GRANTABLE, "stranger", "public"]


@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_has_a_home_that_asks_the_database_little(client_as, factory, django_assert_max_num_queries, role):
    client = client_as(role)
    with django_assert_max_num_queries(25):
        answer = client.get(reverse("home"))
    assert answer.status_code == 200


@pytest.mark.parametrize("role", EVERYBODY)
def test_whatever_the_navigation_offers_opens(client_as, role):
    client = client_as(role)
    links = [entry["address"] for entry in client.get(reverse("home")).context["navigation"]]
    assert reverse("home") in links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_navigation_follows_the_matrix(client_as):
    def names(role):
        return {entry["address"] for entry in client_as(role).get(reverse("help")).context["navigation"]}

    assert reverse("people") in names("programme_manager")
    assert reverse("people") not in names("factory_manager")
    assert reverse("factories") not in names("public")


def test_a_visitor_reads_what_this_is(client_as):
    page = client_as("public").get(reverse("home")).content.decode()
    assert "Sign in" in page
    assert "Hello" not in page


def test_a_stranger_is_told_that_there_is_no_role(client_as):
    assert "You have no role at present" in client_as("stranger").get(reverse("home")).content.decode()


def test_a_factory_manager_finds_the_factory(client_as, factory, other_factory):
    page = client_as("factory_manager").get(reverse("home")).content.decode()
    assert factory.name in page
    assert other_factory.name not in page


def test_whoever_enrols_sees_who_wants_to_take_part(client_as, make_factory):
    asking = make_factory(status="applied")
    assert asking.name in client_as("team_leader").get(reverse("home")).content.decode()
    assert asking.name not in client_as("donor").get(reverse("home")).content.decode()


def test_urgent_panels_stand_first_and_empty_ones_nowhere(monkeypatch):
    monkeypatch.setattr(registry, "_providers", {})
    registry.panel(order=1)(lambda by: Panel("calm", [Row("/", "a")]))
    registry.panel(order=2)(lambda by: Panel("empty"))
    registry.panel(order=3)(lambda by: None)
    registry.panel(order=9)(lambda by: Panel("urgent", [Row("/", "a")], urgent=True))
    assert [panel.title for panel in registry.panels(Acting(None, "page"))] == ["urgent", "calm"]


def test_the_language_is_switched_with_one_click_and_kept(client_as):
    client = client_as("public")
    answer = client.post(reverse("language"), {"language": "vi", "next": reverse("help")})
    assert answer.headers["Location"] == reverse("help")
    assert 'lang="vi"' in client.get(reverse("help")).content.decode()


def test_the_language_button_leads_to_no_other_site(client_as):
    answer = client_as("public").post(reverse("language"), {"language": "vi", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_every_page_says_that_the_data_is_a_demonstration(client_as, settings):
    mark = "Dữ liệu minh họa · Demo data"
    assert mark in client_as("public").get(reverse("help")).content.decode()
    settings.DEMO = False
    assert mark not in client_as("public").get(reverse("help")).content.decode()


def test_roles_of_others_do_not_show(client_as):
    page = client_as("buyer").get(reverse("home")).content.decode()
    assert "Buyer" in page
    assert Person.objects.get(name__startswith="donor").name not in page
