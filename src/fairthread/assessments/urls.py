"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from .pages import filling, life, lists, reports

BASE = "assessments/<uuid:pk>/"
urlpatterns = [
    path("assessments/", lists.all_, name="assessments"),
    path("factories/<uuid:factory>/plan/", life.plan, name="assessment_plan"),
    path(BASE, life.show_, name="assessment"),
    path(f"{BASE}step/<str:step>/", life.step, name="assessment_step"),
    path(f"{BASE}review/", life.review_, name="assessment_review"),
    path(f"{BASE}answers/", life.answers, name="assessment_answers"),
    path(f"{BASE}comment/", life.comment, name="assessment_comment"),
    path(f"{BASE}fill/", filling.page, name="assessment_fill"),
    path(f"{BASE}fill/form.xml", filling.form, name="assessment_form"),
    path(f"{BASE}fill/state.json", filling.state, name="assessment_state"),
    path(f"{BASE}fill/draft", filling.draft, name="assessment_draft"),
    path(f"{BASE}fill/finish", filling.finish, name="assessment_finish"),
    path(f"{BASE}fill/resolve", filling.resolve, name="assessment_resolve"),
    path(f"{BASE}fill/attachments/<uuid:attachment_id>", filling.attachment, name="assessment_attachment"),
    path(f"{BASE}report/<str:language>.<str:form>", reports.download, name="assessment_report"),
    path("verify/", reports.verify, name="verify"),
    path("verify/check/", reports.check, name="verify_check"),
    path("verify/<str:number>/", reports.verify, name="verify_number"),
]
