"""One assessment: its page and the steps of its life."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...access import matrix
from ...access.request import Request
from ...base import clock, documents, history
from ...base.problems import Problem
from ...register.models import Factory
from .. import queries, show
from ..actions import comment as comments
from ..actions import field, fill, release, review
from ..actions import plan as planning
from ..models import Assessment, Finding
from .forms import CommentForm, DayForm, PlanForm, ReasonForm, TeamForm

DATED: dict[str, Callable[..., object]] = {
    "start": field.start,
    "leave_field": field.leave_field,
    "reschedule": planning.reschedule,
}
PLAIN: dict[str, Callable[..., object]] = {
    "finish": fill.finish,
    "submit": fill.submit,
    "open_comments": review.open_comments,
    "close_comments": comments.close_comments,
    "release": release.release,
}


@login_required
def plan(request: Request, factory: uuid.UUID) -> HttpResponse:
    """Plans the next assessment of a factory."""
    place = Factory.objects.for_person(request.user).filter(pk=factory).select_related("country").first()
    if place is None:
        raise Problem(2001)
    matrix.need(request.user, "plan_assessment", place)
    form = PlanForm(
        request.POST or None,
        person=request.user,
        factory=place,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = planning.plan(
                request.acting,
                place,
                data["tool_version"],
                data["planned_on"],
                form.team,
                mode=data["mode"],
                days=data["days"],
            )
        except Problem as problem:
            form.add_error(None, f"{problem.sentence()} {problem.todo()}")
        else:
            messages.success(request, _("The assessment is planned. Only its team and those who plan see it."))
            return redirect("assessment", made.pk)
    return render(request, "assessments/plan.html", {"form": form, "factory": place, "crumbs": _crumbs(place)})


@login_required
def show_(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The page of an assessment: where it stands, what can be done now, what was found."""
    record = queries.assessment(request.user, pk)
    by = request.acting
    may = {verb: matrix.may(by, verb, record) for verb in matrix.verbs("assessment")}
    clusters = show.findings(record, all_questions=may["see:all_questions"]) if may["see:answers"] else []
    return render(
        request,
        "assessments/assessment.html",
        {
            "assessment": record,
            "may": may,
            "steps": show.steps(record),
            "progress": show.progress(record) if may["fill"] or may["review"] else [],
            "clusters": clusters,
            "anything": show.anything(clusters),
            "documents": documents.of(record) if may["download_report"] else [],
            "remarks": show.remarks(record) if may["see:all_questions"] else [],
            "see_addresses": may["see:addresses"],
            "entries": history.of(record)[:50] if may["view_history"] else [],
            "day_form": DayForm(initial={"day": clock.today()}),
            "reason_form": ReasonForm(),
            "team_form": TeamForm(factory=record.factory) if may["assign"] else None,
            "comment_form": CommentForm(),
            "today": clock.today(),
            "crumbs": [(reverse("assessments"), _("Assessments"))],
        },
    )


@login_required
@require_POST
def step(request: Request, pk: uuid.UUID, step: str) -> HttpResponse:
    """Takes one step. A refused step says why on the page of its problem."""
    record = queries.assessment(request.user, pk)
    by = request.acting
    if step in DATED:
        form = DayForm(request.POST)
        if not form.is_valid():
            raise Problem(1002, what="day")
        day = form.cleaned_data["day"]
        DATED[step](by, record, day)
    elif step == "assign":
        team = TeamForm(request.POST, factory=record.factory)
        if not team.is_valid():
            raise Problem(6007)
        planning.assign(by, record, team.team)
    elif step == "cancel":
        planning.cancel(by, record, request.POST.get("reason", ""))
    elif step in PLAIN:
        PLAIN[step](by, record)
    else:
        raise Problem(1001)
    messages.success(request, str(show.DONE[step]))
    if not queries.assessments(request.user).filter(pk=pk).exists():
        return redirect("assessments")  # the step took it out of this person's sight
    return redirect("assessment", pk)


@login_required
def review_(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The quality check: all answers with a place for a remark beside each."""
    record = queries.assessment(request.user, pk)
    matrix.need(request.user, "review", record)
    if request.method == "POST":
        told = [
            (key.removeprefix("remark:"), str(text)) for key, text in request.POST.items() if key.startswith("remark:")
        ]
        review.send_back(request.acting, record, told)
        messages.success(request, _("Sent back to the team with your remarks."))
        return redirect("assessment", pk)
    clusters = show.answers(record, all_questions=True, private=matrix.may(request.user, "see:private", record))
    context = {"assessment": record, "clusters": clusters, "counts": show.counts(clusters), "crumbs": _back(record)}
    return render(request, "assessments/review.html", context)


@login_required
def answers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """All answers by cluster, in the wording under which they were given."""
    record = queries.assessment(request.user, pk)
    matrix.need(request.user, "see:answers", record)
    complete = matrix.may(request.user, "see:all_questions", record)
    clusters = show.answers(record, all_questions=complete, private=matrix.may(request.user, "see:private", record))
    context = {"assessment": record, "clusters": clusters, "counts": show.counts(clusters), "crumbs": _back(record)}
    return render(request, "assessments/answers.html", context)


@login_required
@require_POST
def comment(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The factory's word to a finding or to the whole report."""
    record = queries.assessment(request.user, pk)
    finding = None
    if wanted := request.POST.get("finding"):
        finding = Finding.objects.filter(assessment=record, pk=wanted).select_related("question").first()
        if finding is None:
            raise Problem(2001)
    made = comments.comment(request.acting, record, request.POST.get("text", ""), finding)
    messages.success(request, _("Your comment stands beside the finding."))
    return redirect(f"{reverse('assessment', args=[pk])}#{made.finding_id or 'comments'}")


def _crumbs(factory: Factory) -> list[tuple[str, str]]:
    return [(reverse("factories"), _("Factories")), (reverse("factory", args=[factory.pk]), factory.name)]


def _back(record: Assessment) -> list[tuple[str, str]]:
    return [(reverse("assessments"), _("Assessments")), (reverse("assessment", args=[record.pk]), record.factory.name)]
