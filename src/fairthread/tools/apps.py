from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "fairthread.tools"
    label = "tools"

    def ready(self) -> None:
        from . import records  # noqa: F401
