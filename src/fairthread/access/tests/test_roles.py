"""Invitations and roles: who may give what, where, and until when."""

from datetime import timedelta

import pytest

from fairthread.access import actions, matrix
from fairthread.access.actions.invite import fresh_link, hashed, send_invitation
from fairthread.access.models import Grant, Invitation, Person
from fairthread.base import clock, history
from fairthread.base.acting import Acting
from fairthread.base.problems import Problem
from fairthread.register.models import Country

pytestmark = pytest.mark.django_db
VISITOR = Acting(None, "page", "127.0.0.1")
GOOD = "bốn từ khác nhau hẳn"


@pytest.fixture
def elsewhere(make_factory):
    return make_factory(country=Country.objects.create(code="KH", name_en="Cambodia", name_vi="Campuchia"))


def new(role="factory_manager", scope="factory", place="", **more):
    return {
        "email": "moi@example.org",
        "name": "Người Mới",
        "role": role,
        "scope": scope,
        "place": str(place),
        "language": "vi",
        **more,
    }


def token_of(invitation):
    return fresh_link(invitation).rstrip("/").rsplit("/", 1)[1]


def test_a_team_leader_invites_factory_people_of_her_country(acting, factory):
    made = actions.invite(acting("team_leader"), **new(place=factory.pk))
    assert (made.scope_name, made.in_country) == (factory.name, "VN")


def test_a_team_leader_cannot_invite_for_a_factory_of_another_country(acting, elsewhere):
    with pytest.raises(Problem) as refused:
        actions.invite(acting("team_leader"), **new(place=elsewhere.pk))
    assert refused.value.status == 404


def test_a_team_leader_cannot_make_staff(acting, places):
    with pytest.raises(Problem) as refused:
        actions.invite(acting("team_leader"), **new("enterprise_advisor", "country", "VN"))
    assert refused.value.status == 403


@pytest.mark.parametrize("role", ["enterprise_advisor", "factory_manager", "buyer", "donor", "stranger"])
def test_others_cannot_invite_at_all(role, acting, factory):
    with pytest.raises(Problem) as refused:
        actions.invite(acting(role), **new(place=factory.pk))
    assert refused.value.status == 404


def test_a_manager_of_one_country_gives_no_role_over_another_or_over_all(make_person, elsewhere):
    by = Acting(make_person("programme_manager", "country", "VN"), "page")
    assert actions.invite(by, **new("team_leader", "country", "VN")).pk
    for scope, place in (("country", "KH"), ("programme", "")):
        with pytest.raises(Problem) as refused:
            actions.invite(by, **new("team_leader", scope, place, email="b@example.org"))
        assert refused.value.number == 2001


def test_a_province_is_reached_by_its_old_and_its_new_name(make_person, factory, places):
    for province in (places["province"], places["province_before"]):
        by = Acting(make_person("team_leader", "province", province.pk), "page")
        assert matrix.may(by, "view", factory)
        assert actions.invite(by, **new(place=factory.public_id, email=f"{province.pk}@example.org")).pk


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"scope": "country", "place": "VN"}, 2005),
        ({"place": "VN-0000-0000-0"}, 2009),
        ({"place": "' or 1=1"}, 2009),
        ({"role": "operator"}, 2005),
        ({"email": "no address"}, 2014),
        ({"name": " "}, 1002),
        ({"language": "xx"}, 1002),
        ({"valid_to": clock.today() - timedelta(days=1)}, 2008),
    ],
)
def test_a_wrong_invitation_is_refused_with_its_number(change, number, acting, factory):
    with pytest.raises(Problem) as refused:
        actions.invite(acting("programme_manager"), **{**new(place=factory.pk), **change})
    assert refused.value.number == number


def test_somebody_with_an_account_is_not_invited_again(acting, people, factory):
    with pytest.raises(Problem) as refused:
        actions.invite(acting("programme_manager"), **new(place=factory.pk, email=people["donor"].email.upper()))
    assert refused.value.number == 2004


def test_the_mail_speaks_the_reader_s_language_and_only_it_holds_the_token(acting, factory, mailoutbox):
    made = actions.invite(acting("team_leader"), **new(place=factory.pk))
    send_invitation.call(str(made.pk))
    (mail,) = mailoutbox
    token = mail.body.split("/invitation/")[1].split("/")[0]
    made.refresh_from_db()
    assert made.token_hash == hashed(token) != token
    assert "Quản lý nhà máy" in mail.body
    assert mail.to == ["moi@example.org"]


def test_an_invitation_works_once(acting, factory):
    made = actions.invite(acting("team_leader"), **new(place=factory.pk, valid_to=clock.today()))
    token = token_of(made)
    person = actions.accept_invitation(VISITOR, token, name="Người Mới", password=GOOD)
    assert person.roles == ["factory_manager"]
    assert person.active_grants[0].valid_to == clock.today()
    assert matrix.may(person, "view", factory)
    with pytest.raises(Problem) as refused:
        actions.accept_invitation(VISITOR, token, name="Khác", password=GOOD)
    assert refused.value.number == 2003
    assert [entry.name for entry in history.of(person)] == ["person.joined"]


