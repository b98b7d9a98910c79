from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "fairthread.demo"
    label = "demo"

    def ready(self) -> None:
        from . import words  # noqa: F401
