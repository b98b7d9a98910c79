"""Import of a table: upload, look, agree."""

from __future__ import annotations

import io

import xlsxwriter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...access import matrix
from ...base import files
from ...base.models import StoredFile
from ...base.problems import Problem
from .. import actions, queries
from ..forms import ImportForm
from ..importing import Plan
from ..importing.columns import COLUMNS
from ..models import Sector
from ..words import FIELDS, OUTCOMES
from .common import acting

SHOWN = 500
WAITING = "register.import"  # in the session: what this person has uploaded and not yet agreed to


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Takes the file and shows what would happen; nothing is written to the register."""
    by = acting(request)
    matrix.need(by, "import_factories", "programme")
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "register/import.html", {"form": form, "columns": COLUMNS})
    sent = form.cleaned_data["file"]
    if sent.size > settings.UPLOAD_MAX_BYTES:
        raise Problem(1003, name=files.safe_name(sent.name), limit=settings.UPLOAD_MAX_BYTES // 1024 // 1024)
    content = sent.read()
    plan = actions.import_factories(by, content, sent.name, dry_run=True)
    kept = files.keep(content, sent.name, "application/octet-stream")
    request.session[WAITING] = {"file": str(kept.pk), "digest": plan.digest}
    return render(request, "register/import_plan.html", _shown(plan, kept))


def _shown(plan: Plan, kept: StoredFile) -> dict[str, object]:
    rows = [
        (row, OUTCOMES[row.outcome], [(FIELDS[name], *(pair or ["", ""])) for name, pair in row.changes.items()])
        for row in plan.rows[:SHOWN]
    ]
    counts = [(OUTCOMES[outcome], count) for outcome, count in plan.counts.items()]
    written = plan.count("created") + plan.count("changed")
    left_out = len(plan.rows) - len(rows)
    return {"plan": plan, "rows": rows, "counts": counts, "file": kept, "written": written, "left_out": left_out}


@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Writes what was shown: all rows that were not refused, or none."""
    by = acting(request)
    matrix.need(by, "import_factories", "programme")
    waiting = request.session.get(WAITING) or {}
    if not waiting or waiting["file"] != request.POST.get("file"):
        raise Problem(3045)
    kept = StoredFile.objects.get(pk=waiting["file"])
    content = files.path(kept.sha256).read_bytes()
    plan = actions.import_factories(by, content, kept.name, expected=waiting["digest"])
    del request.session[WAITING]
    written = plan.count("created") + plan.count("changed")
    text = ngettext("%(count)d factory was written.", "%(count)d factories were written.", written)
    messages.success(request, text % {"count": written})
    return redirect("factories")


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty table with the heads, an example row, and the words that the columns know on a second sheet."""
    matrix.need(acting(request), "import_factories", "programme")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    table = book.add_worksheet("factories")
    for place, column in enumerate(COLUMNS):
        table.write_string(0, place, column.code, bold)
        table.write_comment(0, place, "\n".join(filter(None, (column.label, column.hint))))
        table.set_column(place, place, 18)
    table.freeze_panes(1, 0)
    words = book.add_worksheet("words")
    words.write_row(0, 0, ["province", "Tỉnh, thành phố", "Province", "sector", "Ngành", "Sector"], bold)
    for line, province in enumerate(queries.provinces_now(), start=1):
        words.write_row(line, 0, [province.pk, province.name_vi, province.name_en])
    for line, sector in enumerate(Sector.objects.order_by("code"), start=1):
        words.write_row(line, 3, [sector.pk, sector.name_vi, sector.name_en])
    book.close()
    response = HttpResponse(
        out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = 'attachment; filename="factories.xlsx"'
    return response