def test_old_withdrawn_and_guessed_links_look_the_same(acting, factory):
    old, gone = (actions.invite(acting("team_leader"), **new(place=factory.pk)) for _ in "ab")
    tokens = [token_of(old), token_of(gone), "guess", ""]
    Invitation.objects.unscoped("a test").filter(pk=old.pk).update(expires_at=clock.now())
    actions.withdraw_invitation(acting("team_leader"), gone)
    texts = set()
    for token in tokens:
        with pytest.raises(Problem) as refused:
            actions.accept_invitation(VISITOR, token, name="x", password=GOOD)
        texts.add(str(refused.value))
    assert len(texts) == 1


def test_a_weak_password_leaves_the_invitation_open(acting, factory):
    made = actions.invite(acting("team_leader"), **new(place=factory.pk))
    token = token_of(made)
    with pytest.raises(Problem) as refused:
        actions.accept_invitation(VISITOR, token, name="x", password="password1234")
    assert refused.value.number == 2012
    assert not Person.objects.filter(email=made.email).exists()
    assert actions.accept_invitation(VISITOR, token, name="x", password=GOOD).pk


def test_only_the_sender_and_the_manager_withdraw_and_only_while_it_is_open(acting, make_person, factory):
    made = actions.invite(acting("team_leader"), **new(place=factory.pk))
    with pytest.raises(Problem):
        actions.withdraw_invitation(Acting(make_person("team_leader", "country", "VN"), "page"), made)
    actions.withdraw_invitation(acting("programme_manager"), made)
    with pytest.raises(Problem) as refused:
        actions.withdraw_invitation(acting("programme_manager"), made)
    assert refused.value.status == 403


def test_a_role_begins_and_ends_on_its_days(acting, people):
    person, today = people["donor"], clock.today()
    grant = actions.grant_role(
        acting("programme_manager"),
        person,
        role="researcher",
        scope="programme",
        valid_from=today + timedelta(days=1),
        valid_to=today + timedelta(days=2),
    )
    assert [Grant.objects.filter(Grant.holding(today + timedelta(days=n)), pk=grant.pk).exists() for n in range(4)] == [
        False,
        True,
        True,
        False,
    ]
    assert [grant.holds(today + timedelta(days=n)) for n in range(4)] == [False, True, True, False]


def test_a_role_ended_at_once_is_gone_at_once(acting, people, factory):
    person = people["factory_manager"]
    assert matrix.may(person, "view", factory)
    actions.end_grant(acting("team_leader"), person.grants.get())
    assert not matrix.may(Person.objects.get(pk=person.pk), "view", factory)
    entry = history.of(person).first()
    assert (entry.name, entry.person_name, entry.channel, entry.address) == (
        "grant.ended",
        people["team_leader"].name,
        "page",
        "127.0.0.1",
    )


def test_the_same_role_twice_is_given_once(acting, people):
    by, person = acting("programme_manager"), people["donor"]
    first, second = (actions.grant_role(by, person, role="researcher", scope="country", place="VN") for _ in "ab")
    assert first.pk == second.pk


def test_a_team_leader_does_not_end_the_role_of_staff(acting, people):
    with pytest.raises(Problem) as refused:
        actions.end_grant(acting("team_leader"), people["enterprise_advisor"].grants.get())
    assert refused.value.status == 403


def test_a_closed_account_cannot_be_used_and_opens_again(acting, people, client_as, settings):
    client = client_as("donor")
    assert client.get("/account/").status_code == 200
    actions.deactivate_person(acting("programme_manager"), people["donor"])
    assert client.get("/account/").status_code == 302
    actions.reactivate_person(acting("programme_manager"), people["donor"])
    assert Person.objects.get(pk=people["donor"].pk).is_active


def test_nobody_closes_her_own_account(acting, people):
    with pytest.raises(Problem) as refused:
        actions.deactivate_person(acting("programme_manager"), people["programme_manager"])
    assert refused.value.number == 2010


def test_a_manager_of_one_country_cannot_shut_out_somebody_who_works_for_all(make_person, people):
    by = Acting(make_person("programme_manager", "country", "VN"), "page")
    both = make_person("training_officer", "country", "VN")
    Grant.objects.create(
        person=both, role="programme_manager", scope="programme", valid_from=clock.today(), given_at=clock.now()
    )
    with pytest.raises(Problem):
        actions.deactivate_person(by, both)
    actions.deactivate_person(by, people["enterprise_advisor"])


def test_everybody_changes_her_own_details_and_nobody_else_s(acting, people):
    actions.edit_profile(acting("stranger"), people["stranger"], name="Tên mới", phone="1", language="en")
    assert Person.objects.get(pk=people["stranger"].pk).search_text.startswith("ten moi")
    with pytest.raises(Problem):
        actions.edit_profile(acting("programme_manager"), people["stranger"], name="x", phone="", language="en")
