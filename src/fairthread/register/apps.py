from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "fairthread.register"
    label = "register"

    def ready(self) -> None:
        from . import records, words  # noqa: F401
