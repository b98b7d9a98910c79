"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from .pages import account, invitations, people

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<uuid:invitation_id>/", invitations.invitation, name="invitation"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/give/", people.give, name="give_role"),
    path("people/<uuid:person_id>/roles/<uuid:grant_id>/end/", people.end, name="end_role"),
    path("people/<uuid:person_id>/close/", people.close, name="close_account"),
    path("people/<uuid:person_id>/reopen/", people.reopen, name="reopen_account"),
    path("invitation/<str:token>/", invitations.accept, name="accept_invitation"),
    path("account/", account.my_account, name="my_account"),
]
