"""Take up an invitation: the person, her first role and the end of the invitation, in one step."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from .. import matrix
from ..models import Grant, Invitation, Person
from .create import new_person
from .invite import hashed


def invited(token: str, *, lock: bool = False) -> Invitation:
    """The invitation that a link opens; problem 2003 if it is unknown, used, withdrawn or too old, whichever it is."""
    rows = Invitation.objects.unscoped("whoever holds the secret link has been invited")
    if lock:  # two clicks at once must not make two people
        rows = rows.select_for_update()
    found = rows.filter(token_hash=hashed(token), state="open", expires_at__gt=clock.now()).first()
    if found is None:
        raise Problem(2003)
    return found


@action("accept_invitation", record="invitation", verb="accept")
def accept_invitation(by: Acting, token: str, *, name: str, password: str, language: str = "") -> Person:
    """Makes the person and her grant. Errors: 2003 (the link), 2004 (has an account meanwhile), 2012 (the password)."""
    invitation = invited(token, lock=True)
    matrix.need(by, "accept", invitation)
    if Person.objects.filter(email=invitation.email).exists():
        raise Problem(2004, email=invitation.email)
    person = new_person(
        email=invitation.email,
        name=name or invitation.name,
        language=language if language in dict(settings.LANGUAGES) else invitation.language,
    )
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Problem(2012, why=" ".join(error.messages)) from error
    person.set_password(password)
    person.save()
    grant = Grant.objects.create(
        person=person,
        role=invitation.role,
        scope=invitation.scope,
        scope_id=invitation.scope_id,
        scope_name=invitation.scope_name,
        in_country=invitation.in_country,
        in_province=invitation.in_province,
        in_province_before=invitation.in_province_before,
        valid_from=clock.today(),
        valid_to=invitation.valid_to,
        given_at=clock.now(),
        given_by=invitation.invited_by,
    )
    invitation.state, invitation.taken_at = "taken", clock.now()
    invitation.save(update_fields=["state", "taken_at"])
    herself = Acting(person, by.channel, by.address, by.device)
    log(herself, "invitation.taken", invitation)
    log(herself, "person.joined", person, role=grant.role, place=grant.scope_name)
    return person
