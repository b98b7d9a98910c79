"""`fairthread people`: an empty installation gets its first manager."""

import pytest
from click.testing import CliRunner
from django.test import Client

from fairthread.access.commands import people as group
from fairthread.access.models import Invitation, Person
from fairthread.base.problems import Problem

pytestmark = pytest.mark.django_db


def run(*words, ok=True):
    result = CliRunner().invoke(group, list(words))
    if ok:
        assert result.exit_code == 0, (result.output, result.exception)
    return result


def test_the_first_manager_chooses_a_password_with_the_printed_link(places):
    out = run("create", "HA@example.org", "--name", "Nguyễn Thị Thu Hà", "--role", "programme_manager").output
    person = Person.objects.get(email="ha@example.org")
    assert person.roles == ["programme_manager"]
    link = out.strip().splitlines()[-1].removeprefix("http://localhost:8000")
    client = Client()
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": "bốn từ khác nhau hẳn", "password2": "bốn từ khác nhau hẳn"})
    person.refresh_from_db()
    assert person.check_password("bốn từ khác nhau hẳn")


def test_invite_grant_and_list(people, factory):
    leader = people["team_leader"].email
    out = run(
        "invite", "new@example.org", "--name", "New", "--role", "factory_manager",
        "--scope", f"factory:{factory.public_id}", "--show-link", "--as", leader,
    ).output  # fmt: skip
    assert "/invitation/" in out
    assert Invitation.objects.unscoped("a test").get().invited_by == people["team_leader"]
    run("grant", people["donor"].email, "--role", "researcher", "--scope", "country:VN")
    assert "researcher (Viet Nam)" in run("list").output


def test_the_matrix_binds_commands_too(people):
    result = run(
        "grant", people["donor"].email, "--role", "programme_manager", "--as", people["team_leader"].email, ok=False
    )
    assert isinstance(result.exception, Problem)


def test_a_wrong_address_is_named(places):
    result = run("create", "foo", "--name", "x", "--role", "donor", ok=False)
    assert isinstance(result.exception, Problem) and result.exception.number == 2014
    assert "“foo” is not an e-mail address" in result.exception.sentence("en")
