"""What browsers load, gathered once into DATA_DIR/static with names that carry their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Gathers the files if any changed since the last time. True if it did."""
    stamp, now = Path(settings.STATIC_ROOT) / ".gathered", _listing()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)
    return True


def _listing() -> str:
    found = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([".*", "*~"]), key=lambda pair: pair[0]):
            state = Path(storage.path(name)).stat()
            found.update(f"{storage.path(name)}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return found.hexdigest()
