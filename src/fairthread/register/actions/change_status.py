"""A factory enrols, pauses, leaves or comes back."""

from __future__ import annotations

from datetime import date

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from .. import rules
from ..models import Factory, StatusChange
from .common import locked, standing


@action("factory.change_status", record="factory", verb="change_status")
def change_status(by: Acting, factory: Factory, status: str, on: date | None = None, reason: str = "") -> StatusChange:
    """Adds a row to the status history; `on` is the day it took effect, today if not given.

    Raises problems 3003 (in the future), 3012 (is so already), 3013 (not possible from here), 3014 (before the step
    before), 3015 (without a reason).
    """
    need(by, "change_status", factory)
    factory = standing(locked(factory))
    on = on or clock.today()
    reason = rules.clean_text(reason, "reason", 300)
    last = factory.statuses.first()
    rules.check_step(factory.status, last.on if last else None, status, on, reason, clock.today())
    before = factory.status
    factory.status = status
    factory.save(update_fields=["status"])
    made = StatusChange.objects.create(
        factory=factory, status=status, on=on, reason=reason, recorded_at=clock.now(), recorded_by=by.person
    )
    history.log(by, f"factory.{status}", factory, before=before, on=on, reason=reason)
    return made
