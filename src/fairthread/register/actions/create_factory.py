"""A factory enters the register."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from .. import rules
from ..models import Factory, StatusChange
from .common import FIELDS, LINKS, new_public_id, refresh_search, source_free


@action("factory.create", record="programme", verb="create_factory")
def create_factory(
    by: Acting,
    *,
    id: uuid.UUID | None = None,
    status: str = "applied",
    status_on: date | None = None,
    status_reason: str = "",
    origin: str = "",
    **values: Any,
) -> Factory:
    """Makes a factory of the values of the registration form (`common.FIELDS`) and gives it a public identifier.

    The same `id` twice is the same factory: the second call gives it back unchanged. A first status other than
    `applied` needs the right to change it. `origin` says where the data came from. Raises problems 3001 to 3018.
    """
    need(by, "create_factory", "programme")
    if id is not None:
        known = Factory.objects.unscoped("the same form sent twice").filter(pk=id).first()
        if known is not None:
            need(by, "view", known)
            return known
    today = clock.today()
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"unknown fields {sorted(unknown)}")
    on = status_on or today
    rules.check_day(on, "status_on", today)
    reason = rules.clean_text(status_reason, "status_reason", 300)
    if status in rules.NEEDS_REASON and not reason:
        raise Problem(3015, field="status_reason")
    factory = Factory(id=id or uuid.uuid4(), status=status, registered_at=clock.now(), **rules.checked(values, today))
    need(by, "edit", factory)
    if status != "applied":
        need(by, "change_status", factory)
    if any(values.get(field) for field in LINKS):
        need(by, "edit_links", factory)
    source_free(factory)
    factory.public_id = new_public_id(factory.country_id)
    try:
        with transaction.atomic():
            factory.save(force_insert=True)
    except IntegrityError as error:  # somebody was quicker, by a moment
        raise Problem(3046) from error
    refresh_search(factory)
    StatusChange.objects.create(
        factory=factory, status=status, on=on, reason=reason, recorded_at=clock.now(), recorded_by=by.person
    )
    history.log(by, "factory.created", factory, name=factory.name, status=status, on=on, origin=origin)
    return factory
