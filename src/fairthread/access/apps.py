from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "fairthread.access"
    label = "access"

    def ready(self) -> None:
        from . import records  # noqa: F401
