"""This room in the main navigation."""

from django.utils.translation import gettext_lazy as _

from ..base.navigation import add

add("assessments", _("Assessments"), "assessments", 20, "view", "assessment")
