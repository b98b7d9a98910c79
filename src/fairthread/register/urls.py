"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from ..access.request import signed_in
from .pages import edit, factories, imports, merges, organisations

ONE = "factories/<uuid:identifier>/"
urlpatterns = signed_in(
    [
        path("factories/", factories.factories, name="factories"),
        path("factories/new/", edit.new, name="factory_new"),
        path("factories/import/", imports.upload, name="factory_import"),
        path("factories/import/agree/", imports.agree, name="factory_import_agree"),
        path("factories/import/table/", imports.template, name="factory_import_table"),
        path(ONE, factories.factory, name="factory"),
        path(f"{ONE}edit/", edit.edit, name="factory_edit"),
        path(f"{ONE}status/", edit.status, name="factory_status"),
        path(f"{ONE}names/", edit.name_add, name="factory_name_add"),
        path(f"{ONE}names/<int:name>/remove/", edit.name_remove, name="factory_name_remove"),
        path(f"{ONE}buyers/", edit.buyer_add, name="factory_buyer_add"),
        path(f"{ONE}buyers/<int:link>/remove/", edit.buyer_remove, name="factory_buyer_remove"),
        path(f"{ONE}merge/", merges.merge, name="factory_merge"),
        path(f"{ONE}merges/<uuid:merge>/undo/", merges.undo, name="factory_unmerge"),
        path(f"{ONE}split/", merges.split, name="factory_split"),
        path("organisations/", organisations.organisations, name="organisations"),
        path("organisations/new/", organisations.new, name="organisation_new"),
        path("organisations/<uuid:identifier>/", organisations.organisation, name="organisation"),
        path("organisations/<uuid:identifier>/edit/", organisations.edit, name="organisation_edit"),
        path("provinces/", organisations.provinces, name="provinces"),
    ]
)
