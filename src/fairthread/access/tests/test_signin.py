"""Signing in: what strangers on the network may try."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from fairthread.access import actions
from fairthread.access.actions.invite import fresh_link
from fairthread.access.models import Person
from fairthread.base import history

pytestmark = pytest.mark.django_db
PASSWORD = "a long test password"
GOOD = "bốn từ khác nhau hẳn"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def sign_in(client, person, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": person.email, "password": password, **more})


def test_sign_in_rotates_the_session_and_stands_in_the_history(people):
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["before"] = 1
    session.save()
    old = session.session_key
    assert sign_in(client, people["donor"]).status_code == 302
    assert client.session.session_key != old
    assert history.of(people["donor"]).first().name == "person.signed_in"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_only_to_our_own_pages(people, target):
    for client, data in ((Client(), {"next": target}),):
        response = sign_in(client, people["donor"], **data)
        assert response.status_code == 302 and "evil" not in response["Location"], response["Location"]
        assert "javascript" not in response["Location"]


def test_sign_in_leads_back_to_the_page_that_was_asked_for(people):
    client = Client()
    asked = client.get("/account/")
    assert asked["Location"] == "/accounts/login/?next=/account/"
    assert sign_in(client, people["donor"], next="/account/")["Location"] == "/account/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_language_switch_leads_only_to_our_own_pages(client, target):
    assert client.post("/language/", {"language": "vi", "next": target})["Location"] == "/"


def test_a_password_reset_does_not_tell_who_has_an_account(people, mailoutbox):
    known = Client().post("/accounts/password/reset/", {"email": people["donor"].email}, follow=True)
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)

    def plain(response):
        return re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", response.content)

    assert known.redirect_chain == unknown.redirect_chain
    assert plain(known) == plain(unknown)
    assert len(mailoutbox) == 2
    assert "/accounts/password/reset/key/" in mailoutbox[0].body
    assert "/key/" not in mailoutbox[1].body and "signup" not in mailoutbox[1].body


def test_the_reset_link_ignores_the_host_of_the_request(people, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post("/accounts/password/reset/", {"email": people["donor"].email}, headers={"host": "evil.example"})
    assert "evil" not in mailoutbox[0].body
    assert f"{settings.BASE_URL}/accounts/password/reset/key/" in mailoutbox[0].body


def test_wrong_e_mail_and_wrong_password_look_the_same(people):
    wrong = sign_in(Client(), people["donor"], "not the password")
    nobody = Client().post("/accounts/login/", {"login": "nobody@example.org", "password": "not the password"})
    text = b"The e-mail or the password is not right."
    assert text in wrong.content and text in nobody.content


def test_too_many_wrong_passwords_lock_out_even_the_right_one(people, settings):
    settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = False  # allauth slows down earlier; here the second lock is tried alone
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        last = sign_in(client, people["donor"], "wrong")
    assert last.status_code == 429
    locked = sign_in(client, people["donor"])
    assert locked.status_code == 429 and b"FT-2006" in locked.content
    assert "_auth_user_id" not in client.session
    assert sign_in(Client(), people["buyer"]).status_code == 302


def test_allauth_slows_down_guessing(people):
    client = Client()
    for _ in range(6):
        last = sign_in(client, people["donor"], "wrong")
    assert b"Too many wrong attempts" in last.content


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/accounts/logout/", "/accounts/password/reset/", "/language/", "/demo/", "/people/invite/"],
)
def test_forms_without_the_token_are_refused(address, people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["donor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(address, {"x": "y"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
        "/accounts/password/set/",
        "/accounts/social/connections/",
        "/accounts/login/code/confirm/",
    ],
)
def test_what_the_programme_does_not_offer_does_not_exist(address, client_as):
    for role in ("public", "donor"):
        assert client_as(role).get(address).status_code == 404
        assert client_as(role).post(address, {}).status_code == 404


def test_staff_are_led_to_a_second_step_and_do_not_go_round_in_circles(people):
    client = Client(headers={"Accept-Language": "en"})
    sign_in(client, people["team_leader"])
    page = client.get("/people/", follow=True)
    assert page.redirect_chain == [("/accounts/2fa/", 302)]
    assert page.status_code == 200
    for address in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        assert client.get(address)["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/logout/").status_code == 302


def test_programs_and_htmx_get_a_problem_instead_of_a_page(people):
    client = Client()
    sign_in(client, people["team_leader"])
    answer = client.get("/people/", headers={"Accept": "application/json"})
    assert answer.status_code == 403 and answer.json()["problem"]["number"] == 2007
    answer = client.get("/people/", headers={"HX-Request": "true"})
    assert answer.status_code == 403 and answer["HX-Redirect"] == "/accounts/2fa/"


def test_people_outside_the_staff_need_no_second_step(people):
    client = Client()
    sign_in(client, people["factory_manager"])
    assert client.get("/account/").status_code == 200


def code(secret):
    from allauth.mfa.totp.internal import auth

    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_the_authenticator_app_is_set_up_and_then_asked_for(people, mailoutbox, django_capture_on_commit_callbacks):
    person = people["team_leader"]
    client = Client(headers={"Accept-Language": "en"})
    sign_in(client, person)
    setting_up = "/accounts/2fa/totp/activate/"
    client.post(f"/accounts/reauthenticate/?next={setting_up}", {"password": PASSWORD, "next": setting_up})
    page = client.get(setting_up)
    assert b"data:image/svg+xml" in page.content
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(setting_up, {"code": code(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == "/accounts/2fa/recovery-codes/"
    stored = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in stored, "the secret is stored encrypted"
    assert client.get("/people/").status_code == 200
    assert "set up an authenticator app" in mailoutbox[-1].body
    names = [entry.name for entry in history.of(person)]
    assert "security.totp_added" in names

    cache.clear()
    again = Client()
    assert sign_in(again, person)["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/people/").status_code == 302, "the password alone does not sign in"
    assert b"not right" in again.post("/accounts/2fa/authenticate/", {"code": "000000"}).content
    recovery = done.context["unused_codes"][0]
    assert again.post("/accounts/2fa/authenticate/", {"code": recovery}).status_code == 302
    assert again.get("/people/").status_code == 200


def test_a_code_works_only_once_more_for_nobody(people):
    person = people["team_leader"]
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    value = code(secret)
    first, second = Client(), Client()
    sign_in(first, person)
    sign_in(second, person)
    assert first.post("/accounts/2fa/authenticate/", {"code": value}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": value}).status_code == 200


def test_changing_the_password_signs_out_other_devices(people):
    here, there = Client(), Client()
    sign_in(here, people["donor"])
    sign_in(there, people["donor"])
    data = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    assert here.post("/accounts/password/change/", data).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_an_invitation_opens_a_page_signs_in_and_closes_behind(acting, factory):
    made = actions.invite(
        acting("team_leader"),
        email="moi@example.org",
        name="Người Mới",
        role="factory_manager",
        scope="factory",
        place=str(factory.pk),
    )
    link = fresh_link(made).removeprefix("http://localhost:8000")
    client = Client()
    assert factory.name.encode() in client.get(link).content
    bad = client.post(link, {"name": "x", "password": GOOD, "again": "other", "language": "vi"})
    assert bad.status_code == 400
    data = {"name": "Người Mới", "password": GOOD, "again": GOOD, "language": "vi"}
    assert client.post(link, data).status_code == 302
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="moi@example.org").pk)
    assert Client().get(link).status_code == 410
    assert Client().post(link, data).status_code == 410


def test_guessing_invitation_links_is_slowed_down(client):
    answers = [client.post(f"/invitation/{n}/").status_code for n in range(35)]
    assert answers[0] == 410 and answers[-1] == 429
