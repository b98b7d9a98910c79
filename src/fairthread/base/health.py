"""Is everything in order? What `fairthread check` looks at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .problems import Problem, catalogue


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    what: str
    text: str


def outstanding() -> int:
    """How many migrations the database still needs; problem 1104 if it cannot be reached."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Problem(1104, why=str(error).strip()) from error
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def known_migrations() -> set[str]:
    """Every migration that this version of the program has, as app.name."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def findings() -> Iterator[Finding]:
    """Everything, in the order in which an operator would look."""
    demo = "the demonstration" if settings.DEMO else "a programme"
    yield Finding(True, "settings", f"{demo}, {settings.BASE_URL}, data in {settings.DATA_DIR}")
    yield Finding(not (settings.DEBUG and settings.HTTPS), "debug", "on" if settings.DEBUG else "off")
    yield from _database()
    wrong = checks.run_checks(databases=["default"])
    yield from (Finding(error.level < checks.ERROR, "program", str(error)) for error in wrong)
    if not wrong:
        yield Finding(True, "program", "rooms and permission matrix hold together")
    yield Finding(True, "problems", f"{len(catalogue())} numbered")
    yield from _disk()


def _database() -> Iterator[Finding]:
    try:
        count = outstanding()
        version = ".".join(str(part) for part in connection.get_database_version())
    except Problem as problem:
        yield Finding(False, "database", str(problem))
        return
    yield Finding(True, "database", f"{connection.display_name} {version}")
    yield Finding(not count, "tables", f"{count} changes outstanding: fairthread init" if count else "up to date")


def _disk() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    yield Finding(free > 1, "disk", f"{free:.1f} GB free")
