"""How this room's history reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..base.history import words

words({"person.cast": _("listed as an invented person of the demo")})
