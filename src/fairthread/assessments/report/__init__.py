"""The official report of an assessment: one dictionary in, a PDF or a workbook out. Knows no database."""

from fairthread.assessments.report.content import ReportContent, validate
from fairthread.assessments.report.pdf import render_pdf
from fairthread.assessments.report.xlsx import render_xlsx

__all__ = ["ReportContent", "render_pdf", "render_xlsx", "validate"]
