"""The page of rates, and the findings behind a percentage."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ..access import matrix
from ..assessments.models import Answer, Finding
from ..assessments.rules import NON_COMPLIANT
from ..base.acting import Acting
from ..base.problems import Problem
from ..tools.models import Question
from . import output
from .forms import RatesForm
from .rates import Rate, Rates, rates, visible

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
ON_A_PAGE = 100


@require_GET
def rates_page(request: HttpRequest) -> HttpResponse:
    """`/rates/`: choose country, window, level and sample; every percentage leads to its findings."""
    form, made, problem = _asked(request)
    form_ = request.GET.get("format", "")
    if made and form_ in TYPES:
        # The byte-order mark lets Excel read Vietnamese.
        text = ("\ufeff" if form_ == "csv" else "") + output.FORMATS[form_](made, _language())
        response = HttpResponse(text.encode(), content_type=TYPES[form_])
        name = f"rates-{made.country}-{made.begin}-{made.end}-{made.level}.{form_}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    content: dict[str, Any] = {"form": form, "made": made, "problem": problem, "query": _query(made) if made else ""}
    if made:
        content["parts"] = [_part(made, name) for name in made.parts]
        content["national"] = any(row.words.national_only for row in made.rows)
    return render(request, "measures/rates.html", content, status=problem.status if problem else 200)


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """The assessments in the numerator of one percentage, with what was found."""
    _form, made, problem = _asked(request)
    if made is None:
        raise problem or Problem(7053)
    key, part = request.GET.get("key", ""), request.GET.get("part", "")
    whole = made.behind(key, part)
    behind = _open(request.acting, made, key, whole)  # type: ignore[attr-defined]
    row = next(rate for rate in made.rows if rate.key == key and rate.sample == part)
    page = Paginator(behind, ON_A_PAGE).get_page(request.GET.get("page"))
    content = {
        "made": made,
        "row": row,
        "labels": _labels(row),
        "page": page,
        "left_out": len(whole) - len(behind),
        "listed": _listed(request.acting, made, key, [one.id for one in page]),  # type: ignore[attr-defined]
        "sample": _sample_words(part),
        "back": f"{reverse('rates')}?{_query(made)}",
        "crumbs": [(f"{reverse('rates')}?{_query(made)}", _("Rates"))],
    }
    return render(request, "measures/findings.html", content)


def _asked(request: HttpRequest) -> tuple[RatesForm, Rates | None, Problem | None]:
    by: Acting = request.acting  # type: ignore[attr-defined]
    matrix.need(by, "see_rates", "programme")
    form = RatesForm.with_defaults(request.GET)
    if not form.is_valid():
        return form, None, None
    asked = form.cleaned_data
    try:
        return (
            form,
            rates(by, asked["country"].pk, asked["begin"], asked["end"], asked["level"], asked["sample"]),
            None,
        )
    except Problem as problem:
        return form, None, problem


def _query(made: Rates) -> str:
    return urlencode(
        {
            "country": made.country,
            "begin": made.begin.isoformat(),
            "end": made.end.isoformat(),
            "level": made.level,
            "sample": str(made.sample),
        }
    )


def _part(made: Rates, name: str) -> dict[str, Any]:
    """A table of the page: one sample, or one cycle of a panel."""
    rows = [row for row in made.rows if row.sample == name]
    link = f"{reverse('rates_findings')}?{_query(made)}&"
    return {
        "title": _sample_words(name),
        "assessments": len(made.parts[name]),
        "versions": sorted({version for row in rows for version in row.tool_versions}),
        "rows": [(row, _labels(row), link + urlencode({"part": name, "key": row.key})) for row in rows],
    }


def _labels(row: Rate) -> dict[str, Any]:
    return output.record(row, _language())


def _language() -> str:
    return "vi" if (get_language() or "").startswith("vi") else "en"


def _sample_words(name: str) -> str:
    if name.startswith("panel:"):
        number, _mark, cycle = name.removeprefix("panel:").partition("/")
        return _("Factories that reached cycle %(number)s: cycle %(cycle)s") % {"number": number, "cycle": cycle}
    if name.startswith("cycle:"):
        return _("Cycle %(number)s") % {"number": name.removeprefix("cycle:")}
    return _("Latest assessment of each factory")


def _listed(by: Acting, made: Rates, key: str, wanted: list[Any]) -> list[dict[str, Any]]:
    """Assessments that the person may see, in the given order; the words only where she may see answers."""
    seen = {one.pk: one for one in visible(by).filter(pk__in=wanted).select_related("factory", "factory__province")}
    open_ = set(visible(by, "see:answers").filter(pk__in=wanted).values_list("pk", flat=True))
    complete = set(visible(by, "see:all_questions").filter(pk__in=wanted).values_list("pk", flat=True))
    found: dict[Any, list[Finding]] = {}
    rows = Finding.objects.filter(assessment_id__in=open_, question_id__in=made.questions_of(key))
    rows = rows.filter(Q(question__national_only=False) | Q(assessment_id__in=complete))
    for finding in rows.select_related("question", "question__point").order_by("question__position"):
        found.setdefault(finding.assessment_id, []).append(finding)
    return [{"assessment": seen[pk], "findings": found.get(pk, [])} for pk in wanted if pk in seen]


def _open(by: Acting, made: Rates, key: str, behind: list[Any]) -> list[Any]:
    """Without the factories of which the person would learn here what is reported for the country only."""
    questions = made.questions_of(key)
    if not Question.objects.filter(pk__in=questions, national_only=True).exists():
        return behind
    wanted = [one.id for one in behind]
    known = set(visible(by, "see:all_questions").filter(pk__in=wanted).values_list("pk", flat=True))
    rows = Answer.objects.filter(assessment_id__in=wanted, question_id__in=questions, slot=0, result=NON_COMPLIANT)
    known |= set(rows.filter(question__national_only=False).values_list("assessment_id", flat=True))
    return [one for one in behind if one.id in known]
