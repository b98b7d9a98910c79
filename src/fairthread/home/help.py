"""Help: the documentation of the repository as pages, and tables made from the program itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..base.problems import Problem, catalogue
from . import documents, tables


def index(request: HttpRequest) -> HttpResponse:
    """The contents of the help, in the page's language."""
    return render(request, "home/help.html", {"sections": documents.sections()})


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One document; in Vietnamese if there is a translation."""
    document = documents.find(name)
    if document is None:
        raise Problem(1001)
    return render(
        request,
        "home/document.html",
        {"document": document, "sections": documents.sections(), "crumbs": documents.crumbs()},
    )


def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what, with the reason: the table that decides, as people read it."""
    return render(request, "home/permissions.html", {"tables": tables.permissions(), "crumbs": documents.crumbs()})


def problems(request: HttpRequest) -> HttpResponse:
    """Every numbered problem."""
    rows = [Problem(number) for number in sorted(catalogue())]
    return render(request, "home/problems.html", {"problems": rows, "crumbs": documents.crumbs()})


def look(request: HttpRequest) -> HttpResponse:
    """The building blocks of pages, for those who write them; in the demo only."""
    if not settings.DEMO:
        raise Problem(1001)
    return render(request, "home/look.html", {"crumbs": documents.crumbs()})
