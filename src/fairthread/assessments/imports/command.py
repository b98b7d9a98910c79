"""`fairthread import assessments`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.utils.translation import gettext as _

from ...base.commands import acting, as_person, command, group
from ...base.problems import Problem
from ..actions.import_star import Progress, import_star
from .report import Report
from .staging import kind_of

imports = group("import", "Bring in data of other systems.")


@command(
    "assessments",
    group=imports,
    example="fairthread import assessments export.csv --layout star --country VN --dry-run --report refused.csv",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--layout", type=click.Choice(["star"]), required=True, help="The layout of the file.")
@click.option("--country", metavar="CC", required=True, help="The country whose rows are imported, such as VN.")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen; nothing is written.")
@click.option("--update", is_flag=True, help="Replace assessments that were imported before with other content.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every row that did not come in to this CSV.",
)
@as_person
def import_assessments(
    file: Path, layout: str, country: str, dry_run: bool, update: bool, report: Path | None, email: str | None
) -> None:
    """Import assessments of the former system.

    Good rows come in, bad ones are listed with their number and reason. The same file again changes nothing. Tools
    that are not known are made from the labels of the file.
    """
    by = acting(email)
    size = file.stat().st_size if file.exists() else 0
    made = import_star(
        by, file, country, update=update, dry_run=dry_run, report=report, progress=_progress(size, sys.stderr.isatty())
    )
    if sys.stderr.isatty():
        click.echo("\r" + " " * 60 + "\r", err=True, nl=False)
    for line in lines(made):
        click.echo(line)


def lines(made: Report) -> list[str]:
    """The report as text, in the language of the command."""
    counts = made.counts
    told = [_("Nothing was written: this is a dry run.") if made.dry_run else ""]
    labels = [
        ("rows", _("rows read"), made.rows),
        ("left_out", _("rows left out by the cleaning rules"), made.rows_left_out),
        ("refused", _("rows refused"), made.rows_refused),
        ("assessments_new", _("assessments new"), None),
        ("assessments_replaced", _("assessments replaced"), None),
        ("assessments_unchanged", _("assessments in already, unchanged"), None),
        ("assessments_changed", _("assessments in already with other content, kept"), None),
        ("answers", _("answers written"), None),
        ("findings", _("findings written"), None),
        ("factories_new", _("factories made"), None),
        ("factories_renamed", _("factories renamed"), None),
        ("factory_names", _("former names kept"), None),
        ("tools_made", _("tool versions made from the file"), None),
    ]
    for name, label, value in labels:
        number = counts.get(name, 0) if value is None else value
        told.append(f"{number:>12,}  {label}")
    if made.problems:
        told.append("")
    for number, count in made.problems.items():
        told.append(f"{count:>12,}  FT-{number} ({_kinds()[kind_of(number)]})")
    for row, problem in made.shown:
        told.append(_line(row, problem))
    hidden = made.rows_refused - len(made.shown)
    if hidden > 0 and made.file is None:
        told.append(_("… and more; --report FILE.csv writes all of them."))
    if made.file is not None:
        told.append(_("Every row that did not come in: %(file)s") % {"file": made.file})
    if not made.dry_run and not made.changed_something:
        told.append(_("Nothing changed."))
    return [line for place, line in enumerate(told) if line or place]


def _kinds() -> dict[str, str]:
    return {"refused": _("refused"), "left out": _("left out"), "note": _("note")}


def _line(row: int, problem: Problem) -> str:
    return _("row %(row)s: %(problem)s") % {"row": f"{row:,}", "problem": problem}


def _progress(size: int, shown: bool) -> Progress:
    def tell(step: str, done: int) -> None:
        if not shown:
            return
        if step == "read":
            text = _("reading %(share)d %%") % {"share": 100 * done // max(size, 1)}
        else:
            text = _("%(count)s assessments written") % {"count": f"{done:,}"}
        click.echo(f"\r{text:<50}", err=True, nl=False)

    return tell
