"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from ..access.request import signed_in
from . import pages

urlpatterns = signed_in(
    [
        path("rates/", pages.rates_page, name="rates"),
        path("rates/findings/", pages.findings, name="rates_findings"),
    ]
)
