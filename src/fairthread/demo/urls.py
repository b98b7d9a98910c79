"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("demo/", pages.step_in, name="demo"),
]
