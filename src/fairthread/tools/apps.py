from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolsConfig(AppConfig):
    name = "fairthread.tools"
    label = "tools"

    def ready(self) -> None:
        from ..base import navigation
        from . import records, words  # noqa: F401

        navigation.add("tools", _("Assessment tools"), "tools", 30, "view", "tool")
