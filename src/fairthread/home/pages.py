"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from ..access.request import Request
from ..base.panels import panels


def home(request: Request) -> HttpResponse:
    """What needs this person now; for a visitor, what the programme is."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html")
    return render(request, "home/home.html", {"panels": panels(request.acting)})
