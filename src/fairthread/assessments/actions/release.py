"""The report becomes official: results are written down, a number is given, documents are issued."""

from __future__ import annotations

from django.db import transaction

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.documents import next_number
from ...base.history import log
from ...base.problems import Problem
from ...tools.definition import definition
from .. import rules
from ..issuing import issue_reports
from ..models import Answer, Assessment
from ._locked import locked
from ._tell import tell


@action("assessment.release", record="assessment", verb="release")
def release(by: Acting, assessment: Assessment) -> Assessment:
    """Makes the report official. Refused while the factory may still comment.

    The factory's former official report is superseded; both keep their documents.
    """
    assessment = locked(by, "release", assessment, "comments_open")
    if assessment.may_still_be_commented:
        raise Problem(6025, due=assessment.comments_due)
    write_results(assessment)
    told = [assessor.person for assessor in assessment.assessors.select_related("person")]
    told += matrix.who_may("comment", assessment)  # the factory's people
    country, year = assessment.factory.country_id, clock.today().year
    assessment.report_number = next_number(f"FT-{country}-{year}")
    assessment.official_on = clock.today()
    _supersede_former(by, assessment)
    assessment.to_official()
    assessment.save(update_fields=["state", "results", "report_number", "official_on"])
    log(by, "assessment.official", assessment, number=assessment.report_number)
    identifier = str(assessment.pk)
    transaction.on_commit(lambda: issue_reports.enqueue(identifier))
    tell(told, "official", assessment)
    return assessment


def write_results(assessment: Assessment) -> None:
    """Sets the derived `results` from the stored answers; the caller saves."""
    known = definition(assessment.tool_version_id)
    rows = Answer.objects.filter(assessment=assessment, slot=0).values_list("question_id", "result")
    assessment.results = rules.vector(known, {known.by_pk[question].name: result for question, result in rows})


def _supersede_former(by: Acting, assessment: Assessment) -> None:
    former = Assessment.objects.unscoped("the factory's own former report").filter(
        factory_id=assessment.factory_id, state="official"
    )
    for old in former:
        old.to_superseded()
        old.save(update_fields=["state"])
        log(by, "assessment.superseded", old, by=assessment.report_number)
