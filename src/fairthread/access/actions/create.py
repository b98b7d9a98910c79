"""Open an account without an invitation: the first manager of an empty installation."""

from __future__ import annotations

from django.conf import settings

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...base.text import fold
from .. import matrix, places
from ..models import Person
from .grant import give
from .invite import checked_email


def new_person(*, email: str, name: str, language: str) -> Person:
    """A person that is not yet stored."""
    name = name.strip()[:200]
    if not name:
        raise Problem(1002, what="name")
    return Person(
        email=email, name=name, language=language, search_text=fold(f"{name} {email}")[:400], created_at=clock.now()
    )


@action("create_person", record="programme", verb="manage_people")
def create_person(
    by: Acting, *, email: str, name: str, role: str, scope: str = "programme", place: str = "", language: str = "vi"
) -> Person:
    """Makes a person with one role; she chooses her password with a link. Errors: 2004, and those of `grant_role`."""
    matrix.need(by, "manage_people", "programme")
    email = checked_email(email)
    if Person.objects.filter(email=email).exists():
        raise Problem(2004, email=email)
    if language not in dict(settings.LANGUAGES):
        raise Problem(1002, what="language")
    person = new_person(email=email, name=name, language=language)
    person.set_unusable_password()
    person.save(force_insert=True)
    log(by, "person.created", person)
    give(by, person, role, places.find(scope, place))
    return person
