"""The factories of a file: one per number in the former system, whatever names it had."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from ...base import history
from ...base.acting import Acting
from ...base.text import fold
from ...register.actions.create_factory import create_factory
from ...register.actions.edit_factory import edit_factory
from ...register.actions.names import add_name
from ...register.models import Country, Factory
from ..models import Assessment
from .staging import Staging

ORIGIN = "star"
REMEMBERED = 20_000


@dataclass(frozen=True)
class Found:
    """The factory that stands; `merged` names the record that the file means, when it was merged away."""

    id: uuid.UUID
    merged: str = ""
    kept: str = ""


class Factories:
    """Finds or makes factories, batch by batch."""

    def __init__(self, by: Acting, country: Country, staging: Staging, counts: Counter[str]) -> None:
        self.by, self.country, self.staging, self.counts = by, country, staging, counts
        self._found: dict[str, Found] = {}

    def stored(self, sources: Iterable[str]) -> dict[str, Factory]:
        rows = Factory.objects.unscoped("an import finds its factories")
        return {one.source_id: one for one in rows.filter(country=self.country, source_id__in=set(sources))}

    def resolve(self, sources: Iterable[str]) -> dict[str, Found]:
        """Every number of a batch with its factory; what the register lacks is made."""
        wanted = set(sources)
        if len(self._found) > REMEMBERED:
            self._found.clear()
        if unknown := sorted(wanted - self._found.keys()):
            stored = self.stored(unknown)
            for source in unknown:
                factory = stored.get(source)
                self._found[source] = self._named(factory) if factory else self._made(source)
        return {source: self._found[source] for source in wanted}

    def foresee(self, sources: Iterable[str]) -> None:
        """Counts what `resolve` would make, rename and keep; nothing is written."""
        wanted = set(sources) - self._found.keys()
        stored = self.stored(wanted)
        for source in sorted(wanted):
            factory = stored.get(source)
            self._found[source] = Found(factory.pk if factory else uuid.uuid4())
            if factory and factory.merged_into_id:
                continue
            names = self.staging.names_of(source)
            newest, _first, last = names[-1]
            known = _names(factory) if factory else {fold(newest)}
            if factory is None:
                self.counts["factories_new"] += 1
            elif self._renames(factory, newest, last):
                self.counts["factories_renamed"] += 1
                known.add(fold(newest))
            if kept := {fold(name) for name, _first, _last in names} - known:
                self.counts["factory_names"] += len(kept)

    def _made(self, source: str) -> Found:
        names = self.staging.names_of(source)
        factory = create_factory(
            self.by,
            status="enrolled",
            status_on=date.fromisoformat(min(first for _name, first, _last in names)),
            status_reason="imported",
            origin=ORIGIN,
            name=names[-1][0],
            country=self.country,
            source_id=source,
        )
        self.counts["factories_new"] += 1
        self._add_names(factory, names[:-1])
        return Found(factory.pk)

    def _named(self, factory: Factory) -> Found:
        if factory.merged_into_id:
            kept = factory
            while kept.merged_into_id:
                kept = Factory.objects.unscoped("follows a merge").get(pk=kept.merged_into_id)
            return Found(kept.pk, factory.name, kept.name)
        names = self.staging.names_of(factory.source_id)
        newest, _first, last = names[-1]
        if self._renames(factory, newest, last):
            edit_factory(self.by, factory, origin=ORIGIN, name=newest)
            self.counts["factories_renamed"] += 1
            factory.refresh_from_db()
        self._add_names(factory, names)
        return Found(factory.pk)

    def _add_names(self, factory: Factory, names: list[tuple[str, str, str]]) -> None:
        known = _names(factory)
        for name, _first, last in names:
            if fold(name) not in known:
                known.add(fold(name))
                add_name(self.by, factory, name, kind="former", until=date.fromisoformat(last))
                self.counts["factory_names"] += 1

    def _renames(self, factory: Factory, newest: str, last: str) -> bool:
        return fold(newest) not in {fold(factory.name), fold(factory.name_en)} and self._newer(factory, last)

    def _newer(self, factory: Factory, day: str) -> bool:
        """Whether the file knows the present name: it is later than all stored history, and nobody named it by hand."""
        newest = (
            Assessment.objects.unscoped("an import compares days")
            .filter(factory=factory)
            .aggregate(newest=Max("started_on"))["newest"]
        )
        if newest is not None and newest.isoformat() >= day:
            return False
        named = [
            entry.data.get("origin")
            for entry in history.of(factory).filter(name__in=["factory.created", "factory.edited"])
            if entry.name == "factory.created" or "name" in entry.data.get("changes", {})
        ]
        return bool(named) and set(named) == {ORIGIN}


def _names(factory: Factory) -> set[str]:
    return {fold(factory.name), fold(factory.name_en), *map(fold, factory.names.values_list("text", flat=True))}
