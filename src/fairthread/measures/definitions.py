"""What the rates mean. One place, without a database; every function gives its formula and source.

Sources: programme-model §2.5, which holds the published definition (first Bangladesh synthesis report, 2019) and the
operating detail of the programme's R manual of 2018. Where that code has a trap the rule here is the safe one: the
factory's identifier instead of its name, date then identifier instead of the largest Quest.ID, an explicit denominator.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from ..assessments.rules import COMPLIANT, NON_COMPLIANT

LEVELS = ("question", "point", "cluster")


@dataclass(frozen=True, slots=True)
class Held:
    """An assessment that may belong to a sample. `results` is one byte per question of its tool version."""

    id: uuid.UUID
    factory: uuid.UUID
    started_on: date
    cycle: int
    version: uuid.UUID
    virtual: bool
    results: bytes


@dataclass(frozen=True)
class Item:
    """A compliance question of a version: where it stands in `results`, and what it is joined by across versions.

    `question`, `point` and `cluster` are keys; equal keys in two versions mean the same thing.
    """

    position: int
    question: str
    point: str
    cluster: str

    def key(self, level: str) -> str:
        return {"question": self.question, "point": self.point, "cluster": self.cluster}[level]


@dataclass(frozen=True)
class Layout:
    """The compliance questions of one tool version that count, and the length of its `results`."""

    version: uuid.UUID
    width: int
    items: tuple[Item, ...]


@dataclass
class Count:
    """Numerator and denominator of one row, and the versions that it was asked in."""

    noncompliant: int
    assessed: int
    versions: list[uuid.UUID]


def half_up(noncompliant: int, assessed: int) -> Decimal | None:
    """The share in per cent with one decimal, halves rounded up: 1 of 16 is 6.25, so 6.3. None when nobody held it.

    Formula: floor(1000 * noncompliant / assessed + 1/2) / 10, in whole numbers so that no half is lost.
    Source: the rounding of the published synthesis reports (programme-model §2.5), fixed here to one decimal.
    """
    if not assessed:
        return None
    return Decimal((2000 * noncompliant + assessed) // (2 * assessed)) / 10


def _last(rows: Iterable[Held]) -> dict[uuid.UUID, Held]:
    """The last assessment of each factory, by date then identifier."""
    found: dict[uuid.UUID, Held] = {}
    for row in rows:
        known = found.get(row.factory)
        if known is None or (row.started_on, row.id) > (known.started_on, known.id):
            found[row.factory] = row
    return found


def latest(rows: Iterable[Held]) -> list[Held]:
    """Sample `latest`: of each factory the last assessment in the window, by date then identifier.

    Source: "only the latest assessment of each factory in the period counts" (programme-model §2.5).
    """
    return list(_last(rows).values())


def in_cycle(rows: Iterable[Held], number: int) -> list[Held]:
    """Sample `cycle:N`: the assessments of cycle N in the window; of a factory with two of them the last one.

    Source: samples (b) and (c) of the R manual (programme-model §2.5).
    """
    return list(_last(row for row in rows if row.cycle == number).values())


def panel(rows: Iterable[Held], number: int) -> dict[int, list[Held]]:
    """Sample `panel:N`: the factories whose highest cycle in the window is N or more; each of their cycles 1 to N.

    Virtual assessments are left out, before the highest cycle is taken. A factory without one of the cycles is missing
    in that cycle. Source: sample (d), the balanced panel, of the R manual, and "virtual checks are left out of trend
    data" (programme-model §2.5 and §2.4).
    """
    present = [row for row in rows if not row.virtual]
    highest: dict[uuid.UUID, int] = {}
    for row in present:
        highest[row.factory] = max(highest.get(row.factory, 0), row.cycle)
    stay = [row for row in present if highest[row.factory] >= number]
    return {cycle: in_cycle(stay, cycle) for cycle in range(1, number + 1)}


def question_rate(rows: Sequence[Held], layouts: Iterable[Layout]) -> dict[str, Count]:
    """Rate of a question = assessments non-compliant on it / assessments of the sample that hold it.

    An assessment holds a question when the answer is compliant or non-compliant; not applicable is out. Questions of
    several versions with one key are one question: non-compliant if any of them is. Source: programme-model §2.5.
    """
    return _counts(rows, layouts, "question")


def point_rate(rows: Sequence[Held], layouts: Iterable[Layout]) -> dict[str, Count]:
    """Rate of a compliance point = assessments non-compliant in it / assessments in which the point is present.

    Non-compliant: at least one of its questions is. Present: at least one of its questions is held.
    Source: the published definition (programme-model §2.5).
    """
    return _counts(rows, layouts, "point")


def cluster_rate(rows: Sequence[Held], layouts: Iterable[Layout]) -> dict[str, Count]:
    """Rate of a cluster = assessments non-compliant in it / assessments in which the cluster is present.

    Non-compliant: at least one of its compliance points is. Source: the definition of a point, one level up.
    """
    return _counts(rows, layouts, "cluster")


RATES = {"question": question_rate, "point": point_rate, "cluster": cluster_rate}


def non_compliant(rows: Sequence[Held], layouts: Iterable[Layout], level: str, key: str) -> list[Held]:
    """The assessments of a sample that stand in the numerator of one row."""
    places = {layout.version: [i.position for i in layout.items if i.key(level) == key] for layout in layouts}
    return [
        row
        for row in rows
        if any(
            place < len(row.results) and row.results[place] == NON_COMPLIANT for place in places.get(row.version, ())
        )
    ]


def _counts(rows: Sequence[Held], layouts: Iterable[Layout], level: str) -> dict[str, Count]:
    by_version: dict[uuid.UUID, list[bytes]] = {}
    for row in rows:
        by_version.setdefault(row.version, []).append(row.results)
    found: dict[str, Count] = {}
    for layout in layouts:
        results = by_version.get(layout.version)
        if not results or not layout.items:
            continue
        # Columns of one key stand side by side, so that one pass joins them.
        items = sorted(layout.items, key=lambda item: item.key(level))
        keys = [item.key(level) for item in items]
        starts = [place for place, key in enumerate(keys) if not place or keys[place - 1] != key]
        table = _table(results, layout.width)[:, [item.position for item in items]]
        wrong = table == NON_COMPLIANT
        held = wrong | (table == COMPLIANT)
        wrong_sums = np.logical_or.reduceat(wrong, starts, axis=1).sum(axis=0)
        held_sums = np.logical_or.reduceat(held, starts, axis=1).sum(axis=0)
        for start, noncompliant, assessed in zip(starts, wrong_sums.tolist(), held_sums.tolist(), strict=True):
            count = found.setdefault(keys[start], Count(0, 0, []))
            count.noncompliant += noncompliant
            count.assessed += assessed
            count.versions.append(layout.version)
    return found


def _table(results: list[bytes], width: int) -> np.ndarray:
    """One row per assessment, one column per question; a vector of another length is cut or filled with 0."""
    whole = b"".join(one if len(one) == width else one[:width].ljust(width, b"\0") for one in results)
    return np.frombuffer(whole, dtype=np.uint8).reshape(len(results), width)
