"""The same questions of every page of people and accounts."""

import pytest
from django.core.cache import cache

from fairthread.access import actions
from fairthread.access.models import Grant, Person
from fairthread.base import clock

pytestmark = pytest.mark.django_db
LEADERS = {"programme_manager", "team_leader"}
ROLES = [
    "programme_manager", "team_leader", "enterprise_advisor", "training_officer", "factory_manager",
    "factory_worker_representative", "buyer", "national_partner", "donor", "researcher", "stranger",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ["/people/", "/people/invite/", "/people/invitations/"])
def test_only_leaders_see_people(role, address, client_as):
    status = client_as(role).get(address).status_code
    assert status == (200 if role in LEADERS else 404 if role == "stranger" else 403)


@pytest.mark.parametrize("address", ["/people/", "/people/invite/", "/account/"])
def test_the_public_is_asked_to_sign_in(address, client_as):
    assert client_as("public").get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", ROLES)
def test_a_person_s_page_is_for_herself_and_for_those_who_lead_her(role, client_as, people):
    client = client_as(role)
    assert client.get(f"/people/{people[role].pk}/").status_code == 200
    other = people["donor" if role != "donor" else "buyer"]
    assert client.get(f"/people/{other.pk}/").status_code == (200 if role == "programme_manager" else 404)
    assert client.get(f"/people/{people['training_officer'].pk}/").status_code == (
        200 if role in LEADERS | {"training_officer"} else 404
    )


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_an_account_page_and_can_save_it(role, client_as, people):
    client = client_as(role)
    assert client.get("/account/").status_code == 200
    saved = client.post("/account/", {"name": "Tên Khác", "phone": "09", "language": "en"})
    assert saved.status_code == 302
    assert Person.objects.get(pk=people[role].pk).name == "Tên Khác"


def test_the_list_of_people_asks_few_questions_of_the_database(client_as, make_person, django_assert_max_num_queries):
    for _ in range(30):
        make_person("enterprise_advisor", "country", "VN", search_text="advisor")
    client = client_as("programme_manager")
    with django_assert_max_num_queries(25):
        page = client.get("/people/?q=advisor&role=enterprise_advisor")
    assert page.context["total"] == 30


def test_a_team_leader_is_offered_factory_roles_alone(client_as):
    form = client_as("team_leader").get("/people/invite/").context["form"]
    assert [key for key, _label in form.fields["role"].choices] == ["factory_manager", "factory_worker_representative"]
    assert "place" not in form.fields


def test_inviting_by_page(client_as, factory):
    client = client_as("team_leader")
    data = {
        "email": "moi@example.org",
        "name": "Người Mới",
        "language": "vi",
        "role": "factory_manager",
        "factory": factory.public_id.lower(),
    }
    assert client.post("/people/invite/", {**data, "factory": ""}).status_code == 400
    assert client.post("/people/invite/", {**data, "factory": "VN-1"}).status_code == 400
    assert client.post("/people/invite/", {**data, "role": "programme_manager"}).status_code == 400
    assert client.post("/people/invite/", data)["Location"] == "/people/invitations/"
    listed = client.get("/people/invitations/")
    assert b"moi@example.org" in listed.content
    address = next(cell["link"] for _row, cells in listed.context["rows"] for cell in cells if cell["link"])
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 403


def test_giving_and_ending_a_role_by_page(client_as, people):
    client, person = client_as("programme_manager"), people["donor"]
    data = {"role": "researcher", "place": "country:VN"}
    assert client.post(f"/people/{person.pk}/give/", {**data, "place": "province:test-hcmc"}).status_code == 400
    assert client.post(f"/people/{person.pk}/give/", data).status_code == 302
    grant = person.grants.get(role="researcher")
    page = client.get(f"/people/{person.pk}/")
    assert b"gave the role Researcher, Viet Nam" in page.content
    assert client.post(f"/people/{person.pk}/roles/{grant.pk}/end/", {f"{grant.pk}-last_day": "x"}).status_code == 400
    assert client.post(f"/people/{person.pk}/roles/{grant.pk}/end/").status_code == 302
    assert not Grant.objects.get(pk=grant.pk).holds(clock.today())


