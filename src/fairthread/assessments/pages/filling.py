"""The filler's page and its endpoints (`docs/contributing/contracts.md`)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from ...access import matrix
from ...access.request import Request
from ...base import files
from ...base.problems import Problem
from ...base.text import storable
from .. import merging, queries
from ..actions import attach, fill
from ..models import Assessment

View = Callable[..., HttpResponseBase]


def endpoint(*methods: str) -> Callable[[View], View]:
    """Answers problems as JSON, whatever the client says it accepts."""

    def wrap(view: View) -> View:
        @wraps(view)
        def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                if not request.user.is_authenticated:
                    raise Problem(2090)
                return view(request, *args, **kwargs)
            except Problem as problem:
                return JsonResponse({"problem": problem.as_dict()}, status=problem.status)

        run.answers_json = True  # type: ignore[attr-defined]  # also when a middleware refuses
        return require_http_methods(list(methods))(run)

    return wrap


@login_required
@ensure_csrf_cookie
def page(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The page that holds the filler; readable for the team as long as it may fill."""
    record = queries.assessment(request.user, pk)
    matrix.need(request.user, "fill", record)
    return render(request, "assessments/fill.html", {"assessment": record})


@endpoint("GET")
def form(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The XForm of the assessment's tool version."""
    record = queries.assessment(request.user, pk)
    matrix.need(request.user, "fill", record)
    made = record.tool_version.form
    if made is None:
        raise Problem(2001)
    etag = f'"{made.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    response = HttpResponse(made.xform, content_type="application/xml; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "private, max-age=0, must-revalidate"
    return response


@endpoint("GET")
def state(request: Request, pk: uuid.UUID) -> HttpResponse:
    record = queries.assessment(request.user, pk)
    matrix.need(request.user, "fill", record)
    copies = queries.copies(record)
    return JsonResponse(queries.filler_state(request.user, record, merging.stand(record, copies), copies))


@endpoint("PUT")
def draft(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Takes in one assessor's copy."""
    sent = _body(request)
    instance_id, sequence, xml = _identifier(sent, "instance_id"), sent.get("sequence"), sent.get("xml")
    if not isinstance(sequence, int) or not 0 < sequence < 2**31:
        raise Problem(6019, what="sequence")
    if not isinstance(xml, str):
        raise Problem(6019, what="xml")
    kept = fill.save_draft(
        request.acting,
        Assessment(pk=pk),  # the action reads and locks it, so reading it here would be done twice
        instance_id,
        sequence,
        xml,
        str(sent.get("device", "")),
        _moment(sent.get("at")),
    )
    return JsonResponse(
        {
            "sequence": sequence,
            "hash": kept.sha256,
            "saved_at": kept.saved_at,
            **queries.standing_state(kept.standing),
        }
    )


@endpoint("PUT", "GET")
def attachment(request: Request, pk: uuid.UUID, attachment_id: uuid.UUID) -> HttpResponseBase:
    """Takes in a picture or document, or gives it back."""
    record = queries.assessment(request.user, pk)
    if request.method == "GET":
        found = queries.attachment(request.user, record, attachment_id)
        return send_file(found.file.sha256, found.file.name, found.file.media_type)
    # Django reads forms of POST only; a PUT with a form is read by the same parser.
    request.method = "POST"
    fields, sent = request.POST, request.FILES.get("file")
    request.method = "PUT"
    if sent is None:
        raise Problem(6019, what="file")
    if not all(storable(text) for text in map(str, fields.values())):
        raise Problem(1007)
    made, new = attach.attach(
        request.acting,
        record,
        fields.get("question", ""),
        attachment_id,
        sent.read(),
        sent.name or "file",
        fields.get("caption", ""),
    )
    answer = {"id": str(made.pk), "name": made.file.name, "media_type": made.file.media_type}
    return JsonResponse(answer, status=201 if new else 200)


@endpoint("POST")
def finish(request: Request, pk: uuid.UUID) -> HttpResponse:
    record = queries.assessment(request.user, pk)
    fill.finish(request.acting, record)
    return JsonResponse({"finished": True})


@endpoint("POST")
def resolve(request: Request, pk: uuid.UUID) -> HttpResponse:
    sent = _body(request)
    answer_from = _identifier(sent, "answer_from")
    record = queries.assessment(request.user, pk)
    standing = fill.resolve(request.acting, record, str(sent.get("question", "")), answer_from)
    return JsonResponse(queries.standing_state(standing))


def send_file(sha256: str, name: str, media_type: str) -> FileResponse:
    """A stored file: pictures are shown, everything else is a download that no browser runs."""
    shown = media_type == "image/jpeg"
    response = FileResponse(
        files.path(sha256).open("rb"), as_attachment=not shown, filename=name, content_type=media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _body(request: Request) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:  # the last: a form was sent instead
        raise Problem(6019, what="JSON") from error
    if not isinstance(sent, dict):
        raise Problem(6019, what="JSON")
    if any(isinstance(text, str) and not storable(text) for text in sent.values()):
        raise Problem(1007)
    return sent


def _identifier(sent: dict[str, Any], name: str) -> uuid.UUID:
    """An identifier, bare or as a form writes it (`uuid:…`). A refusal names the field, never Python's own words."""
    try:
        return uuid.UUID(str(sent.get(name)).removeprefix("uuid:"))
    except ValueError as error:
        raise Problem(6019, what=name) from error


def _moment(text: Any) -> datetime | None:
    """A time that a device told; None if it tells no time or one that cannot be."""
    try:
        moment = parse_datetime(str(text)) if text else None
    except ValueError:
        return None
    if moment is None or not 2000 < moment.year < 9999:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
