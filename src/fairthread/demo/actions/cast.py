"""Put a person on the page where visitors of the demonstration choose whom they want to be."""

from __future__ import annotations

from ...access import matrix
from ...access.models import Person
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log


@action("demo.cast", record="programme", verb="manage_people")
def cast(by: Acting, person: Person, role: str) -> Person:
    """Lists an invented person under a role of hers. Anybody may then sign in as her, in the demonstration alone."""
    matrix.need(by, "manage_people", "programme")
    person.demo_role = role
    person.save(update_fields=["demo_role"])
    log(by, "person.cast", person, role=role)
    return person
