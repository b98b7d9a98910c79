"""`fairthread tool …`, and the shipped tools at `fairthread init`."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext_lazy, ngettext, override

from .. import config
from ..base.acting import Acting
from ..base.commands import FILE, acting, as_person, command, group
from ..base.initial import initial
from ..base.problems import Problem
from . import documentation, queries
from .actions.activate import activate
from .actions.import_tool import checked, import_tool
from .definition import Definition, definition
from .difference import compare
from .models import ToolVersion

tool = group("tool", "Check, import and compare assessment tools.")
SHIPPED = config.DATA / "tools"
in_language = click.option("--language", type=click.Choice(["en", "vi"]), default="en", show_default=True)


@command("check", group=tool, example="fairthread tool check data/tools/vn_garment_footwear.xlsx")
@click.argument("file", type=FILE)
@in_language
def check(file: Path, language: str) -> None:
    """Name every error of a workbook by sheet, row and column. Ends with 1 if there are any."""
    with override(language):
        found = checked(file.read_bytes(), file.name)
        for problem in found.problems:
            click.echo(str(problem))
        if found.problems:
            count = len(found.problems)
            told = ngettext("%(name)s: %(count)s error", "%(name)s: %(count)s errors", count)
            click.echo(told % {"name": file.name, "count": count})
            raise SystemExit(1)
        if found.definition:
            count = len(found.definition.questions)
            told = ngettext("%(name)s: ready, %(count)s question", "%(name)s: ready, %(count)s questions", count)
            click.echo(told % {"name": file.name, "count": count})


@command("import", group=tool, example="fairthread tool import data/tools/vn_garment_footwear.xlsx --activate")
@click.argument("file", type=FILE)
@click.option("--activate", "at_once", is_flag=True, help="Use it for new assessments from now on.")
@as_person
def bring(file: Path, at_once: bool, email: str | None) -> None:
    """Import a workbook as a draft; the same content again changes nothing."""
    by = acting(email)
    found = import_tool(by, file.read_bytes(), file.name)
    version = found.version
    words = "imported" if found.new else "was here already, nothing changed"
    if at_once and version.state == "draft":
        version = activate(by, version)
    click.echo(f"{version.tool.form_id}@{version.version} {words}; it is {version.state}. {version.pk}")


@command("list", group=tool, example="fairthread tool list")
@as_person
def show(email: str | None) -> None:
    """List the versions of all tools."""
    for version in queries.versions(acting(email)):
        name = f"{version.tool.form_id}@{version.version}"
        click.echo(f"{version.pk}  {version.state:8} {name:40} {version.tool.title_en}")


@command("diff", group=tool, example="fairthread tool diff global_2025 vn_garment_footwear")
@click.argument("old")
@click.argument("new")
@in_language
@as_person
def diff(old: str, new: str, language: str, email: str | None) -> None:
    """Show what changed between two versions: identifiers, `form_id`, `form_id@version` or workbook files."""
    by = acting(email)
    one, other = _named(by, old), _named(by, new)
    roots = queries.root_concepts(question.concept for question in one.questions + other.questions)
    with override(language):
        found = compare(one, other, roots)
        for sign, questions in (("+", found.added), ("-", found.removed)):
            for question in questions:
                click.echo(f"{sign} {question.code}  {question.label[language] or question.label_en}")
        for change in found.changed:
            click.echo(f"{'!' if change.meaning else '~'} {change.new.code}  {change.new.label[language]}")
            for part in change.parts:
                click.echo(f"    {part.label}: {part.before or '–'} → {part.after or '–'}")
    click.echo(
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed, {found.same} the same"
    )


@command("doc", group=tool, example="fairthread tool doc data/tools/global_2025.xlsx")
@click.argument("file", required=False, type=FILE)
@click.option("--tool", "named", help="A version that is stored: identifier, form_id or form_id@version.")
@click.option("--format", "shape", type=click.Choice(["md", "html"]), default="md", show_default=True)
@in_language
@as_person
def doc(file: Path | None, named: str | None, shape: str, language: str, email: str | None) -> None:
    """Write the documentation of a tool: every item by cluster and compliance point."""
    if bool(file) == bool(named):
        raise click.UsageError("Give a FILE or --tool, one of the two.")
    text = documentation.markdown(_named(acting(email), str(file or named)), language)
    click.echo(text if shape == "md" else documentation.html(text), nl=False)


def _named(by: Acting, text: str) -> Definition:
    path = Path(text)
    if not path.is_file():
        return definition(queries.find_version(by, text).pk)
    found = checked(path.read_bytes(), path.name)
    if found.definition is None:
        raise Problem(5041, name=path.name, count=len(found.problems), parts=found.problems)
    return found.definition


@initial(30, gettext_lazy("Assessment tools"))
def shipped() -> str:
    """Brings in the shipped workbooks as active versions; what people have changed or retired since stays."""
    brought = []
    for path in sorted(SHIPPED.glob("*.xlsx")):
        by = Acting.operator()
        made = checked(path.read_bytes(), path.name).definition
        rows = ToolVersion.objects.unscoped("is it here already?")
        if made and rows.filter(tool__form_id=made.form_id).exists():
            continue
        activate(by, import_tool(by, path.read_bytes(), path.name).version)
        brought.append(path.stem)
    return ", ".join(brought) or "–"
