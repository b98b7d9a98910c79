"""Take in a picture or document that belongs to a question."""

from __future__ import annotations

import uuid

from ...access.models import Person
from ...base import clock, files
from ...base.acting import Acting
from ...base.problems import Problem
from ..models import Attachment

MOST = 500  # of one subject


def add_attachment(
    by: Acting,
    subject: str,
    question: str,
    person: Person,
    attachment_id: uuid.UUID,
    content: bytes,
    name: str,
    caption: str = "",
) -> tuple[Attachment, bool]:
    """The attachment, and whether it is new. The identifier comes from the client, so sending twice does no harm.

    The room that owns the subject has asked the matrix, knows that the question exists, and writes the history.
    Problems: 4007 when the identifier belongs to something else, 4008 when there are too many, and those of
    `base.files.receive`.
    """
    known = Attachment.objects.filter(pk=attachment_id).first()
    if known:
        if known.subject != subject or known.person_id != person.pk:
            raise Problem(4007)
        return known, False
    if Attachment.objects.filter(subject=subject, removed_at=None).count() >= MOST:
        raise Problem(4008, limit=MOST)
    made = Attachment.objects.create(
        id=attachment_id,
        subject=subject,
        question=question[:120],
        caption=caption[:300],
        file=files.receive(content, name),
        person=person,
        received_at=clock.now(),
    )
    return made, True


def remove_attachment(by: Acting, attachment: Attachment) -> None:
    """Takes it out of what is shown and printed; the file stays, because a submission may name it."""
    if attachment.removed_at is None:
        attachment.removed_at = clock.now()
        attachment.save(update_fields=["removed_at"])
