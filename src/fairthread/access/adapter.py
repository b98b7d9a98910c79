"""How sign-in by allauth behaves here: by invitation only, in our words, with mails in the reader's language."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from ..base.history import in_words, log
from ..base.models import HistoryEntry
from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up from outside."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right."),
        "incorrect_password": _("The password is not right."),
        "invalid_or_expired_key": _("This link is no longer valid."),
        "invalid_login": _("The e-mail or the password is not right."),
        "invalid_password_reset": _("This link is no longer valid."),
        "too_many_login_attempts": _("Too many wrong attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a minute and try again."),
        "same_as_current": _("The new password must differ from the old one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Every sign-in stands in the person's history."""
        from .signals import by_of

        log(by_of(request, user), "person.signed_in", user)
        return super().post_login(request, user, **kwargs)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Built on BASE_URL: the host of the request is what the sender says."""
        person, token = key.split("-", 1)
        return settings.BASE_URL + reverse("account_reset_password_from_key", args=[person, token])

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        person = Person.objects.filter(email=email.lower()).first()
        told = {**context, "programme_name": settings.PROGRAMME_NAME, "base_url": settings.BASE_URL, "email": email}
        with override(person.language if person else None):
            self.render_mail(template_prefix, email, told).send()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """One mail for every change to how a person signs in, in the words of her history."""
        event = template_prefix.rsplit("/", 1)[-1]
        person = Person.objects.get(pk=user.pk)
        with override(person.language):
            what = in_words(HistoryEntry(name=f"security.{event}", data={}))
        self.send_mail("account/email/notice", person.email, {"person": person, "what": what})

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.PROGRAMME_NAME}: {subject}"

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict]:
        words = {
            "reauthenticate": gettext("Use the password"),
            "mfa_reauthenticate": gettext("Use a code from the app"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor" + secret.encode()).digest()))
            for secret in map(str, secrets)
        ]
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are stored encrypted: a copy of the database is no key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right."),
        "cannot_delete_authenticator": _("The second step cannot be taken away."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.PROGRAMME_NAME)

    def _get_site_name(self) -> str:
        return str(settings.PROGRAMME_NAME)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return gettext("My device")
