"""Error pages, language, files and the check of issued documents."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from .middleware import answer, as_problem
from .problems import Problem


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, Problem(1001))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What could not be read: too large, broken, or asked of a host that this is not."""
    return _somehow(request, as_problem(exception) or Problem(1010))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the sign of our own pages: mostly one that lay open too long."""
    return _somehow(request, Problem(1009))


def broken(request: HttpRequest) -> HttpResponse:
    """The page of an error of ours."""
    return _somehow(request, Problem(1006))


def _somehow(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Plain words when even the page of the problem cannot be made, for instance without a database."""
    try:
        return answer(request, problem)
    except Exception:  # whatever broke the page may break this one too
        words = [escape(text) for code in ("vi", "en") for text in (problem.sentence(code), problem.todo(code))]
        sign = f"FT-{problem.number}"
        return HttpResponse(
            f"<!doctype html><title>{sign}</title><p>{'<p>'.join(words)}<p>{sign}", status=problem.status
        )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switches the language of the pages and remembers it for a signed-in person."""
    code = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            httponly=True,
        )
    return response
