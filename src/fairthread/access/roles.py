"""The roles and what sort of people hold them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ROLES = {
    "programme_manager": _("Programme manager"),
    "team_leader": _("Team leader"),
    "enterprise_advisor": _("Enterprise advisor"),
    "training_officer": _("Training officer"),
    "factory_manager": _("Factory manager"),
    "factory_worker_representative": _("Factory worker representative"),
    "buyer": _("Buyer"),
    "national_partner": _("National partner"),
    "donor": _("Donor"),
    "researcher": _("Researcher"),
    "public": _("Public"),
    "operator": _("Operator of the machine"),
}
# Staff of the programme: a second factor is required.
STAFF = {"programme_manager", "team_leader", "enterprise_advisor", "training_officer"}
# Roles that can be granted to a person; the public holds none, the operator has a shell.
GRANTABLE = [role for role in ROLES if role not in {"public", "operator"}]
# Over what a role may be granted.
SCOPES = {
    "programme_manager": ["programme", "country"],
    "team_leader": ["programme", "country", "province"],
    "enterprise_advisor": ["programme", "country", "province"],
    "training_officer": ["programme", "country", "province"],
    "factory_manager": ["factory"],
    "factory_worker_representative": ["factory"],
    "buyer": ["organisation"],
    "national_partner": ["programme", "country", "province", "organisation"],
    "donor": ["programme", "country", "organisation"],
    "researcher": ["programme", "country"],
}
