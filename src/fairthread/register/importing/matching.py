"""Which factory of the register a row means. Pure over an index that is read once per import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...base.problems import Problem
from ...base.text import fold
from .. import rules


@dataclass(frozen=True)
class Entry:
    """A factory as matching sees it; `kept` is (name, public identifier) of the record it was merged into."""

    id: Any
    public_id: str
    source_id: str
    country: str
    province: str
    names: tuple[str, ...]
    kept: tuple[str, str] | None = None


class Index:
    """Finds factories by public identifier, number in another system, or name and province."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_public: dict[str, Entry] = {}
        self.by_source: dict[tuple[str, str], Entry] = {}
        self.by_name: dict[tuple[str, str, str], set[Entry]] = defaultdict(set)
        self.of_place: dict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
        for entry in entries:
            self.by_public[entry.public_id] = entry
            if entry.source_id:
                self.by_source[entry.country, entry.source_id] = entry
            for name in entry.names:
                self.by_name[entry.country, entry.province, fold(name)].add(entry)
                self.of_place[entry.country, entry.province].append((name, entry))

    def match(self, public_id: str, source_id: str, country: str, province: str, name: str) -> Entry | None:
        """The factory that is meant, or None for a new one.

        Raises 3037 (identifier unknown), 3035 (several of that name), 3010 (merged into another one), 3038 (identifier
        and number mean two factories).
        """
        found = None
        if public_id:
            found = self.by_public.get(public_id)
            if found is None:
                raise Problem(3037, value=public_id)
        if source_id and (other := self.by_source.get((country, source_id))):
            if found is not None and other != found:
                raise Problem(3038, public_id=public_id, source_id=source_id)
            found = other
        if found is None and name:
            same = {entry for entry in self.by_name[country, province, fold(name)] if not entry.kept}
            # A row with a number of its own is not the namesake that has another number.
            same = {entry for entry in same if not (source_id and entry.source_id)}
            if len(same) > 1:
                raise Problem(3035, name=name, ids=", ".join(sorted(entry.public_id for entry in same)))
            merged = [entry for entry in self.by_name[country, province, fold(name)] if entry.kept]
            found = next(iter(same), merged[0] if merged else None)
        if found is not None and found.kept:
            raise Problem(3010, factory=found.names[0], kept=found.kept[0], public_id=found.kept[1])
        return found

    def alike(self, country: str, province: str, name: str) -> list[Entry]:
        """Factories of the same place whose names look like this one."""
        near = [(text, entry) for text, entry in self.of_place[country, province] if not entry.kept]
        return [entry for _, entry in rules.similar(name, near)]
