"""What this room tells the matrix: the programme itself, people and invitations."""

from django.utils.translation import gettext_lazy as _

from .models import Invitation, Person
from .registry import Record, register

PROGRAMME = register(Record("programme", None, _("the programme")))
# A country's or province's manager does not see people of other places, so only programme-wide grants reach all people.
PERSON = register(Record("person", Person, _("a person"), own=("id",)))
INVITATION = register(Record("invitation", Invitation, _("an invitation"), own=("invited_by_id",)))
