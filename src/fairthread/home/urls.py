"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import help, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("help/", help.index, name="help"),
    path("help/permissions/", help.permissions, name="help_permissions"),
    path("help/problems/", help.problems, name="help_problems"),
    path("help/look/", help.look, name="look"),
    path("help/<path:name>/", help.page, name="help_page"),
]
