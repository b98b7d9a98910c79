"""One record that stood for two factories becomes two."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from .. import rules
from ..models import Factory, FactoryName, StatusChange
from .common import FIELDS, LINKS, locked, new_public_id, refresh_search, standing

COPIED = tuple(field for field in FIELDS if field not in {*LINKS, "name", "name_en", "contacts"})


@action("factory.split", record="factory", verb="merge")
def split_factory(
    by: Acting,
    factory: Factory,
    name: str,
    reason: str,
    *,
    id: uuid.UUID | None = None,
    names: Sequence[int] = (),
    assessments: Sequence[str] = (),
) -> Factory:
    """Makes a new record called `name` and takes the names and assessments with these ids along; facts are copied.

    To undo it, merge the new record into the old one. The same `id` twice is the same split. Raises 3001, 3010, 3025
    (no reason), 3026 (a name that is not of this factory).

    Event `factory.split`, record the new one, data {"from": id, "new": id, "assessments": [ids]}: the assessments
    room moves exactly these and raises a problem for one that is not of the factory `from`.
    """
    need(by, "merge", factory)
    if id is not None:
        known = Factory.objects.unscoped("the same form sent twice").filter(pk=id).first()
        if known is not None:
            need(by, "view", known)
            return known
    factory = standing(locked(factory))
    name = rules.clean_text(name, "name")
    reason = rules.clean_text(reason, "reason", 300)
    if not name:
        raise Problem(3001, field="name")
    if not reason:
        raise Problem(3025, field="reason")
    try:
        along = [str(uuid.UUID(str(one))) for one in assessments]
    except ValueError as error:
        raise Problem(3026, field="assessments") from error
    taken = factory.names.filter(pk__in=names)
    if taken.count() != len(set(names)):
        raise Problem(3026, field="names")
    made = Factory(
        id=id or uuid.uuid4(),
        public_id=new_public_id(factory.country_id),
        name=name,
        status=factory.status,
        registered_at=clock.now(),
        **{field: getattr(factory, field) for field in COPIED},
    )
    need(by, "merge", made)
    made.save(force_insert=True)
    FactoryName.objects.filter(pk__in=[one.pk for one in taken]).update(factory=made)
    StatusChange.objects.bulk_create(
        StatusChange(
            factory=made,
            status=row.status,
            on=row.on,
            reason=row.reason,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )
        for row in reversed(factory.statuses.all())
    )
    refresh_search(factory)
    refresh_search(made)
    data = {"from": str(factory.pk), "new": str(made.pk), "reason": reason}
    history.log(by, "factory.split_off", factory, name=made.name, public_id=made.public_id, **data)
    history.log(
        by,
        "factory.split",
        made,
        name=factory.name,
        public_id=factory.public_id,
        assessments=along,
        **data,
    )
    return made
