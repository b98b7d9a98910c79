from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "fairthread.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import navigation, panels, records, words  # noqa: F401
