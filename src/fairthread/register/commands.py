"""`fairthread init`, `fairthread import factories`, `fairthread factories list`."""

from __future__ import annotations

from pathlib import Path

import click
from django.core.management import call_command

from ..access.matrix import need
from ..base.commands import FILE, acting, as_person, command, group
from ..base.initial import initial, steps
from . import queries
from .actions import import_factories
from .models import Factory
from .reference import load_reference

initial(10, "Countries, provinces, sectors, organisations")(load_reference)


@command("init", example="fairthread init")
def init() -> None:
    """Bring the database up to date and load the reference lists. May be repeated."""
    click.echo("Database …", nl=False)
    call_command("migrate", interactive=False, verbosity=0)
    click.echo(" up to date")
    for step in steps():
        click.echo(f"{step.title} …", nl=False)
        click.echo(f" {step.run()}")


@command(
    "factories", example="fairthread import factories factories.xlsx --dry-run", group=group("import", "Import tables.")
)
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Show what would happen; write nothing.")
@as_person
def import_(file: Path, dry_run: bool, email: str | None) -> None:
    """Create and change factories from a CSV or XLSX FILE. Rows that cannot be right are refused with the reason."""
    plan = import_factories(acting(email), file.read_bytes(), file.name, dry_run=dry_run)
    for row in plan.rows:
        if row.outcome == "same":
            continue
        what = ", ".join(row.changes)
        click.echo(f"row {row.number}: {row.outcome} {row.name}{f' ({what})' if what else ''}")
        for entry in row.alike:
            click.echo(f"  looks like {entry.names[0]} ({entry.public_id})")
        for problem in row.problems:
            click.echo(f"  {problem}")
    counts = ", ".join(f"{count} {outcome}" for outcome, count in plan.counts.items())
    click.echo(f"{'Dry run: nothing was written. ' if dry_run else ''}{counts}")
    if plan.count("refused"):
        raise SystemExit(1)


@command(
    "list", example="fairthread factories list --search giang", group=group("factories", "The register of factories.")
)
@click.option("--search", "text", default="", help="Words of a name, with or without diacritics, or an identifier.")
@click.option("--status", type=click.Choice(Factory.STATUSES), help="Only factories in this status.")
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@as_person
def list_(text: str, status: str | None, limit: int, email: str | None) -> None:
    """List factories: public identifier, status, name, province."""
    by = acting(email)
    if by.person is None:
        need(by, "create_factory", "programme")  # the operator reads as the keeper of the register
        found = Factory.objects.unscoped("the operator reads the register").filter(merged_into=None)
        found = queries.with_words(found, text)
    else:
        found = queries.search(by.person, text)
    if status:
        found = found.filter(status=status)
    for one in found[:limit]:
        place = one.province.name_en if one.province else ""
        click.echo("\t".join([one.public_id, one.status, one.name, place]))
