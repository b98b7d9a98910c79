"""The forms of this room. What they let through, the actions check again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..base.acting import Acting
from ..base.forms import DayInput
from . import matrix, places
from .models import Grant, Person
from .roles import GRANTABLE, ROLES, SCOPES
from .signin import PASSWORD_HINT

LANGUAGE = forms.ChoiceField(label=_("Language of pages and mails"), choices=settings.LANGUAGES)


def givable(by: Acting) -> list[str]:
    """The roles that she may give over at least one place within her reach."""
    if by.person is None:
        return []
    found = []
    for role in GRANTABLE:
        for grant in by.person.active_grants:
            # A place within her grant: the place of the grant itself stands for all that lie in it.
            inside = {
                "in_country": grant.in_country or (grant.scope_id if grant.scope == "country" else ""),
                "in_province": grant.scope_id if grant.scope == "province" else "",
            }
            if matrix.may(by, "give", Grant(role=role, scope=SCOPES[role][-1], scope_id="-", **inside)):
                found.append(role)
                break
    return found


class RoleForm(forms.Form):
    """Which role, over what. One field for the place: `country:VN`, `programme:`, or a factory's identifier."""

    role = forms.ChoiceField(label=_("Role"))
    place = forms.ChoiceField(
        label=_("Over what"), required=False, help_text=_("A role of the programme holds over a country or province.")
    )
    factory = forms.CharField(
        label=_("Factory"),
        required=False,
        max_length=40,
        help_text=_("The identifier of the factory, for instance VN-7K3M-9Q2X-C. Only for factory people."),
    )
    valid_to = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, by: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = givable(by)
        self.fields["role"].choices = [(role, ROLES[role]) for role in roles]  # type: ignore[attr-defined]
        words = {
            "programme": _("Programme"),
            "country": _("Countries"),
            "province": _("Provinces"),
            "organisation": _("Organisations"),
        }
        scopes = {scope for role in roles for scope in SCOPES[role]}
        offered = places.choices(by.person)
        groups = [
            (words[scope], [(f"{scope}:{key}", name) for key, name in offered[scope]])
            for scope in words
            if scope in scopes and offered.get(scope)
        ]
        self.fields["place"].choices = [("", _("–")), *groups]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["place"]
            self.fields["factory"].required = True
        if "factory" not in scopes:
            del self.fields["factory"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        scopes = SCOPES.get(found.get("role", ""), [])
        if scopes == ["factory"]:
            scope, sign = "factory", found.get("factory", "")
            if not sign and "factory" not in self.errors:
                self.add_error("factory", _("Say which factory."))
        else:
            scope, _colon, sign = found.get("place", "").partition(":")
            if scopes == ["organisation"] and not scope and "place" not in self.errors:
                self.add_error("place", _("Choose the organisation."))
            elif scopes and not scope and "place" not in self.errors:
                self.add_error("place", _("Choose over what: a country, a province or the whole programme."))
            elif scopes and scope not in scopes and "place" not in self.errors:
                self.add_error("place", _("This role cannot be held over that; choose another."))
        return {**found, "scope": scope, "sign": sign}

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"role": data["role"], "scope": data["scope"], "place": data["sign"], "valid_to": data["valid_to"]}


class InviteForm(RoleForm):
    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200)
    language = LANGUAGE
    field_order = ["email", "name", "language", "role", "place", "factory", "valid_to"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class GrantForm(RoleForm):
    valid_from = forms.DateField(label=_("First day"), required=False, widget=DayInput(), help_text=_("Empty: today."))
    field_order = ["role", "place", "factory", "valid_from", "valid_to"]

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "valid_from": self.cleaned_data["valid_from"]}


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: it ends at once.")
    )


class AcceptForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = LANGUAGE

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("password") and found.get("again") and found["password"] != found["again"]:
            self.add_error("again", _("This is not the same as above."))
        return found


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "phone", "language"]
        labels = {"name": _("Name"), "phone": _("Phone"), "language": _("Language of pages and mails")}
