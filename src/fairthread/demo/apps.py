from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "fairthread.demo"
    label = "demo"
