"""All tools, and one tool with its versions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ...access import matrix
from ...access.request import Request
from ...base.problems import Problem
from ...register.models import Sector
from .. import queries
from ..models import ToolVersion
from ..words import STATES


def tools(request: Request) -> HttpResponse:
    """Every tool of which one may see a version, with its active version."""
    by_tool: dict[UUID, list[ToolVersion]] = {}
    for version in queries.versions(request.acting):
        by_tool.setdefault(version.tool_id, []).append(version)
    rows = [
        (tool, next((v for v in by_tool[tool.pk] if v.state == "active"), None), by_tool[tool.pk])
        for tool in queries.tools(request.acting)
    ]
    return render(
        request,
        "tools/tools.html",
        {
            "rows": rows,
            "states": STATES,
            "sectors": Sector.objects.in_bulk(field_name="code"),
            "may_import": matrix.may(request.acting, "import_tool", "programme"),
            "may_join": matrix.may(request.acting, "join_concepts", "programme"),
        },
    )


def tool(request: Request, tool_id: UUID) -> HttpResponse:
    """One tool: what it is for, its versions, and a form to compare two of them."""
    versions = list(queries.versions(request.acting).filter(tool_id=tool_id).select_related("workbook"))
    if not versions:
        raise Problem(2001)
    record = versions[0].tool
    # Tools that this one adapts, and those that adapt it, are what people compare it with.
    related = queries.versions(request.acting).exclude(tool_id=tool_id).filter(
        tool__form_id=record.based_on
    ) | queries.versions(request.acting).exclude(tool_id=tool_id).filter(tool__based_on=record.form_id)
    return render(
        request,
        "tools/tool.html",
        {
            "tool": record,
            "versions": versions,
            "states": STATES,
            "sectors": Sector.objects.in_bulk(field_name="code"),
            "comparable": [*versions, *related.distinct()],
            "newest": versions[0],
            "crumbs": [(reverse("tools"), _("Assessment tools"))],
            "may_import": matrix.may(request.acting, "import_tool", "programme"),
        },
    )
