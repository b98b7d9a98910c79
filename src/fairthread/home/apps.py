from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "fairthread.home"
    label = "home"

    def ready(self) -> None:
        from ..base import navigation
        from . import panels  # noqa: F401

        navigation.add("home", _("Home"), "home", 0)
        navigation.add("help", _("Help"), "help", 90)
