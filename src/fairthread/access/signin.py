"""The forms of sign-in with our words, and what a locked-out visitor meets."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from ..base.middleware import answer
from ..base.problems import Problem

PASSWORD_HINT = _("At least 12 characters. Several words are easier to remember than signs.")
LABELS: dict[str, tuple[Any, Any]] = {
    "login": (_("E-mail"), ""),
    "email": (_("E-mail"), ""),
    "password": (_("Password"), ""),
    "oldpassword": (_("Present password"), ""),
    "password1": (_("New password"), PASSWORD_HINT),
    "password2": (_("New password again"), ""),
    "code": (_("Code"), _("Six digits from the authenticator app, or a recovery code.")),
    "name": (_("Name of the device"), _("So that you know it again, for instance “my phone”.")),
    "passwordless": (
        _("Sign in with this passkey alone, without a password"),
        _("Needs a device with a fingerprint, face or PIN."),
    ),
}


class OurWords(forms.Form):
    """Labels beside the fields instead of placeholders within them, from our own catalogue."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in LABELS:
                field.label, field.help_text = LABELS[name]

    def clean(self) -> Any:
        found = super().clean()
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if "password2" in self.errors and first != second:
            del self._errors["password2"]  # type: ignore[attr-defined]
            self.add_error("password2", _("This is not the same as above."))
        return found


class LoginForm(OurWords, account.LoginForm):
    pass


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    pass


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    pass


class ReauthenticateCodeForm(OurWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits that the app shows now.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        # In groups of four it can be typed from paper, and breaks on a narrow screen; apps ignore the spaces.
        self.key = " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))


class AddWebAuthnForm(OurWords, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    pass


def axes_name(request: HttpRequest, credentials: dict | None = None) -> str:
    """The e-mail that is tried, under which wrong attempts are counted."""
    tried = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(tried).strip().lower()[:254]


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials: dict | None = None, *_: Any):
    """Problem 2006, whether or not the account exists."""
    return answer(request, Problem(2006, email=axes_name(request, credentials)))
