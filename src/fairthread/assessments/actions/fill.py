"""Taking in a draft: the instance is kept, the answers of all assessors are merged, changes become history."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...forms.actions.keep_submission import keep_submission
from ...forms.actions.save_instance import save_instance
from ...forms.models import Instance
from ...forms.queries import instances_of
from ...tools.definition import definition
from .. import merging, rules
from ..merging import subject
from ..models import Assessment, Resolution
from ._locked import locked
from ._tell import tell

FILLING = ("in_field", "draft")
LACKS = {"answer": 6016, "evidence": 6017, "sense": 6027}


@dataclass(frozen=True)
class Kept:
    """The receipt of a save: the hash of what was kept, when, and what stands now."""

    sha256: str
    saved_at: datetime
    standing: merging.Standing


@action("assessment.fill", record="assessment", verb="fill")
def save_draft(
    by: Acting,
    assessment: Assessment,
    instance_id: uuid.UUID,
    sequence: int,
    xml: str,
    device: str = "",
    answered_at: datetime | None = None,
) -> Kept:
    """Keeps one assessor's copy and brings the answers up to date. Doing it twice is doing it once.

    Answers the answers that now stand and the conflicts between assessors.
    """
    assessment = locked(by, "fill", assessment, *FILLING)
    if answered_at and answered_at > clock.now() + timedelta(days=1):
        answered_at = None  # a device with a wrong clock: the server's own time counts
    assert by.person and assessment.tool_version.form_id
    saved = save_instance(
        by,
        assessment.tool_version.form_id,
        subject(assessment),
        by.person,
        instance_id,
        sequence,
        xml,
        device,
        answered_at,
    )
    instances = instances_of(subject(assessment))
    # The same copy once more changes no answer, so only the answer to it is made again.
    standing = merging.refresh(by, assessment, instances) if saved.changed else merging.stand(assessment, instances)
    return Kept(saved.instance.sha256, saved.instance.saved_at, standing)


@action("assessment.resolve", record="assessment", verb="resolve")
def resolve(by: Acting, assessment: Assessment, question: str, answer_from: uuid.UUID) -> merging.Standing:
    """The lead chooses one of two different answers; both stay in history."""
    assessment = locked(by, "resolve", assessment, *FILLING)
    if not assessment.assessors.filter(person=by.person, lead=True).exists():
        raise Problem(6012)
    known = definition(assessment.tool_version_id)
    standing = merging.refresh(by, assessment, instances_of(subject(assessment)))
    conflict = standing.conflicts.get(question, [])
    if answer_from not in {given.instance_id for given in conflict}:
        raise Problem(6013, question=question)
    assert by.person
    Resolution.objects.update_or_create(
        assessment=assessment,
        question_id=known.by_name[question].key,
        defaults={
            "answer_from": answer_from,
            "values": {str(given.instance_id): given.value for given in conflict},
            "by": by.person,
            "at": clock.now(),
        },
    )
    log(by, "assessment.resolved", assessment, question=known.by_name[question].code)
    return merging.refresh(by, assessment, instances_of(subject(assessment)))


@action("assessment.finish", record="assessment", verb="fill")
def finish(by: Acting, assessment: Assessment) -> None:
    """One assessor has done; what she sent is kept as it is."""
    assessment = locked(by, "fill", assessment, *FILLING)
    instance = Instance.objects.filter(subject=subject(assessment), person=by.person).first()
    if instance is None:
        raise Problem(6014)
    if instance.finished_at:
        return
    keep_submission(by, instance)
    log(by, "assessment.finished_part", assessment, sha256=instance.sha256)


@action("assessment.submit", record="assessment", verb="submit")
def submit(by: Acting, assessment: Assessment) -> Assessment:
    """The team hands in for the quality check: nothing may lack, no conflict may stand."""
    assessment = locked(by, "submit", assessment, "draft")
    standing = merging.refresh(by, assessment, instances_of(subject(assessment)))
    known = definition(assessment.tool_version_id)
    parts = [
        Problem(LACKS[lack.what], question=known.by_name[lack.question].code)
        for lack in rules.missing(known, standing.settled, standing.evidence)
        if lack.question not in standing.conflicts  # answered twice, not unanswered
    ]
    parts += [Problem(6018, question=known.by_name[name].code) for name in standing.conflicts]
    if parts:
        raise Problem(6015, count=len(parts), parts=parts)
    for instance in Instance.objects.filter(subject=subject(assessment), finished_at=None):
        keep_submission(by, instance)
    assessment.to_quality_check()
    assessment.save(update_fields=["state"])
    assessment.remarks.filter(settled_at=None).update(settled_at=clock.now())
    log(by, "assessment.submitted", assessment)
    tell(matrix.who_may("review", assessment), "submitted", assessment)
    return assessment
