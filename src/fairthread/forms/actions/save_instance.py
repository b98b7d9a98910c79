"""Keep what an assessor has filled so far."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from ...access.models import Person
from ...base import clock
from ...base.acting import Acting
from ...base.problems import Problem
from ..models import Form, Instance


@dataclass(frozen=True)
class Saved:
    """The instance as it stands. `changed` False: exactly this was here already. `before` is the former XML, or ""."""

    instance: Instance
    changed: bool
    before: str = ""


def save_instance(
    by: Acting,
    form: Form | uuid.UUID,
    subject: str,
    person: Person,
    instance_id: uuid.UUID,
    sequence: int,
    xml: str,
    device: str = "",
    answered_at: datetime | None = None,
) -> Saved:
    """Stores a draft, whole, in two SQL statements. The same sequence with the same content changes nothing.

    The room that owns the subject has asked the matrix, checked the XML with `read_instance` and opened a
    transaction; it writes the history, too (one line for every keystroke of a draft would bury everything else).
    A finished instance that is saved again is no longer finished. Problems: 4005 when something newer is here,
    4006 when the person fills the form under another identifier, 4007 when the identifier is somebody else's.
    """
    digest = hashlib.sha256(xml.encode()).hexdigest()
    form_pk = form.pk if isinstance(form, Form) else form
    known = list(Instance.objects.filter(Q(pk=instance_id) | Q(subject=subject, person_id=person.pk)))
    present = next((one for one in known if one.pk == instance_id), None)
    if present and (present.subject != subject or present.person_id != person.pk or present.form_id != form_pk):
        raise Problem(4007)
    if known and present is None:
        raise Problem(4006, instance=known[0].pk, sequence=known[0].sequence)
    fields = {
        "sequence": sequence,
        "xml": xml,
        "sha256": digest,
        "device": device[:120],
        "answered_at": answered_at,
        "saved_at": clock.now(),
        "finished_at": None,
    }
    if present is None:
        made = Instance(id=instance_id, form_id=form_pk, subject=subject, person_id=person.pk, **fields)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as error:  # the same person on two devices within the same moment
            raise Problem(4006, instance="", sequence=0) from error
        return Saved(made, True)
    if sequence <= present.sequence:
        if present.sha256 == digest:
            return Saved(present, False)
        raise Problem(4005, sequence=sequence, stored=present.sequence)
    before = present.xml
    # The old sequence in the condition: of two saves at the same moment only one gets through.
    if not Instance.objects.filter(pk=present.pk, sequence=present.sequence).update(**fields):
        raise Problem(4005, sequence=sequence, stored=present.sequence + 1)
    for name, value in fields.items():
        setattr(present, name, value)
    return Saved(present, True, before)
