"""Problems become pages or JSON; nothing else of an error reaches a person, and nothing that is shown stays behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from .context import back
from .problems import Problem

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
BESIDES = 1_000_000  # bytes of a form beside its file


def wants_json(request: HttpRequest) -> bool:
    match = getattr(request, "resolver_match", None)
    return (
        request.path.startswith("/api/")
        or "application/json" in request.headers.get("Accept", "")
        or getattr(match and match.func, "answers_json", False)
    )


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page or JSON answer of a problem, with its status."""
    if wants_json(request):
        return JsonResponse({"problem": problem.as_dict()}, status=problem.status)
    return render(request, "base/problem.html", {"problem": problem, "back": back(request)}, status=problem.status)


def as_problem(exception: BaseException | None) -> Problem | None:
    """The numbered problem of what Django raises when it cannot read what was sent."""
    if isinstance(exception, Problem):
        return exception
    if isinstance(exception, RequestDataTooBig):
        return Problem(1008, limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024)
    if isinstance(exception, SuspiciousOperation | MultiPartParserError | UnreadablePostError):
        return Problem(1010)
    return None


class DoorMiddleware:
    """Refuses by its announced size what is too large, before a byte of it is read or stored.

    Stands before the check of forged forms, which reads forms. The web server holds a body to its announced length.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if request.content_type == "multipart/form-data":
            most = settings.UPLOAD_MAX_BYTES + BESIDES
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return answer(request, Problem(1008, limit=most // 1024 // 1024))
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return answer(request, Problem(1007))
        return None


class ProblemMiddleware:
    """Turns a raised `Problem` into its answer, and refuses text that no database keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if request.method != "POST" or request.content_type not in FORMS:
            return None
        try:
            values = [text for _, texts in request.POST.lists() for text in texts]
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError) as error:
            return self.process_exception(request, error)
        return answer(request, Problem(1007)) if any("\x00" in text for text in values) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        problem = as_problem(exception)
        return answer(request, problem) if problem else None


class NothingStaysMiddleware:
    """What a signed-in person is shown stays in no cache: tablets are shared, and "back" comes after signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
