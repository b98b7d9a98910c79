"""Give a person a role, and end it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from .. import matrix, places
from ..models import Grant, Person


@action("grant_role", record="grant", verb="give")
def grant_role(
    by: Acting,
    person: Person,
    *,
    role: str,
    scope: str,
    place: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    """Gives a role over a place. Twice the same is once. Errors: 2001, 2002, 2005, 2008 (dates), 2009 (place)."""
    matrix.need(by, "view", person)
    return give(by, person, role, places.find(scope, place), valid_from, valid_to)


def give(
    by: Acting,
    person: Person,
    role: str,
    where: places.Place,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    """The part of giving that opening an account shares."""
    begins = valid_from or clock.today()
    grant = places.draft(
        role, where, person, valid_from=begins, valid_to=valid_to, given_at=clock.now(), given_by=by.person
    )
    matrix.need(by, "give", grant)
    if valid_to and valid_to < max(begins, clock.today()):
        raise Problem(2008, day=valid_to)
    held = person.grants.filter(
        Q(valid_to=valid_to), ended_at=None, role=role, scope=where.scope, scope_id=where.id, valid_from__lte=begins
    ).first()
    if held is not None:
        return held
    grant.save(force_insert=True)
    person.__dict__.pop("active_grants", None)
    log(by, "grant.given", person, role=role, place=where.name, valid_from=begins, valid_to=valid_to)
    return grant


@action("end_grant", record="grant", verb="end")
def end_grant(by: Acting, grant: Grant, last_day: date | None = None) -> Grant:
    """Ends a role: at once, or with `last_day` (which still counts). Errors: 2001, 2002, 2008."""
    matrix.need(by, "end", grant)
    if grant.ended_at is not None:
        return grant
    if last_day is None:
        grant.ended_at = clock.now()
    elif last_day < max(clock.today(), grant.valid_from):
        raise Problem(2008, day=last_day)
    else:
        grant.valid_to = last_day
    grant.save(update_fields=["ended_at", "valid_to"])
    grant.person.__dict__.pop("active_grants", None)
    log(by, "grant.ended", grant.person, role=grant.role, place=grant.scope_name, last_day=last_day or clock.today())
    return grant
