"""The documents of an official report, made in the background."""

from __future__ import annotations

from django_tasks import task

from ..base import documents
from .models import Assessment
from .report import render_pdf, render_xlsx
from .report_content import content, photos

MEDIA = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@task()
def issue_reports(assessment_id: str) -> None:
    """PDF and XLSX in both languages. Safe to run again: what was issued stays."""
    assessment = (
        Assessment.objects.unscoped("issuing the official report")
        .select_related("factory__province", "factory__sector", "tool_version__tool")
        .get(pk=assessment_id)
    )
    issued = {(d.language, d.form) for d in documents.of(assessment)}
    pictures = photos(assessment)
    for language in ("vi", "en"):
        told = None
        for form, render in (("pdf", lambda c: render_pdf(c, pictures)), ("xlsx", render_xlsx)):
            if (language, form) not in issued:
                told = told or content(assessment, language)
                documents.issue(assessment, assessment.report_number, language, form, render(told), MEDIA[form])
