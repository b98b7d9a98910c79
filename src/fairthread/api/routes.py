"""What other programs get: the same records as on pages, through the same matrix, read-only."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.security import SessionAuth

from ..access import matrix
from ..access.request import Request
from ..assessments import queries as assessments
from ..assessments.models import Answer, AnswerNote
from ..assessments.rules import RESULT_CODES
from ..base import documents
from ..base.lists.keyset import after as keyset_after
from ..base.lists.keyset import cursor, ordered
from ..base.middleware import answer as problem_answer
from ..base.problems import Problem
from ..register.models import Factory
from ..tools.definition import definition
from .schemas import AnswerOut, AssessmentPage, FactoryOut, FactoryPage, IssuedOut, ProblemOut

api = NinjaAPI(
    title="Fairthread",
    version="1",
    description="Read-only. Lists page by key: give `next` as `after`. Refusals are numbered problems.",
    auth=SessionAuth(csrf=False),
    urls_namespace="api",
)
REFUSED: dict[Any, Any] = {400: ProblemOut, 404: ProblemOut}


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem_answer(request, problem)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_answer(request, Problem(1002, what=", ".join(str(e["loc"][-1]) for e in error.errors)))


def _page(rows: Any, sort: str, place: str, limit: int) -> tuple[list[Any], str]:
    found = ordered(rows, sort, False)
    shown = list((keyset_after(found, sort, False, place) if place else found)[: limit + 1])
    return shown[:limit], cursor(shown[limit - 1], sort) if len(shown) > limit else ""


def _factory(person: Any, factory: Factory) -> dict[str, Any]:
    told = {
        "id": factory.pk,
        "public_id": factory.public_id,
        "name": factory.name,
        "name_en": factory.name_en,
        "country": factory.country_id,
        "province": factory.province_id,
        "sector": factory.sector_id,
        "status": factory.status,
    }
    if matrix.may(person, "see:details", factory):
        for name in ("address", "products", "workers_women", "workers_men", "has_union"):
            told[name] = getattr(factory, name)
    return told


@api.get("/factories", response={200: FactoryPage, **REFUSED}, exclude_unset=True, summary="Factories that you may see")
def factories(request: Request, after: str = Query("", max_length=400), limit: int = Query(100, ge=1, le=500)) -> Any:
    rows, following = _page(Factory.objects.for_person(request.user).filter(merged_into=None), "name", after, limit)
    return {"items": [_factory(request.user, factory) for factory in rows], "next": following}


@api.get("/factories/{public_id}", response={200: FactoryOut, **REFUSED}, exclude_unset=True, summary="One factory")
def factory(request: Request, public_id: str) -> Any:
    found = Factory.objects.for_person(request.user).filter(public_id=public_id[:20].replace("\x00", "")).first()
    if found is None:
        raise Problem(2001)
    return _factory(request.user, found)


@api.get("/assessments", response={200: AssessmentPage, **REFUSED}, summary="Assessments that you may see")
def all_assessments(
    request: Request, after: str = Query("", max_length=400), limit: int = Query(100, ge=1, le=500)
) -> Any:
    rows, following = _page(assessments.assessments(request.user), "planned_on", after, limit)
    return {"items": [_assessment(row) for row in rows], "next": following}


def _assessment(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "factory": row.factory.public_id,
        "cycle": row.cycle,
        "state": row.state,
        "tool": row.tool_version.tool.form_id,
        "tool_version": row.tool_version.version,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "official_on": row.official_on,
        "report_number": row.report_number,
    }


@api.get("/assessments/{identifier}/answers", response={200: list[AnswerOut], **REFUSED}, summary="Answers")
def answers(request: Request, identifier: uuid.UUID) -> Any:
    record = assessments.assessment(request.user, identifier)
    matrix.need(request.user, "see:answers", record)
    complete = matrix.may(request.user, "see:all_questions", record)
    known = definition(record.tool_version_id)
    notes = {note.question_id: note for note in AnswerNote.objects.filter(assessment=record)}
    told = []
    for row in Answer.objects.filter(assessment=record).order_by("question__position", "slot"):
        question, note = known.by_pk[row.question_id], notes.get(row.question_id)
        if complete or not question.national_only:
            told.append(
                {
                    "code": question.code,
                    "concept": question.concept,
                    "slot": row.slot,
                    "value": row.value,
                    "result": RESULT_CODES[row.result],
                    "evidence": note.evidence if note else "",
                    "workers_affected": note.workers_affected if note else None,
                }
            )
    return told


@api.get("/documents/issued", response={200: IssuedOut, 400: ProblemOut}, auth=None, summary="Was this file issued?")
def issued(
    request: HttpRequest, sha256: str = Query(..., pattern="^[0-9a-f]{64}$"), number: str = Query("", max_length=40)
) -> Any:
    return {"issued": documents.issued(sha256, number.replace("\x00", ""))}
