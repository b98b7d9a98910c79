"""Which questions of different versions mean the same: suggestions, and joining by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...access import matrix
from ...access.request import Request
from ...base.problems import Problem
from .. import actions, queries
from ..actions.join_concepts import find
from ..definition import definition
from ..models import Concept
from ..suggest import suggest


def concepts(request: Request) -> HttpResponse:
    """Joined concepts; with `from` and `to`, suggestions for two versions."""
    matrix.need(request.acting, "join_concepts", "programme")
    versions = list(queries.versions(request.acting))
    known = {str(version.pk): version for version in versions}
    old, new = known.get(request.GET.get("from", "")), known.get(request.GET.get("to", ""))
    suggestions = None
    if old and new:
        one, other = definition(old.pk), definition(new.pk)
        roots = queries.root_concepts(question.concept for question in one.questions + other.questions)
        suggestions = suggest(one, other, roots)[:100]
    return render(
        request,
        "tools/concepts.html",
        {
            "versions": versions,
            "old": old,
            "new": new,
            "suggestions": suggestions,
            "joined": Concept.objects.exclude(joined_to=None).select_related("joined_to").order_by("joined_to", "pk"),
            "slugs": Concept.objects.filter(joined_to=None).order_by("pk").values_list("pk", flat=True),
            "crumbs": [(reverse("tools"), _("Assessment tools"))],
        },
    )


@require_POST
def join(request: Request) -> HttpResponse:
    concept, target = (find(request.POST.get(name, "").strip()[:80]) for name in ("concept", "target"))
    actions.join_concepts(request.acting, concept, target)
    messages.success(
        request, _("%(concept)s now counts as %(target)s.") % {"concept": concept.slug, "target": target.slug}
    )
    return _back(request)


@require_POST
def part(request: Request) -> HttpResponse:
    concept = actions.part_concept(request.acting, find(request.POST.get("concept", "").strip()[:80]))
    messages.success(request, _("%(concept)s stands on its own again.") % {"concept": concept.slug})
    return _back(request)


def _back(request: Request) -> HttpResponse:
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}) and target.startswith(reverse("concepts"))
    return redirect(target if ours else "concepts")


def questions(request: Request, version_id: UUID, name: str) -> HttpResponse:
    """One question through the versions that one may see: its wording in each."""
    version = queries.version(request.acting, version_id)
    question = definition(version.pk).by_name.get(name)
    if question is None:
        raise Problem(2001)
    seen = queries.versions(request.acting).values("pk")
    rows = (
        queries.questions_of_concept(question.concept).filter(version_id__in=seen).order_by("version__created_at")
        if question.concept
        else []
    )
    return render(
        request,
        "tools/question.html",
        {
            "version": version,
            "question": question,
            "rows": rows,
            "crumbs": [
                (reverse("tools"), _("Assessment tools")),
                (reverse("tool_version", args=[version.pk]), str(version.version)),
            ],
        },
    )
