"""`fairthread rates`."""

from __future__ import annotations

from datetime import datetime

import click
from django.utils.translation import gettext as _

from ..base.commands import DAY, acting, as_person, command
from .definitions import LEVELS
from .output import FORMATS
from .rates import rates


@command(
    "rates",
    example="fairthread rates --country VN --from 2024-01-01 --to 2024-12-31 --level point --format csv",
)
@click.option("--country", metavar="CC", required=True, help="Country of the factories, such as VN.")
@click.option("--from", "begin", type=DAY, required=True, help="First day of the window, such as 2024-01-01.")
@click.option("--to", "end", type=DAY, required=True, help="Last day of the window; it counts.")
@click.option("--level", type=click.Choice(LEVELS), required=True)
@click.option(
    "--sample",
    default="latest",
    show_default=True,
    metavar="SAMPLE",
    help="latest: the last assessment of each factory. cycle:N: the assessments of cycle N. "
    "panel:N: factories that reached cycle N, each of their cycles 1 to N by itself, without virtual assessments.",
)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option("--language", type=click.Choice(["en", "vi"]), default="en", show_default=True, help="Of the labels.")
@as_person
def print_rates(
    country: str, begin: datetime, end: datetime, level: str, sample: str, form: str, language: str, email: str | None
) -> None:
    """Print rates of non-compliance: numerator, denominator and per cent, with sample and tool versions.

    assessed counts the assessments of the sample that hold the question; "not applicable" is out. A point is
    non-compliant when any of its questions is. Per cent are rounded half up to one decimal.
    """
    made = rates(acting(email), country, begin.date(), end.date(), level, sample)
    if form == "table" and not made.assessments:
        click.echo(_("No assessment in this window: choose a longer one, or another sample or country."))
        return
    click.echo(FORMATS[form](made, language).rstrip("\n"))
    if form == "table":
        told = _("%(assessments)s assessments of %(factories)s factories in the sample %(sample)s.")
        click.echo(
            told % {"assessments": made.assessments, "factories": made.factories, "sample": made.sample}, err=True
        )
    if level == "question" and any(rate.words.national_only for rate in made.rows):
        text = _(
            "Some questions are reported for the whole country only, never for one factory: see national_only in JSON."
        )
        click.echo(text, err=True)
