"""Keep a finished instance exactly as it was received."""

from __future__ import annotations

from ...base import clock
from ...base.acting import Acting
from ..models import Instance, Submission


def keep_submission(by: Acting, instance: Instance) -> Submission:
    """Marks the instance as finished and keeps its XML for ever; the same content twice is one submission.

    The room that owns the subject has asked the matrix, checks completeness and writes the history.
    """
    kept, _made = Submission.objects.get_or_create(
        instance_id=instance.pk,
        sha256=instance.sha256,
        defaults={
            "form_id": instance.form_id,
            "subject": instance.subject,
            "person_id": instance.person_id,
            "xml": instance.xml,
            "device": instance.device,
            "received_at": clock.now(),
        },
    )
    if instance.finished_at is None:
        instance.finished_at = clock.now()
        instance.save(update_fields=["finished_at"])
    return kept
