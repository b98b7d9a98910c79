"""What this room tells the matrix: the programme itself, people, their grants and invitations."""

from django.utils.translation import gettext_lazy as _

from .models import Grant, Invitation, Person
from .registry import Record, register
from .roles import GRANTABLE

PLACES = {"country": ("in_country",), "province": ("in_province", "in_province_before")}


def _of_grants(field: str):
    return lambda person: {value for grant in person.grants.all() if (value := getattr(grant, field))}


PROGRAMME = register(Record("programme", None, _("the programme")))
# A country's or province's manager does not see people of other places: a person is where her grants are.
PERSON = register(
    Record(
        "person",
        Person,
        _("a person"),
        paths={scope: tuple(f"grants__{field}" for field in fields) for scope, fields in PLACES.items()},
        own=("id",),
        read={f"grants__{field}": _of_grants(field) for fields in PLACES.values() for field in fields},
    )
)
# The state of a grant is its role: so the table says who may give which role, and where.
GRANT = register(
    Record(
        "grant",
        Grant,
        _("a role of a person"),
        state="role",
        states=tuple(GRANTABLE),
        paths=PLACES,
        own=("person_id",),
    )
)
INVITATION = register(
    Record(
        "invitation",
        Invitation,
        _("an invitation"),
        state="state",
        states=tuple(Invitation.STATES),
        paths=PLACES,
        own=("invited_by_id",),
    )
)
