"""`fairthread people …`: the first manager of an empty installation, and everything else about roles."""

from __future__ import annotations

from datetime import datetime

import click
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from ..base import clock
from ..base.commands import DAY, acting, as_person, command, group
from ..base.problems import Problem
from . import actions, matrix
from .actions.invite import fresh_link
from .models import Person
from .roles import GRANTABLE, SCOPES

people = group("people", "People, their roles and invitations.")
role = click.option("--role", required=True, type=click.Choice(GRANTABLE), help="What the person does.")
scope = click.option(
    "--scope",
    default="programme",
    show_default=True,
    metavar="SCOPE[:CODE]",
    help="Over what: programme, country:VN, province:CODE, organisation:KEY or factory:VN-….",
)
language = click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
until = click.option("--until", type=DAY, help="Last day of the role.")


def _split(text: str) -> tuple[str, str]:
    kind, _colon, place = text.partition(":")
    if kind not in {scope for scopes in SCOPES.values() for scope in scopes}:
        raise Problem(2009, scope=kind, what=place)
    return kind, place


def _by_email(email: str) -> Person:
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise Problem(2011, email=email)
    return person


@command(
    "create",
    group=people,
    example='fairthread people create ha@example.org --name "Nguyễn Thị Thu Hà" --role programme_manager',
)
@click.argument("email")
@click.option("--name", required=True, help="Name of the person.")
@role
@scope
@language
def create(email: str, name: str, role: str, scope: str, language: str) -> None:
    """Opens an account and prints the link with which the person chooses a password."""
    kind, place = _split(scope)
    made = actions.create_person(
        acting(None), email=email, name=name, role=role, scope=kind, place=place, language=language
    )
    key = (user_pk_to_url_str(made), default_token_generator.make_token(made))
    click.echo(f"{made.name} has an account. Give only to this person; it works for three days:")
    click.echo(settings.BASE_URL + reverse("account_reset_password_from_key", args=key))


@command(
    "invite",
    group=people,
    example='fairthread people invite an@example.org --name "Vũ Thị Ngọc Anh" '
    "--role enterprise_advisor --scope country:VN",
)
@click.argument("email")
@click.option("--name", required=True, help="Name of the person.")
@role
@scope
@language
@until
@click.option("--show-link", is_flag=True, help="Print a link too, for instance when no mail server is set.")
@click.option("--as", "by", metavar="EMAIL", help="Act as this person; the permission matrix decides.")
def invite(
    email: str, name: str, role: str, scope: str, language: str, until: datetime | None, show_link: bool, by: str | None
) -> None:
    """Invites somebody by e-mail."""
    kind, place = _split(scope)
    sent = actions.invite(
        acting(by),
        email=email,
        name=name,
        role=role,
        scope=kind,
        place=place,
        language=language,
        valid_to=until.date() if until else None,
    )
    click.echo(f"The invitation to {sent.email} is on its way; it works until {sent.expires_at:%Y-%m-%d}.")
    if show_link:
        click.echo(fresh_link(sent))


@command(
    "grant",
    group=people,
    example="fairthread people grant an@example.org --role team_leader --scope country:VN",
)
@click.argument("person")
@role
@scope
@until
@as_person
def grant(person: str, role: str, scope: str, until: datetime | None, email: str | None) -> None:
    """Gives a person a further role."""
    kind, place = _split(scope)
    made = actions.grant_role(
        acting(email),
        _by_email(person),
        role=role,
        scope=kind,
        place=place,
        valid_to=until.date() if until else None,
    )
    click.echo(f"{made.person.name}: {made.role}, {made.scope_name}, from {made.valid_from}.")


@command("list", group=people, example="fairthread people list")
@as_person
def list_people(email: str | None) -> None:
    """Everybody, with the roles that hold today."""
    by = acting(email)
    matrix.need(by, "list_people", "programme")
    rows = Person.objects.filter(matrix.where(by, "view", Person)).prefetch_related("grants").order_by("name")
    for person in rows:
        held = ", ".join(f"{g.role} ({g.scope_name or g.scope})" for g in person.grants.all() if g.holds(clock.today()))
        click.echo(f"{person.email}\t{person.name}\t{held or '-'}{'' if person.is_active else chr(9) + 'closed'}")
