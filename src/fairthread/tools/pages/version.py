"""One version: its questions, its documentation, its workbook."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...access import matrix
from ...access.request import Request
from ...base import files, history
from ...base.problems import Problem
from ...base.text import fold
from .. import documentation, queries
from ..definition import Definition, QuestionDef, definition
from ..models import ToolVersion
from ..words import CLUSTER_KINDS, KINDS, MARKS, STATES


def crumbs(version: ToolVersion) -> list[tuple[str, str]]:
    title = version.tool.title_vi if _language() == "vi" and version.tool.title_vi else version.tool.title_en
    return [(reverse("tools"), _("Assessment tools")), (reverse("tool", args=[version.tool_id]), title)]


def version(request: Request, version_id: UUID) -> HttpResponse:
    """The questions by cluster and compliance point; `q` and `mark` narrow them."""
    record = queries.version(request.acting, version_id)
    whole = definition(record.pk)
    words = fold(request.GET.get("q", ""))[:200].split()
    mark = request.GET.get("mark", "")
    kind = request.GET.get("kind", "")
    outline, shown = [], 0
    for cluster, points in whole.outline():
        kept = []
        for point, questions in points:
            inside = [_view(whole, q) for q in questions if _matches(q, words, mark, kind)]
            if inside:
                kept.append((point, inside))
                shown += len(inside)
        if kept:
            outline.append((cluster, kept, sum(len(inside) for _point, inside in kept)))
    see_history = matrix.may(request.acting, "view_history", record)
    return render(
        request,
        "tools/version.html",
        {
            "version": record,
            "tool": record.tool,
            "outline": outline,
            "shown": shown,
            "total": len(whole.questions),
            "items": len({question.item or question.code for question in whole.questions}),
            "narrowed": bool(words or mark or kind),
            "q": request.GET.get("q", ""),
            "mark": mark,
            "kind": kind,
            "kinds": KINDS,
            "marks": {name: label for name, (_tone, label) in MARKS.items()},
            "cluster_kinds": CLUSTER_KINDS,
            "states": STATES,
            "crumbs": crumbs(record),
            "see_addresses": matrix.may(request.acting, "see:addresses", record),
            "entries": history.of(record)[:50] if see_history else None,
            "see_history": see_history,
            "may": {verb: matrix.may(request.acting, verb, record) for verb in ("activate", "retire", "discard")},
        },
    )


def _matches(question: QuestionDef, words: list[str], mark: str, kind: str) -> bool:
    if mark in MARKS and not getattr(question, mark):
        return False
    if kind in KINDS and question.kind != kind:
        return False
    if not words:
        return True
    text = fold(
        " ".join(
            [
                question.code,
                question.label_en,
                question.label_vi,
                question.evidence_en,
                question.evidence_vi,
                question.concept,
                *question.legal,
            ]
        )
    )
    return all(word in text for word in words)


def _view(whole: Definition, question: QuestionDef) -> dict[str, object]:
    return {
        "question": question,
        "kind": KINDS.get(question.kind, question.kind),
        "marks": [shown for name, shown in MARKS.items() if getattr(question, name)],
        "parent": whole.by_name.get(question.parent),
        "gate": whole.by_name.get(question.gate),
        "calculated": question.name in whole.calculated,
        "children": whole.children.get(question.name, ()),
    }


def document(request: Request, version_id: UUID) -> HttpResponse:
    """The generated documentation as one page, for reading and printing."""
    record = queries.version(request.acting, version_id)
    text = documentation.markdown(definition(record.pk), _language())
    return render(
        request,
        "tools/document.html",
        {"version": record, "tool": record.tool, "body": documentation.html(text), "crumbs": crumbs(record)},
    )


def markdown(request: Request, version_id: UUID) -> HttpResponse:
    """The same as a Markdown file."""
    record = queries.version(request.acting, version_id)
    response = HttpResponse(
        documentation.markdown(definition(record.pk), _language()), content_type="text/markdown; charset=utf-8"
    )
    name = files.safe_name(f"{record.tool.form_id}-{record.version}.md")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def workbook(request: Request, version_id: UUID) -> HttpResponse:
    """The workbook that the version was made of, as it came."""
    record = queries.version(request.acting, version_id)
    if record.workbook is None:
        raise Problem(1001)
    response = HttpResponse(files.path(record.workbook.sha256).read_bytes(), content_type=record.workbook.media_type)
    name = files.safe_name(f"{record.tool.form_id}-{record.version}.xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _language() -> str:
    return "vi" if (get_language() or "").startswith("vi") else "en"
