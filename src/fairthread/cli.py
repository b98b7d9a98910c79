"""`fairthread`: the one command-line program."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys

# These say something before there is a programme, so they must not ask for its key.
WITHOUT_KEY: tuple[list[str], ...] = ([], ["secret"], ["-h"], ["--help"])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairthread.settings")
    if sys.argv[1:] in WITHOUT_KEY or {"-h", "--help"} & set(sys.argv[2:]):
        os.environ.setdefault("SECRET_KEY", "not used")
    import django
    from django.utils import translation

    django.setup()
    # An operator reads in the language of the shell, not in that of the programme's visitors.
    translation.activate("vi" if os.environ.get("LANG", "").startswith("vi") else "en")
    from .base.commands import program

    load()
    program(prog_name="fairthread")


def load() -> None:
    """Imports the commands of every room, and its checks for `fairthread check`."""
    from django.conf import settings

    importlib.import_module("fairthread.base.operate")
    for room in settings.ROOMS:
        for name in (f"fairthread.{room}.commands", f"fairthread.{room}.checks"):
            if importlib.util.find_spec(name):
                importlib.import_module(name)


if __name__ == "__main__":
    main()
