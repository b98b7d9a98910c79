"""The quality check: a reviewer sends items back with remarks, or opens the report for the factory's comments."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...forms.models import Instance
from ...register.calendars import add_working_days
from ...tools.definition import definition
from .. import rules
from ..merging import subject
from ..models import Answer, AnswerNote, Assessment, Finding, ReviewRemark
from ._locked import locked
from ._tell import tell

COMMENT_WORKING_DAYS = 5  # programme-model §2.4: five working days before the report becomes official


@action("assessment.return", record="assessment", verb="review")
def send_back(by: Acting, assessment: Assessment, remarks: Sequence[tuple[str, str]]) -> Assessment:
    """Returns the assessment to its team with remarks: (question name or "", text) pairs."""
    assessment = _for_review(by, assessment)
    known = definition(assessment.tool_version_id)
    told = [(name, text.strip()) for name, text in remarks if text.strip()]
    if not told:
        raise Problem(6020)
    round_ = (assessment.remarks.aggregate(last=Max("round"))["last"] or 0) + 1
    ReviewRemark.objects.bulk_create(
        ReviewRemark(
            assessment=assessment,
            question_id=known.by_name[name].pk if name in known.by_name else None,
            text=text,
            round=round_,
            by=by.person,
            at=clock.now(),
        )
        for name, text in told
    )
    assessment.back_to_draft()
    assessment.reviewer = by.person
    assessment.save(update_fields=["state", "reviewer"])
    Instance.objects.filter(subject=subject(assessment)).update(finished_at=None)
    log(by, "assessment.returned", assessment, round=round_, remarks=len(told))
    tell([assessor.person for assessor in assessment.assessors.select_related("person")], "returned", assessment)
    return assessment


@action("assessment.open_comments", record="assessment", verb="review")
def open_comments(by: Acting, assessment: Assessment) -> Assessment:
    """The check is passed: findings are written down and the factory has five working days to comment."""
    assessment = _for_review(by, assessment)
    _write_findings(assessment)
    assessment.comments_due = add_working_days(clock.today(), COMMENT_WORKING_DAYS, assessment.factory.country_id)
    assessment.reviewer = by.person
    assessment.to_comments()
    assessment.save(update_fields=["state", "comments_due", "reviewer"])
    log(by, "assessment.comments_opened", assessment, due=assessment.comments_due)
    tell(matrix.who_may("comment", assessment), "comments", assessment, due=assessment.comments_due)
    return assessment


def _for_review(by: Acting, assessment: Assessment) -> Assessment:
    assessment = locked(by, "review", assessment, "quality_check")
    if by.person and assessment.assessors.filter(person=by.person).exists():
        raise Problem(6021)
    return assessment


def _write_findings(assessment: Assessment) -> None:
    wrong = Answer.objects.filter(assessment=assessment, result=rules.NON_COMPLIANT).values_list(
        "question_id", flat=True
    )
    notes = {note.question_id: note for note in AnswerNote.objects.filter(assessment=assessment)}
    Finding.objects.bulk_create(
        Finding(
            assessment=assessment,
            question_id=question,
            evidence=note.evidence if (note := notes.get(question)) else "",
            workers_affected=note.workers_affected if note else None,
            root_cause=note.root_cause if note else "",
        )
        for question in wrong
    )
