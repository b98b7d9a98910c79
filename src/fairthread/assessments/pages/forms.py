"""Small forms of the life of an assessment."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ...access import matrix
from ...access.models import Person
from ...base.forms import DayInput
from ...base.templatetags.ui import local
from ...register.models import Factory
from ...tools import queries as tools
from ...tools.models import ToolVersion
from ..words import MODES


class TeamForm(forms.Form):
    """Who assesses; the lead first."""

    lead = forms.ModelChoiceField(Person.objects.none(), label=_("Lead assessor"), empty_label="–")
    second = forms.ModelChoiceField(
        Person.objects.none(),
        empty_label="–",
        label=_("Second assessor"),
        required=False,
        help_text=_("Two people assess together."),
    )

    def __init__(self, *args: Any, factory: Factory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.people.unscoped("those who may assess this factory").filter(
            pk__in=[person.pk for person in matrix.who_may("assess", factory)]
        )
        for name in ("lead", "second"):
            cast(forms.ModelChoiceField, self.fields[name]).queryset = people.order_by("name")

    @property
    def team(self) -> list[Person]:
        return [p for p in (self.cleaned_data["lead"], self.cleaned_data.get("second")) if p]


class VersionField(forms.ModelChoiceField):
    """A tool version by the title of its tool, in the page's language."""

    def label_from_instance(self, obj: ToolVersion) -> str:
        return f"{local(obj.tool, 'title')} · {obj.version}"


class PlanForm(TeamForm):
    """The next assessment of a factory."""

    planned_on = forms.DateField(
        label=_("First day in the factory"),
        widget=DayInput,
        help_text=_("Nobody of the factory sees the date."),
    )
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=10, initial=2)
    mode = forms.ChoiceField(label=_("How"), choices=[(k, v) for k, v in MODES.items() if k != "unknown"])
    tool_version = VersionField(ToolVersion.objects.none(), label=_("Assessment tool"))
    field_order = ["planned_on", "days", "mode", "tool_version", "lead", "second"]

    def __init__(self, *args: Any, person: Person, factory: Factory, **kwargs: Any) -> None:
        super().__init__(*args, factory=factory, **kwargs)
        usable = tools.active_versions(person, factory.country_id, factory.sector_id or "")
        field = cast(VersionField, self.fields["tool_version"])
        field.queryset = tools.versions(person).filter(pk__in=[version.pk for version in usable])
        field.initial = next((version.pk for version in usable), None)


class DayForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=DayInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Your comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
