"""`fairthread`: the one command-line program."""

from __future__ import annotations

import importlib
import importlib.util
import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairthread.settings")
    import django

    django.setup()
    from .base.commands import program

    load()
    program(prog_name="fairthread")


def load() -> None:
    """Imports the commands of every room."""
    from django.conf import settings

    for room in settings.ROOMS:
        name = f"fairthread.{room}.commands"
        if importlib.util.find_spec(name):
            importlib.import_module(name)


if __name__ == "__main__":
    main()
