"""Help: the documentation of the repository as pages, and tables made from the program itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..base.problems import Problem


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html", {})


def page(request: HttpRequest, name: str) -> HttpResponse:
    raise Problem(1001)


def permissions(request: HttpRequest) -> HttpResponse:
    raise Problem(1001)


def problems(request: HttpRequest) -> HttpResponse:
    raise Problem(1001)


def look(request: HttpRequest) -> HttpResponse:
    raise Problem(1001)
