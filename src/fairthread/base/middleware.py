"""Problems become pages or JSON; nothing else of an error reaches a person."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from .context import back
from .problems import Problem


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", "")


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page or JSON answer of a problem, with its status."""
    if wants_json(request):
        return JsonResponse({"problem": problem.as_dict()}, status=problem.status)
    return render(request, "base/problem.html", {"problem": problem, "back": back(request)}, status=problem.status)


class ProblemMiddleware:
    """Turns a raised `Problem` into its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Problem) else None
