"""A picture or document to a question, sent while filling."""

from __future__ import annotations

import uuid

from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...forms.actions.add_attachment import add_attachment, remove_attachment
from ...forms.models import Attachment
from ...tools.definition import definition
from ..merging import subject
from ..models import Assessment
from ._locked import locked
from .fill import FILLING


@action("assessment.attach", record="assessment", verb="fill")
def attach(
    by: Acting,
    assessment: Assessment,
    question: str,
    identifier: uuid.UUID,
    content: bytes,
    name: str,
    caption: str = "",
) -> tuple[Attachment, bool]:
    """Keeps a file. The identifier is made by the client; the second element tells whether it is new."""
    assessment = locked(by, "fill", assessment, *FILLING)
    known = definition(assessment.tool_version_id)
    if question not in known.by_name:
        raise Problem(6019, what="question")
    assert by.person
    made, new = add_attachment(by, subject(assessment), question, by.person, identifier, content, name, caption)
    if new:
        log(by, "assessment.attached", assessment, question=known.by_name[question].code, sha256=made.file.sha256)
    return made, new


@action("assessment.detach", record="assessment", verb="fill")
def detach(by: Acting, assessment: Assessment, attachment: Attachment) -> None:
    """Takes a file out of the report; the file itself stays, because a submission may name it."""
    assessment = locked(by, "fill", assessment, *FILLING)
    if attachment.subject != subject(assessment):
        raise Problem(2001)
    remove_attachment(by, attachment)
    log(by, "assessment.detached", assessment, question=attachment.question)
