"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from ..access.request import signed_in
from .pages import changes, concepts, tools, version

managing = [
    path("tools/concepts/", concepts.concepts, name="concepts"),
    path("tools/import/", changes.import_page, name="import_tool"),
    path("tools/concepts/join/", concepts.join, name="join_concepts"),
    path("tools/concepts/part/", concepts.part, name="part_concept"),
    path("tools/versions/<uuid:version_id>/activate/", changes.activate, name="activate_tool"),
    path("tools/versions/<uuid:version_id>/retire/", changes.retire, name="retire_tool"),
    path("tools/versions/<uuid:version_id>/discard/", changes.discard, name="discard_tool"),
]
urlpatterns = [
    *signed_in(managing),
    path("tools/", tools.tools, name="tools"),
    path("tools/compare/", changes.compare_form, name="compare_tools"),
    path("tools/<uuid:tool_id>/", tools.tool, name="tool"),
    path("tools/versions/<uuid:version_id>/", version.version, name="tool_version"),
    path("tools/versions/<uuid:version_id>/document/", version.document, name="tool_document"),
    path("tools/versions/<uuid:version_id>/document.md", version.markdown, name="tool_markdown"),
    path("tools/versions/<uuid:version_id>/workbook.xlsx", version.workbook, name="tool_workbook"),
    path("tools/versions/<uuid:version_id>/questions/<str:name>/", concepts.questions, name="tool_question"),
    path("tools/versions/<uuid:old_id>/to/<uuid:new_id>/", changes.difference, name="tool_difference"),
]
