"""Assessments of the former system come in: a file of the layout `star`, one country at a time.

The file is first read and cleaned as a whole, then written in batches, each in one transaction: an assessment is in
whole or not at all, and importing the same file again goes on where a broken import stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import uuid4

from django.db import IntegrityError

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.bulk import insert_many
from ...base.history import log
from ...base.problems import Problem
from ...register.models import Country, Factory
from .. import rules
from ..imports import cleaning
from ..imports.factories import Factories, Found
from ..imports.matching import Tools
from ..imports.reading import Reader, Source
from ..imports.replacing import replace
from ..imports.report import Report
from ..imports.sheets import Sheet, identifier, sheets
from ..imports.staging import Staging
from ..imports.standing import settle
from ..models import Answer, Assessment, Finding, ImportedSource, ImportRun

AT_ONCE = 100  # assessments in one transaction: about 25,000 answers

Progress = Callable[[str, int], object]


def import_star(
    by: Acting,
    path: Path,
    country: str,
    *,
    update: bool = False,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress = lambda step, done: None,
) -> Report:
    """Imports a file and tells what came in and what did not.

    `dry_run` writes nothing and tells what would happen. `update` replaces assessments whose content differs from
    what was imported before; without it they are kept and reported. `report` is a CSV file for every row that did not
    come in. Raises problems 7001 to 7008 when the file as a whole cannot be used; nothing is written then.
    """
    matrix.need(by, "import_assessments", "programme")
    place = Country.objects.filter(code=country.upper()).exclude(code="ZZ").first()
    if place is None:
        raise Problem(7005, country=country)
    matrix.need(by, "edit", Factory(country=place, status="enrolled"))  # nobody imports outside her reach
    known = {cleaning.key(text) for text in (place.code, place.iso3, place.name_en, place.name_vi) if text}
    source = Source(path, lambda size: progress("read", size))
    with Staging() as staging:
        Reader(staging, known, place.code, clock.today()).read(source)
        run = Importing(by, place, staging, source, update)
        run.plan() if dry_run else run.write(progress)
        return Report.of(staging, run.counts, dry_run, report)


class Importing:
    """One import, from the staged file to the records. `counts` is what the report says."""

    def __init__(self, by: Acting, country: Country, staging: Staging, source: Source, update: bool) -> None:
        self.by, self.country, self.staging, self.source, self.update = by, country, staging, source, update
        self.counts: Counter[str] = Counter()
        self.tools = Tools(staging, country.code)
        self.factories = Factories(by, country, staging, self.counts)
        self.run: ImportRun | None = None

    def plan(self) -> None:
        """Counts what a real import would do."""
        self.counts["tools_made"] = sum(bool(plan.lacking) for plan in self.tools.plans)
        for batch in _batches(sheets(self.staging, self.tools)):
            stored = self._stored(batch)
            sorted_out = [(sheet, *self._standing(sheet, stored)) for sheet in batch]
            for sheet, standing, known in sorted_out:
                self._count(sheet, standing, known)
            if any(standing in {"new", "replaced"} for _sheet, standing, _known in sorted_out):
                self.factories.foresee(
                    sheet.quest.factory for sheet, standing, _known in sorted_out if standing != "unchanged"
                )

    def write(self, progress: Progress) -> None:
        self.counts["tools_made"] = self.tools.make(self.by)
        done = 0
        for batch in _batches(sheets(self.staging, self.tools)):
            try:
                write_batch(self.by, self, batch)
            except IntegrityError as error:
                raise Problem(7006) from error
            done += len(batch)
            progress("write", done)
        if self.run is not None:
            close_run(self.by, self.run, self.counts)

    def _stored(self, batch: list[Sheet]) -> dict[str, ImportedSource]:
        rows = ImportedSource.objects.filter(
            country=self.country, source_id__in=[sheet.quest.source for sheet in batch]
        )
        return {row.source_id: row for row in rows}

    def _standing(self, sheet: Sheet, stored: dict[str, ImportedSource]) -> tuple[str, ImportedSource | None]:
        known = stored.get(sheet.quest.source)
        if known is None:
            return "new", None
        if known.sha256 == sheet.sha256:
            return "unchanged", known
        return ("replaced" if self.update else "changed"), known

    def _count(self, sheet: Sheet, standing: str, known: ImportedSource | None) -> None:
        self.counts[f"assessments_{standing}"] += 1
        if standing in {"new", "replaced"}:
            self.counts["answers"] += len(sheet.answers)
            self.counts["findings"] += sheet.results.count(rules.NON_COMPLIANT)
        if standing == "changed":
            self.staging.report(sheet.quest.row, 7025, quest=sheet.quest.source)


@action("assessments.import_batch", record="programme", verb="import_assessments")
def write_batch(by: Acting, work: Importing, batch: list[Sheet]) -> None:
    """Writes the assessments of a batch that are new, and replaces changed ones where that is wanted."""
    matrix.need(by, "import_assessments", "programme")
    stored = work._stored(batch)
    sorted_out = [(sheet, *work._standing(sheet, stored)) for sheet in batch]
    for sheet, standing, known in sorted_out:
        work._count(sheet, standing, known)
    coming = [sheet for sheet, standing, _known in sorted_out if standing == "new"]
    changed = [(sheet, known) for sheet, standing, known in sorted_out if standing == "replaced" and known]
    if not coming and not changed:
        return
    if work.run is None:
        work.run = _open_run(by, work)
    found = work.factories.resolve(
        sheet.quest.factory for sheet, standing, _known in sorted_out if standing != "unchanged"
    )
    for sheet in [*coming, *(sheet for sheet, _known in changed)]:
        _tell_merge(work, sheet, found[sheet.quest.factory])
    touched = {found[sheet.quest.factory].id for sheet in coming}
    _insert(by, work, coming, found)
    for sheet, known in changed:
        touched |= replace(by, work.run, work.staging, work.counts, sheet, known, found[sheet.quest.factory].id)
    settle(by, touched)


@action("assessments.import_end", record="programme", verb="import_assessments")
def close_run(by: Acting, run: ImportRun, counts: Counter[str]) -> None:
    """The import has ended: its numbers go into the history."""
    matrix.need(by, "import_assessments", "programme")
    run.ended_at, run.counts = clock.now(), dict(counts)
    run.save(update_fields=["ended_at", "counts"])
    log(by, "import.ended", run, file=run.file_name, country=run.country_id, **run.counts)


def _open_run(by: Acting, work: Importing) -> ImportRun:
    run = ImportRun.objects.create(
        layout="star",
        country=work.country,
        file_name=work.source.name,
        sha256=work.source.sha256,
        size=work.source.size,
        replaced=work.update,
        by=by.person,
        started_at=clock.now(),
    )
    log(by, "import.started", run, file=run.file_name, country=run.country_id)
    return run


def _tell_merge(work: Importing, sheet: Sheet, found: Found) -> None:
    if found.merged:
        work.staging.report(sheet.quest.row, 7032, factory=found.merged, kept=found.kept)


def _insert(by: Acting, work: Importing, coming: list[Sheet], found: dict[str, Found]) -> None:
    country, now = work.country.code, clock.now()
    keys = {sheet.quest.id: identifier(country, sheet.quest.source) for sheet in coming}
    made = [
        Assessment(
            id=keys[sheet.quest.id],
            factory_id=found[sheet.quest.factory].id,
            tool_version_id=sheet.version_id,
            cycle=sheet.quest.cycle,
            state="superseded",  # `settle` makes the newest of the factory official
            mode="unknown",
            planned_on=sheet.quest.day,
            started_on=sheet.quest.day,
            ended_on=sheet.quest.day,
            law_date=sheet.quest.day,
            source_id=sheet.quest.source,
            imported=True,
            results=sheet.results,
            created_at=now,
        )
        for sheet in coming
    ]
    Assessment.objects.bulk_create(made)
    insert_many(
        Answer,
        ("assessment", "question", "slot", "value", "result"),
        ((keys[sheet.quest.id], *answer) for sheet in coming for answer in sheet.answers),
    )
    insert_many(
        Finding,
        ("id", "assessment", "question", "evidence", "root_cause"),
        ((uuid4(), keys[sheet.quest.id], question, "", "") for sheet in coming for question in sheet.non_compliant),
    )
    ImportedSource.objects.bulk_create(
        ImportedSource(
            assessment_id=keys[sheet.quest.id],
            country_id=country,
            source_id=sheet.quest.source,
            sha256=sheet.sha256,
            run=work.run,
        )
        for sheet in coming
    )
    for assessment in made:
        log(by, "assessment.imported", assessment, source=assessment.source_id, file=work.source.name)


def _batches(rows: Iterable[Sheet]) -> Iterator[list[Sheet]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch
