"""This room in the main navigation."""

from django.utils.translation import gettext_lazy as _

from ..base.navigation import add

add("rates", _("Rates"), "rates", 40, "see_rates", "programme")
