"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("people/", pages.people, name="people"),
    path("people/invite/", pages.invite, name="invite"),
    path("people/invitations/", pages.invitations, name="invitations"),
    path("people/invitations/<uuid:invitation_id>/", pages.invitation, name="invitation"),
    path("people/<uuid:person_id>/", pages.person, name="person"),
    path("people/<uuid:person_id>/give/", pages.give, name="give_role"),
    path("people/<uuid:person_id>/roles/<uuid:grant_id>/end/", pages.end, name="end_role"),
    path("people/<uuid:person_id>/close/", pages.close, name="close_account"),
    path("people/<uuid:person_id>/reopen/", pages.reopen, name="reopen_account"),
    path("invitation/<str:token>/", pages.accept, name="accept_invitation"),
    path("account/", pages.my_account, name="my_account"),
]
