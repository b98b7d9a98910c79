"""Commands for whoever operates the machine: start, serve, check, secret, backup, restore."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.contrib.auth import get_user_model

from .commands import FILE, command, program


@command("secret", example="fairthread secret")
def secret() -> None:
    """Print a new key for SECRET_KEY."""
    click.echo(secrets.token_urlsafe(48))


@command("serve", example="PORT=8000 fairthread serve")
def serve() -> None:
    """Serve the site on HOST and PORT, with a worker for background jobs, until stopped."""
    from . import assets
    from .serve import House, need_free, web, worker

    host, port = str(settings.VALUES["HOST"]), int(settings.VALUES["PORT"])
    need_free(host, port)
    _need_prepared()
    if assets.gather():
        click.echo("Gathered what browsers load.")
    House(host, port, [web(host, port, int(settings.VALUES["WEB_WORKERS"])), worker()], click.echo).run()
    click.echo("Stopped.")


@command("start", example="FAIRTHREAD_DEMO=1 fairthread start")
@click.pass_context
def start(context: click.Context) -> None:
    """Prepare the database, make the demonstration if there is nothing yet and it is asked for, then serve."""
    from .serve import need_free

    need_free(str(settings.VALUES["HOST"]), int(settings.VALUES["PORT"]))
    _step(context, "init")
    if settings.DEMO and not get_user_model()._base_manager.exists():
        _step(context, "demo")
    context.invoke(serve)


def _step(context: click.Context, name: str) -> None:
    """Runs another command with its defaults."""
    found = program.commands[name]
    with found.make_context(name, [], parent=context.parent) as inner:
        found.invoke(inner)


def _need_prepared() -> None:
    """Problem 1103 if tables are missing or old, 1104 if there is no database at all."""
    from .health import outstanding
    from .problems import Problem

    if count := outstanding():
        raise Problem(1103, count=count)


@command("check", example="fairthread check")
def check() -> None:
    """Look at settings, database, permission matrix and disk; fails if anything is wrong."""
    from .health import findings

    wrong = 0
    for finding in findings():
        click.echo(f"{'ok   ' if finding.good else 'WRONG'} {finding.what}: {finding.text}")
        wrong += not finding.good
    if wrong:
        raise SystemExit(1)


@command("backup", example="fairthread backup /var/backups/fairthread-2026-03-01.tar.gz")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write database and files into one FILE with hashes. The site may run meanwhile."""
    from . import backup as work

    manifest = work.make(file)
    click.echo(_summary(f"Backed up to {file}", manifest))


@command("restore", example="fairthread restore /var/backups/fairthread-2026-03-01.tar.gz")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Give up the programme that is here now.")
def restore(file: Path, replace: bool) -> None:
    """Bring back database and files from FILE. Stop the site first; nothing changes unless FILE is whole."""
    from . import backup as work
    from .health import outstanding

    manifest = work.restore(file, replace=replace)
    click.echo(_summary(f"Restored from {file}", manifest))
    if outstanding():
        click.echo("The backup is of an older version: run “fairthread init”.")


def _summary(done: str, manifest: dict[str, Any]) -> str:
    size = sum(entry["size"] for entry in manifest["entries"]) / 1e6
    return f"{done}: the database and {len(manifest['entries']) - 1} files, {size:.1f} MB, made {manifest['made_at']}."
