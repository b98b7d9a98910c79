"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("rates/", pages.rates_page, name="rates"),
    path("rates/findings/", pages.findings, name="rates_findings"),
]
