from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "fairthread.measures"
    label = "measures"
