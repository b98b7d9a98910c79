from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "fairthread.home"
    label = "home"
