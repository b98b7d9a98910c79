"""What a page of rates asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..base import clock
from ..base.templatetags.ui import local
from ..register.models import Country

LEVELS = [("cluster", _("Clusters")), ("point", _("Compliance points")), ("question", _("Questions"))]
MOST_CYCLES = 8


def _samples() -> list[tuple[str, Any]]:
    cycles = [(f"cycle:{n}", _("Cycle %(number)s") % {"number": n}) for n in range(1, MOST_CYCLES + 1)]
    text = _("Panel: factories that reached cycle %(number)s")
    panels = [(f"panel:{n}", text % {"number": n}) for n in range(2, MOST_CYCLES + 1)]
    return [("latest", _("Latest assessment of each factory")), *cycles, *panels]


class RatesForm(forms.Form):
    """Country, window, level and sample; `with_defaults` fills what an address leaves out."""

    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country"), empty_label=None)
    begin = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(label=_("To"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS)
    sample = forms.ChoiceField(label=_("Sample"), choices=_samples)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        field.queryset = Country.objects.filter(factories__isnull=False).distinct().order_by("name_en")
        field.label_from_instance = lambda country: local(country, "name")

    @classmethod
    def with_defaults(cls, given: Any) -> RatesForm:
        today = clock.today()
        first = Country.objects.filter(factories__isnull=False).order_by("name_en").distinct()
        data = {
            "country": next(iter(first.values_list("pk", flat=True)), ""),
            "begin": (today - timedelta(days=365)).isoformat(),
            "end": today.isoformat(),
            "level": "point",
            "sample": "latest",
        }
        return cls({**data, **{name: given[name] for name in data if given.get(name)}})
