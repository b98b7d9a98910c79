"""Reads of this room. Who may read is decided by the room that owns the subject."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Attachment, Instance


def instances_of(subject: str) -> QuerySet[Instance]:
    """What each person has filled about a subject, with the people, in one statement."""
    return Instance.objects.filter(subject=subject).select_related("person").order_by("id")


def attachments_of(subject: str) -> QuerySet[Attachment]:
    """The pictures and documents of a subject that were not removed, oldest first."""
    return (
        Attachment.objects.filter(subject=subject, removed_at=None)
        .select_related("file", "person")
        .order_by("received_at", "id")
    )
