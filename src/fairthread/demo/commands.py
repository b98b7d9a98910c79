"""`fairthread demo`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import click
from django.conf import settings

from ..base import clock
from ..base.commands import command
from ..base.problems import Problem
from . import programme
from .world import Seed


@command("demo", example="FAIRTHREAD_DEMO=1 fairthread demo --factories 60 --cycles 3")
@click.option("--factories", default=60, show_default=True, type=click.IntRange(6, 20_000), help="How many factories.")
@click.option("--cycles", default=3, show_default=True, type=click.IntRange(2, 10), help="Assessments of each factory.")
@click.option("--seed", default=7, show_default=True, help="Another number makes another programme.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.  [default: today]")
def demo(factories: int, cycles: int, seed: int, on: datetime | None) -> None:
    """Make the invented programme of the demonstration in an empty database.

    People of every role and assessments in every state, made through the same actions that people use. The same
    numbers and the same day give the same programme. Where it is here already, nothing happens.

    The last three cycles of the first 60 factories are acted out. With more factories or cycles, everything else comes
    in the way old history does: as a file of answers through “fairthread import assessments”, without evidence, photos,
    comments or documents.
    """
    if not settings.DEMO:
        raise Problem(9002)
    if programme.present():
        click.echo("The demonstration is here already; nothing was changed.")
        return
    day = on.date() if on else clock.today()
    made = programme.make(programme.Size(factories, cycles, Seed(seed), day), _told)
    click.echo("Made " + ", ".join(f"{count} {what}" for what, count in made.items()) + ".")
    click.echo("Documents of released reports are made while the site runs, the newest first.")


def _told(things: Iterable[Any], length: int, title: str) -> Iterator[Any]:
    """Goes through things with a bar that shows how far it is."""
    with click.progressbar(things, length=length, label=f"{title:12}", show_eta=True) as shown:
        yield from shown
