"""Change one's own details."""

from __future__ import annotations

from django.conf import settings

from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...base.text import fold
from .. import matrix
from ..models import Person


@action("edit_profile", record="person", verb="edit")
def edit_profile(by: Acting, person: Person, *, name: str, phone: str, language: str) -> Person:
    """Name, phone and language of mails. The e-mail stays, since it was proved. Errors: 2001, 2002, 1002."""
    matrix.need(by, "edit", person)
    name, phone = name.strip()[:200], phone.strip()[:40]
    if not name:
        raise Problem(1002, what="name")
    if language not in dict(settings.LANGUAGES):
        raise Problem(1002, what="language")
    changed = [
        field
        for field, value in (("name", name), ("phone", phone), ("language", language))
        if getattr(person, field) != value
    ]
    if changed:
        person.name, person.phone, person.language = name, phone, language
        person.search_text = fold(f"{name} {person.email}")[:400]
        person.save(update_fields=["name", "phone", "language", "search_text"])
        log(by, "person.edited", person, fields=", ".join(changed))
    return person
