"""Mails go out in the background, in the reader's language; nothing confidential stands in one but a link."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@task()
def deliver(to: str, subject: str, body: str) -> None:
    """Hands one mail to the mail server."""
    EmailMessage(subject=subject, body=body, to=[to]).send()


def send(to: str, template: str, language: str, **context: object) -> None:
    """Queues `templates/<template>.txt` (first line: subject), once the transaction has held."""
    if _quiet.get():
        return
    with override(language):
        text = render_to_string(f"{template}.txt", {"base_url": settings.BASE_URL, **context})
    subject, _, body = text.strip().partition("\n")
    transaction.on_commit(lambda: deliver.enqueue(to, subject.strip(), body.strip() + "\n"))


@contextmanager
def quiet() -> Iterator[None]:
    """Runs a block in which nobody is mailed, for the demonstration: its years have passed, its people are invented."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)
