from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "fairthread.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import records  # noqa: F401
