"""Every change to people, roles and invitations, one module per verb."""

from .accept import accept_invitation
from .create import create_person
from .deactivate import deactivate_person, reactivate_person
from .grant import end_grant, grant_role
from .invite import invite
from .profile import edit_profile
from .withdraw import withdraw_invitation

__all__ = [
    "accept_invitation",
    "create_person",
    "deactivate_person",
    "edit_profile",
    "end_grant",
    "grant_role",
    "invite",
    "reactivate_person",
    "withdraw_invitation",
]
