"""How rooms add commands to `fairthread`, each with an example that `--help` shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .acting import Acting
from .problems import Problem


class Program(click.Group):
    """Shows problems as numbered lines instead of a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Problem as problem:
            click.echo(str(problem), err=True)
            raise SystemExit(2) from problem


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def program() -> None:
    """Fairthread runs a labour-standards improvement programme: from the law to the public number."""


EXAMPLES: dict[str, str] = {}


def command(
    name: str, *, example: str, group: click.Group | None = None, **options: Any
) -> Callable[..., click.Command]:
    """Adds a command. `example` is a whole line that works; a test holds that each one is documented."""

    def add(function: Callable[..., Any]) -> click.Command:
        made = click.command(name, epilog=f"Example: {example}", **options)(function)
        (group or program).add_command(made)
        EXAMPLES[example.split(" ", 1)[1]] = example
        return made

    return add


def group(name: str, summary: str) -> click.Group:
    """A group of commands such as `fairthread tool …`; asked for twice, it is the same one."""
    known = program.commands.get(name)
    if isinstance(known, click.Group):
        return known
    made = click.Group(name, help=summary)
    program.add_command(made)
    return made


class _File(click.Path):
    """A file that is there, else problem 1012."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise Problem(1012, name=str(value)) from error


class _Day(click.DateTime):
    """A day such as 2026-03-02, else problem 1013."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            made: datetime = super().convert(value, param, ctx)
            return made
        except click.BadParameter as error:
            raise Problem(1013, what=str(value), option=param.opts[0] if param else "") from error


FILE, DAY = _File(), _Day()


def acting(email: str | None) -> Acting:
    """Who a command acts for: the person named with `--as`, else the operator of the machine."""
    if not email:
        return Acting.operator()
    from django.contrib.auth import get_user_model

    person = get_user_model().objects.filter(email=email.lower(), is_active=True).first()
    if person is None:
        raise Problem(1011, email=email)
    return Acting(person, "command")


as_person = click.option("--as", "email", metavar="EMAIL", help="Act as this person; the permission matrix decides.")
