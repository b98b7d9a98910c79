"""Factories from a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...access.matrix import need
from ...base import files
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from .buyers import add_buyer
from .change_status import change_status
from .create_factory import create_factory
from .edit_factory import edit_factory
from .names import add_name

if TYPE_CHECKING:
    from ..importing import Plan, Row


@action("factory.import", record="programme", verb="import_factories")
def import_factories(
    by: Acting, content: bytes, name: str, *, dry_run: bool = False, expected: str | None = None
) -> Plan:
    """Creates and changes the factories of a CSV or XLSX file and gives back the plan that it followed.

    With `dry_run` nothing is written. Refused rows are left out; the others are written together or not at all. An
    empty cell deletes nothing. `expected` is the digest of the plan that a person agreed to: where the register has
    changed since, nothing is written (3044). Raises 3030, 3031, 3039 and the problems of `base.spreadsheets`.
    """
    need(by, "import_factories", "programme")
    from ..importing import make_plan  # it reads the rules of the other actions

    plan = make_plan(by, content, name)
    if dry_run:
        return plan
    if expected is not None and plan.digest != expected:
        raise Problem(3044)
    for row in plan.rows:
        if row.outcome in {"created", "changed"}:
            _write(by, row, f"{files.safe_name(name)}, {row.number}")
    return plan


def _write(by: Acting, row: Row, origin: str) -> None:
    read = row.read
    if row.factory is None:
        row.factory = create_factory(
            by,
            status=row.status,
            status_on=read.status_on,
            status_reason=read.status_reason,
            origin=origin,
            **read.values,
        )
    else:
        if row.changes:
            row.factory = edit_factory(by, row.factory, origin=origin, **row.after)
        if row.status:
            change_status(by, row.factory, row.status, read.status_on, read.status_reason)
    for kind, text in row.new_names:
        add_name(by, row.factory, text, kind)
    for buyer, year in row.new_buyers:
        add_buyer(by, row.factory, buyer, year)