def test_readers_cannot_post_what_the_page_does_not_show(client_as, people):
    advisor = people["enterprise_advisor"]
    grant = advisor.grants.get()
    leader, donor = client_as("team_leader"), client_as("donor")
    for client, status in ((leader, 403), (donor, 404)):
        assert client.post(f"/people/{advisor.pk}/close/").status_code == status
        assert client.post(f"/people/{advisor.pk}/reopen/").status_code == status
        assert client.post(f"/people/{advisor.pk}/roles/{grant.pk}/end/").status_code == status
    assert donor.post(f"/people/{people['donor'].pk}/give/", {"role": "programme_manager"}).status_code == 403
    assert Grant.objects.get(pk=grant.pk).holds(clock.today())


def test_closing_and_opening_an_account_by_page(client_as, people):
    client, person = client_as("programme_manager"), people["donor"]
    assert client.post(f"/people/{person.pk}/close/").status_code == 302
    assert b"Open the account again" in client.get(f"/people/{person.pk}/").content
    assert client.post(f"/people/{person.pk}/reopen/").status_code == 302


@pytest.fixture
def cast(people):
    for role in ("team_leader", "factory_manager", "buyer"):
        people[role].demo_role = role
        people[role].save()
    return people


def test_in_the_demo_one_click_steps_in(cast, client):
    page = client.get("/demo/")
    assert cast["buyer"].name.encode() in page.content
    assert client.post("/demo/", {"person": str(cast["team_leader"].pk)}).status_code == 302
    assert client.get("/people/").status_code == 200
    assert client.post("/demo/", {"person": str(cast["buyer"].pk)}).status_code == 302
    assert client.get("/people/").status_code == 403


def test_nobody_outside_the_cast_can_be_stepped_into(cast, client):
    for value in (str(cast["programme_manager"].pk), "x", ""):
        assert client.post("/demo/", {"person": value}).status_code == 404


def test_without_the_demo_there_is_no_way_to_step_in(cast, client, settings):
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"person": str(cast["buyer"].pk)}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_session_from_the_demo_is_no_second_step_elsewhere(cast, client, settings):
    client.post("/demo/", {"person": str(cast["team_leader"].pk)})
    settings.DEMO = False
    assert client.get("/people/")["Location"] == "/accounts/2fa/"


def test_the_history_of_a_person_reads_as_words(acting, people, client_as):
    actions.grant_role(acting("programme_manager"), people["donor"], role="researcher", scope="country", place="VN")
    client = client_as("donor")
    client.cookies["django_language"] = "vi"
    page = client.get("/account/").content.decode()
    assert "Nhà nghiên cứu, Viet Nam" in page and "gave the role" not in page


@pytest.mark.parametrize(
    ("language", "shown", "hidden"), [("en", "Viet Nam", "Việt Nam"), ("vi", "Việt Nam", "Viet Nam<")]
)
def test_places_are_offered_in_the_language_of_the_page(language, shown, hidden, client_as):
    client = client_as("programme_manager")
    client.cookies["django_language"] = language
    page = client.get("/people/invite/", headers={"accept-language": language}).content.decode()
    options = page[page.index('value="country:VN"') :][:80]
    assert shown in options and hidden not in options


def test_the_form_says_that_a_place_is_missing(client_as):
    fields = {"email": "a@example.org", "name": "A", "language": "en"}
    client = client_as("programme_manager")
    client.cookies["django_language"] = "en"
    for role, words in (
        ("team_leader", "Choose over what: a country, a province"),
        ("buyer", "Choose the organisation."),
    ):
        assert words in client.post("/people/invite/", {**fields, "role": role}).content.decode()
