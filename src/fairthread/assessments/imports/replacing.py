"""A changed assessment of the former system takes the place of the one that was imported before."""

from __future__ import annotations

import uuid
from collections import Counter

from django.db import transaction
from django.db.models import ProtectedError

from ...base.acting import Acting
from ...base.bulk import insert_many
from ...base.history import log
from .. import rules
from ..models import Answer, Assessment, Finding, ImportedSource, ImportRun
from .sheets import Sheet
from .staging import Staging


def replace(
    by: Acting,
    run: ImportRun,
    staging: Staging,
    counts: Counter[str],
    sheet: Sheet,
    known: ImportedSource,
    factory: uuid.UUID,
) -> set[uuid.UUID]:
    """Writes the new content over the old and gives back the factories concerned.

    Findings that stay keep their identifier. If a finding that goes is in use elsewhere, the assessment stays as it
    was and problem 7026 is reported.
    """
    assessment = Assessment.objects.unscoped("an import replaces it").get(pk=known.assessment_id)
    before = assessment.factory_id
    wanted = set(sheet.non_compliant)
    try:
        with transaction.atomic():
            gone = Finding.objects.filter(assessment=assessment).exclude(question_id__in=wanted).delete()[0]
            stay = set(Finding.objects.filter(assessment=assessment).values_list("question_id", flat=True))
            Finding.objects.bulk_create(
                Finding(assessment=assessment, question_id=question) for question in wanted - stay
            )
            Answer.objects.filter(assessment=assessment).delete()
            rows = ((assessment.pk, *answer) for answer in sheet.answers)
            insert_many(Answer, ("assessment", "question", "slot", "value", "result"), rows)
            assessment.factory_id = factory
            assessment.tool_version_id = sheet.version_id
            assessment.cycle = sheet.quest.cycle
            assessment.results = sheet.results
            days = ["planned_on", "started_on", "ended_on", "law_date"]
            for name in days:
                setattr(assessment, name, sheet.quest.day)
            assessment.save(update_fields=["factory", "tool_version", "cycle", "results", *days])
            known.sha256, known.run = sheet.sha256, run
            known.save(update_fields=["sha256", "run"])
            log(by, "assessment.import_replaced", assessment, file=run.file_name, findings_gone=gone)
    except ProtectedError:
        staging.report(sheet.quest.row, 7026, quest=sheet.quest.source)
        counts["assessments_replaced"] -= 1
        counts["assessments_changed"] += 1
        counts["answers"] -= len(sheet.answers)
        counts["findings"] -= sheet.results.count(rules.NON_COMPLIANT)
        return set()
    return {before, factory}
