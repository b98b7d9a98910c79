from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "fairthread.assessments"
    label = "assessments"

    def ready(self) -> None:
        from . import moves, navigation, panels, records, sections, words  # noqa: F401
