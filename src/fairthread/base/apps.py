from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "fairthread.base"
    label = "base"
