"""Take an invitation back before it is taken up."""

from __future__ import annotations

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from .. import matrix
from ..models import Invitation


@action("withdraw_invitation", record="invitation", verb="withdraw")
def withdraw_invitation(by: Acting, invitation: Invitation) -> Invitation:
    """The link stops working. Errors: 2001, 2002 (taken up or withdrawn already)."""
    matrix.need(by, "withdraw", invitation)
    invitation.state, invitation.withdrawn_at = "withdrawn", clock.now()
    invitation.save(update_fields=["state", "withdrawn_at"])
    log(by, "invitation.withdrawn", invitation, email=invitation.email)
    return invitation
