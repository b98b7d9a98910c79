"""The factory's word to the draft report; it stays beside the finding."""

from __future__ import annotations

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ..models import Assessment, FactoryComment, Finding
from ._locked import locked
from ._tell import tell

LONGEST = 5000


@action("assessment.comment", record="assessment", verb="comment")
def comment(by: Acting, assessment: Assessment, text: str, finding: Finding | None = None) -> FactoryComment:
    """A comment to one finding, or to the whole report. Refused after the five working days."""
    assessment = locked(by, "comment", assessment, "comments_open")
    if assessment.comments_due and clock.today() > assessment.comments_due:
        raise Problem(6022, due=assessment.comments_due)
    if assessment.comments_closed_at:
        raise Problem(6023)
    if not text.strip() or len(text) > LONGEST:
        raise Problem(6024, limit=LONGEST)
    if finding is not None and (finding.assessment_id != assessment.pk or finding.question.national_only):
        raise Problem(2001)
    assert by.person
    made = FactoryComment.objects.create(
        assessment=assessment, finding=finding, text=text.strip(), by=by.person, at=clock.now()
    )
    log(by, "assessment.commented", assessment, question=finding.question.code if finding else "")
    return made


@action("assessment.close_comments", record="assessment", verb="close_comments")
def close_comments(by: Acting, assessment: Assessment) -> Assessment:
    """The factory has said all that it wants to say, so the report need not wait for the last day."""
    assessment = locked(by, "close_comments", assessment, "comments_open")
    assessment.comments_closed_at = clock.now()
    assessment.save(update_fields=["comments_closed_at"])
    log(by, "assessment.comments_closed", assessment)
    if assessment.reviewer:
        tell([assessment.reviewer], "closed", assessment)
    return assessment
