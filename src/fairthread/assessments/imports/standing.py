"""Which of a factory's reports is the official one after an import."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from ...base.acting import Acting
from ...base.history import log
from ..models import Assessment


def settle(by: Acting, factories: Iterable[uuid.UUID]) -> None:
    """The last assessment of each factory, by date then id, is official; earlier official ones are superseded.

    Called inside the action that has added or replaced imported assessments.
    """
    rows = list(
        Assessment.objects.unscoped("the factory's own reports")
        .filter(factory_id__in=set(factories), state__in=["official", "superseded"])
        .order_by("factory_id", "started_on", "id")
        .defer("results")
    )
    last = {row.factory_id: row.pk for row in rows}
    wrong: dict[str, list[Assessment]] = {"official": [], "superseded": []}
    for row in rows:
        due = "official" if last[row.factory_id] == row.pk else "superseded"
        if row.state != due:
            wrong[due].append(row)
    for state, changed in wrong.items():
        if changed:
            found = Assessment.objects.unscoped("the same ones").filter(pk__in=[row.pk for row in changed])
            found.update(state=state)
        for row in changed:
            if not row.imported:  # a report of this system gives way to a later one of the former system, or comes back
                log(by, f"assessment.{state}", row, by="import", number=row.report_number)
