from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "fairthread.register"
    label = "register"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from ..base import navigation
        from . import records, words  # noqa: F401

        navigation.add("factories", _("Factories"), "factories", 10, "view", "factory")
        navigation.add("organisations", _("Organisations"), "organisations", 15, "view", "organisation")
