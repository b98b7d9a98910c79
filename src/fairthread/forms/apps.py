from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "fairthread.forms"
    label = "forms"

    def ready(self) -> None:
        from . import records  # noqa: F401
