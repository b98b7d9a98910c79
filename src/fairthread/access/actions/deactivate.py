"""Close an account, and open it again."""

from __future__ import annotations

from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from .. import matrix
from ..models import Person


@action("deactivate_person", record="person", verb="deactivate")
def deactivate_person(by: Acting, person: Person) -> Person:
    """She can no longer sign in; what she did stays. Errors: 2001, 2002 (one of the roles is not hers to end), 2010."""
    matrix.need(by, "deactivate", person)
    if by.person is not None and by.person.pk == person.pk:
        raise Problem(2010)
    # Somebody over one country cannot shut out a person who also works elsewhere.
    for grant in person.grants.all():
        if grant.holds(clock.today()):
            matrix.need(by, "end", grant)
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        log(by, "person.deactivated", person)
    return person


@action("reactivate_person", record="person", verb="reactivate")
def reactivate_person(by: Acting, person: Person) -> Person:
    """She can sign in again, with the roles that still hold. Errors: 2001, 2002."""
    matrix.need(by, "reactivate", person)
    for grant in person.grants.all():
        if grant.holds(clock.today()):
            matrix.need(by, "give", grant)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        log(by, "person.reactivated", person)
    return person
