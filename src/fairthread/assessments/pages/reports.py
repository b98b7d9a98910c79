"""The official documents, and the public check of them."""

from __future__ import annotations

import re
import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from ...access import matrix
from ...access.request import Request
from ...base import documents
from ...base.problems import Problem
from .. import queries
from .filling import send_file


@login_required
def download(request: Request, pk: uuid.UUID, language: str, form: str) -> HttpResponseBase:
    """One issued document of an official report."""
    record = queries.assessment(request.user, pk)
    matrix.need(request.user, "download_report", record)
    for document in documents.of(record):
        if (document.language, document.form) == (language, form):
            return send_file(document.file.sha256, document.file.name, document.file.media_type)
    raise Problem(6026)


def verify(request: Request, number: str = "") -> HttpResponse:
    """The page on which anyone checks a file. The browser computes its hash; the file is not sent.

    The page is the same for every number, known or not, so that trying numbers teaches nothing.
    """
    number = (number or request.GET.get("number", "")).strip().upper()[:40]
    shown = number if re.fullmatch(r"FT-[A-Z]{2}-[0-9]{4}-[0-9]{6}", number) else ""
    return render(request, "assessments/verify.html", {"number": shown})


def check(request: Request) -> HttpResponse:
    """Whether a file with this SHA-256 was issued (under this number, if one is given) and is not withdrawn."""
    sha256, number = request.GET.get("sha256", "").lower(), request.GET.get("number", "").upper()[:40]
    issued = bool(re.fullmatch(r"[0-9a-f]{64}", sha256)) and documents.issued(sha256, number)
    return JsonResponse({"issued": issued}, headers={"Cache-Control": "no-store"})
