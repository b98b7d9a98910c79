"""Mails of this room: a sentence and a link, nothing confidential."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from ...access.models import Person
from ...base import mail
from ..models import Assessment


def tell(people: Iterable[Person], template: str, assessment: Assessment, **context: object) -> None:
    """Sends `mail/<template>.txt` with the link of the assessment to each person, in her language."""
    link = reverse("assessment", args=[assessment.pk])
    for person in people:
        mail.send(person.email, f"assessments/mail/{template}", person.language, link=link, **context)
