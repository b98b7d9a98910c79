"""How this room's history reads."""

from django.utils.translation import gettext_lazy as _

from ..base.history import labels, words
from .roles import ROLES

labels("role", ROLES)
words(
    {
        "person.created": _("opened the account"),
        "person.joined": _("took up the invitation: %(role)s, %(place)s"),
        "person.edited": _("changed their details"),
        "person.deactivated": _("closed the account"),
        "person.reactivated": _("opened the account again"),
        "person.signed_in": _("signed in"),
        "person.stepped_in": _("stepped in as this person in the demo"),
        "grant.given": _("gave the role %(role)s, %(place)s"),
        "grant.ended": _("ended the role %(role)s, %(place)s"),
        "invitation.sent": _("invited %(email)s: %(role)s, %(place)s"),
        "invitation.withdrawn": _("withdrew the invitation of %(email)s"),
        "invitation.taken": _("took up the invitation"),
        "security.password_changed": _("changed the password"),
        "security.password_set": _("set a password"),
        "security.password_reset": _("set a new password with a link from a mail"),
        "security.totp_added": _("set up an authenticator app"),
        "security.totp_removed": _("took the authenticator app away"),
        "security.totp_activated": _("set up an authenticator app"),
        "security.totp_deactivated": _("took the authenticator app away"),
        "security.webauthn_added": _("added a passkey"),
        "security.webauthn_removed": _("took a passkey away"),
        "security.recovery_codes_added": _("got recovery codes"),
        "security.recovery_codes_generated": _("got new recovery codes"),
        "security.recovery_codes_removed": _("lost the recovery codes with the second step"),
    }
)
