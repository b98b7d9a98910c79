from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "fairthread.access"
    label = "access"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from ..base import navigation
        from . import (
            records,  # noqa: F401
            signals,  # noqa: F401
            words,  # noqa: F401
        )

        navigation.add("people", _("People"), "people", 50, "list_people", "programme")
        navigation.add("account", _("My account"), "my_account", 10, place="person")
