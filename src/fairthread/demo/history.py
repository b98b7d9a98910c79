"""Old cycles as the export of a former system, brought in by the import that any programme would use."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..assessments.actions.import_star import import_star
from ..assessments.imports.reading import COLUMNS
from ..base.acting import Acting
from ..tools.definition import Definition
from ..tools.rules import follow
from .draw import draw
from .world import Place, Seed

FACTORIES_AT_ONCE = 250  # of one file, to keep it below 200 MB
TOLD = ("workers_total", "workers_men", "unions_active", "work_accidents_12_months")


@dataclass(frozen=True)
class Old:
    """An assessment that comes in as history."""

    place: Place
    cycle: int
    on: date


def bring_in(
    by: Acting,
    definition: Definition,
    olds: Iterable[Old],
    length: int,
    seed: Seed,
    told: Callable[[Iterable[Any], int, str], Any],
) -> int:
    """Writes the files and imports them; gives back how many assessments came in."""
    made = 0
    with tempfile.TemporaryDirectory(prefix="fairthread-demo-") as folder:
        for number, part in enumerate(_files(told(olds, length, "History")), start=1):
            path = Path(folder) / f"former-system-{number:02}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                _write(csv.writer(file), definition, part, seed)
            made += import_star(by, path, "VN").counts["assessments_new"]
            path.unlink()
    return made


def _files(olds: Iterable[Old]) -> Iterator[Iterator[Old]]:
    """Slices in which every factory is whole."""
    part: list[Old] = []
    for old in olds:
        if part and old.place.number // FACTORIES_AT_ONCE != part[-1].place.number // FACTORIES_AT_ONCE:
            yield iter(part)
            part = []
        part.append(old)
    if part:
        yield iter(part)


def _write(rows: Any, definition: Definition, olds: Iterable[Old], seed: Seed) -> None:
    rows.writerow(COLUMNS)
    tails = {}
    for question in definition.questions:
        if question.kind == "compliance" or question.name in TOLD:
            tails[question.name] = (
                question.code,
                "NCQ" if question.kind == "compliance" else "FGW",
                question.label_en,
                definition.point_by_code[question.point].label_en,
                definition.cluster_by_code[question.cluster].label_en,
                "Public Disclosure" if question.public_issue else "",
            )
    # What an answer counts as: 0 compliant, 1 non-compliant, as the former system writes it.
    counts = {
        question.name: {question.compliant_answer: "0", question.non_compliant_answer: "1", "na": "na"}
        for question in definition.questions
        if question.kind == "compliance"
    }
    for old in olds:
        answers = draw(definition, old.place, old.cycle, old.on, seed).answers
        answers.update(follow(definition, answers))
        day = f"{old.on:%d/%m/%Y}"
        name = definition.title_en
        head = ("VN", old.place.key, old.place.name, old.cycle, day, name, f"{old.place.key}/{old.cycle}")
        for asked, tail in tails.items():
            value = answers.get(asked, "na")  # behind a closed gate
            rows.writerow((*head, *tail, counts[asked][value] if asked in counts else value))
