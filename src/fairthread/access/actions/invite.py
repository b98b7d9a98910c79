"""Invite somebody to take up a role."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import override
from django_tasks import task

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.mail import deliver
from ...base.problems import Problem
from .. import matrix, places
from ..models import Invitation, Person
from ..roles import ROLES

DAYS = 14


def hashed(token: str) -> str:
    """What is stored of a token. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


@action("invite", record="grant", verb="give")
def invite(
    by: Acting,
    *,
    email: str,
    name: str,
    role: str,
    scope: str,
    place: str = "",
    language: str = "vi",
    valid_to: date | None = None,
) -> Invitation:
    """Invites by e-mail; the mail carries a link that works once, for 14 days.

    Errors: 2001 or 2002 (not hers to give), 2004 (has an account), 2005 (role and scope), 2008 (dates), 2009 (no such
    place), 1002 (e-mail or name).
    """
    where = places.find(scope, place)
    matrix.need(by, "give", places.draft(role, where))
    email = checked_email(email)
    if not name.strip():
        raise Problem(1002, what="name")
    if language not in dict(settings.LANGUAGES):
        raise Problem(1002, what="language")
    if valid_to and valid_to < clock.today():
        raise Problem(2008, day=valid_to)
    if Person.objects.filter(email=email).exists():
        raise Problem(2004, email=email)
    now = clock.now()
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip()[:200],
        language=language,
        role=role,
        **where.columns,
        valid_to=valid_to,
        sent_at=now,
        expires_at=now + timedelta(days=DAYS),
        invited_by=by.person,
    )
    log(by, "invitation.sent", invitation, email=email, role=role, scope=where.scope, place=where.name)
    transaction.on_commit(lambda: send_invitation.enqueue(str(invitation.pk)))
    return invitation


@task()
def send_invitation(invitation_id: str) -> None:
    """Makes the token and mails it. The token is made here, so that no queue and no table ever holds it."""
    invitation = (
        Invitation.objects.unscoped("the mail is on its way").filter(pk=UUID(invitation_id), state="open").first()
    )
    if invitation is None:
        return
    link = fresh_link(invitation)
    with override(invitation.language):
        text = render_to_string(
            "access/mail/invitation.txt",
            {
                "invitation": invitation,
                "inviter": invitation.invited_by.name if invitation.invited_by else "",
                "programme_name": settings.PROGRAMME_NAME,
                "link": link,
                "days": DAYS,
                "role": ROLES[invitation.role],
            },
        )
    subject, _, body = text.strip().partition("\n")
    deliver.call(invitation.email, subject.strip(), body.strip() + "\n")


def fresh_link(invitation: Invitation) -> str:
    """A new secret link for an open invitation; an older one stops working."""
    token = get_random_string(43)
    invitation.token_hash = hashed(token)
    invitation.save(update_fields=["token_hash"])
    return settings.BASE_URL + reverse("accept_invitation", args=[token])


def checked_email(email: str) -> str:
    """The address in lower case; problem 2014 if it is none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Problem(2014, email=email[:100]) from error
    return email
