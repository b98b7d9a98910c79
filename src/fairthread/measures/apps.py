from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "fairthread.measures"
    label = "measures"

    def ready(self) -> None:
        from . import navigation  # noqa: F401
