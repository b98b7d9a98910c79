"""Steps: check and import a workbook, activate, retire, discard; the difference of two versions."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...access import matrix
from ...access.request import Request
from ...base import files
from ...base.models import StoredFile
from ...base.problems import Problem
from .. import actions, queries
from ..actions.import_tool import XLSX, already, checked
from ..definition import definition
from ..difference import compare
from ..models import ToolVersion
from ..workbook.content import content_hash
from .version import crumbs

WAITING = "tool_workbook"  # in the session: the workbook that was checked and waits for "import"


def import_page(request: Request) -> HttpResponse:
    """First the check of an upload, with its errors in a table; then, if there are none, the import as a draft."""
    matrix.need(request.acting, "import_tool", "programme")
    context: dict[str, object] = {"crumbs": [(reverse("tools"), _("Assessment tools"))]}
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("step") == "import":
                return _import(request)
            context |= _check(request)
        except Problem as problem:
            request.session.pop(WAITING, None)
            context["problem"], status = problem, problem.status
    return render(request, "tools/import.html", context, status=status)


def _check(request: Request) -> dict[str, object]:
    upload = request.FILES.get("file")
    if upload is None:
        raise Problem(5047)
    name = files.safe_name(upload.name or "")
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        raise Problem(1003, name=name, limit=settings.UPLOAD_MAX_BYTES // 1024 // 1024)
    content = upload.read()
    found = checked(content, name)
    request.session.pop(WAITING, None)
    if found.definition is None:
        return {"name": name, "errors": found.problems}
    made = found.definition
    known = already(made, content_hash(found.workbook))
    if known and matrix.may(request.acting, "view", known):
        return {"name": name, "known": known}
    request.session[WAITING] = str(files.keep(content, name, XLSX).pk)
    former = queries.versions(request.acting).filter(tool__form_id=made.form_id, state="active").first()
    change = compare(definition(former.pk), made, _roots(former, made)) if former else None
    return {
        "name": name,
        "ready": made,
        "compliance": sum(question.kind == "compliance" for question in made.questions),
        "former": former,
        "change": change,
    }


def _import(request: Request) -> HttpResponse:
    waiting = request.session.get(WAITING)
    stored = StoredFile.objects.filter(pk=waiting).first() if waiting else None
    if stored is None:
        raise Problem(5047)
    found = actions.import_tool(request.acting, files.path(stored.sha256).read_bytes(), stored.name)
    request.session.pop(WAITING, None)
    words = _("Imported as a draft.") if found.new else _("This content was here already; nothing has changed.")
    messages.success(request, words)
    return redirect("tool_version", found.version.pk)


@require_POST
def activate(request: Request, version_id: UUID) -> HttpResponse:
    record = actions.activate(request.acting, queries.version(request.acting, version_id))
    messages.success(request, _("New assessments use version %(version)s from now on.") % {"version": record.version})
    return redirect("tool_version", record.pk)


@require_POST
def retire(request: Request, version_id: UUID) -> HttpResponse:
    record = actions.retire(request.acting, queries.version(request.acting, version_id))
    messages.success(request, _("Version %(version)s is retired.") % {"version": record.version})
    return redirect("tool_version", record.pk)


@require_POST
def discard(request: Request, version_id: UUID) -> HttpResponse:
    record = queries.version(request.acting, version_id)
    actions.discard(request.acting, record)
    messages.success(request, _("The draft %(version)s is gone.") % {"version": record.version})
    return redirect("tools")


def compare_form(request: Request) -> HttpResponse:
    """Leads from the two select boxes to the page of the difference."""
    try:
        pair = [UUID(request.GET.get(name, "")) for name in ("from", "to")]
    except ValueError as error:
        raise Problem(1002, what="from, to") from error
    return redirect("tool_difference", *pair)


def difference(request: Request, old_id: UUID, new_id: UUID) -> HttpResponse:
    """What changed from one version to another."""
    old, new = queries.version(request.acting, old_id), queries.version(request.acting, new_id)
    made = definition(new.pk)
    return render(
        request,
        "tools/difference.html",
        {
            "old": old,
            "new": new,
            "change": compare(definition(old.pk), made, _roots(old, made)),
            "crumbs": crumbs(new),
            "may_join": matrix.may(request.acting, "join_concepts", "programme"),
        },
    )


def _roots(old: ToolVersion, made: object) -> dict[str, str]:
    slugs = {question.concept for question in definition(old.pk).questions}
    slugs |= {question.concept for question in made.questions}  # type: ignore[attr-defined]
    return queries.root_concepts(slugs)
