"""One assessment of the file, put together and ready to be written."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import rules
from . import cleaning
from .matching import Target, Tools
from .staging import Quest, Staging

RESULTS = {"0": rules.COMPLIANT, "1": rules.NON_COMPLIANT, "na": rules.NOT_APPLICABLE}


@dataclass(frozen=True)
class Sheet:
    """An assessment as it will stand: `answers` are (question key, slot, value, result)."""

    quest: Quest
    version_id: Any
    answers: list[tuple[int | None, int, str, int]]
    results: bytes
    sha256: str

    @property
    def non_compliant(self) -> list[int]:
        """Keys of the questions that become findings."""
        return [key for key, _slot, _value, result in self.answers if key and result == rules.NON_COMPLIANT]


def identifier(country: str, source: str) -> uuid.UUID:
    """The same assessment gets the same identifier in every import (UUID version 8).

    A number of the former system leads it, so that "date, then id" ranks two assessments of one day as that system
    numbered them.
    """
    digest = hashlib.sha256(f"star|{country}|{source}".encode()).digest()
    number = int(source) if source.isascii() and source.isdigit() and len(source) < 15 else None
    first = number.to_bytes(6, "big") if number is not None else digest[16:22]
    raw = bytearray(first + digest[:10])
    raw[6] = raw[6] & 0x0F | 0x80
    raw[8] = raw[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(raw))


def sheets(staging: Staging, tools: Tools) -> Iterator[Sheet]:
    """Every assessment of which at least one row can be used; rows that cannot are reported."""
    names = [cleaning.key(name) for name in staging.tools]
    for quest, rows in staging.quests():
        made = _sheet(staging, quest, rows, tools.target(quest.tool, quest.day), names[quest.tool])
        if made.answers:
            yield made


def _sheet(staging: Staging, quest: Quest, rows: list[tuple[int, str, int]], target: Target, tool: str) -> Sheet:
    vector = bytearray(target.width)
    answers: list[tuple[int | None, int, str, int]] = []
    said: list[str] = []
    first: dict[int, tuple[str, int]] = {}
    more: dict[tuple[int, str], int] = {}  # further answers to an information question: unions, agreements, strikes
    slots: dict[int, int] = {}
    for number, finding, row in rows:
        place = target.places[number]
        if isinstance(place, tuple):
            staging.report(row, place[0], **place[1])
            continue
        known = first.get(place.position)
        slot = 0
        if known is not None:
            before = known[1] if known[0] == finding else more.get((place.position, finding))
            if before is not None:
                staging.report(row, 7031, first=before)
                continue
            if place.values:
                source = staging.questions[number].source
                staging.report(row, 7021, question=source, quest=quest.source, first=known[1])
                continue
            slot = slots[place.position] = slots.get(place.position, 0) + 1
            more[place.position, finding] = row
        else:
            first[place.position] = finding, row
        if place.values:
            result, value = RESULTS[finding], place.values[finding]
        elif finding:
            result, value = rules.INFORMATION, finding
        else:
            continue  # an information row without content
        vector[place.position] = result
        answers.append((place.pk, slot, value, result))
        said.append(f"{staging.questions[number].source}\t{slot}\t{finding}")
    said.sort()
    head = f"{quest.factory}\t{quest.cycle}\t{quest.day}\t{tool}"
    digest = hashlib.sha256("\n".join([head, *said]).encode()).hexdigest()
    return Sheet(quest, target.version_id, answers, bytes(vector), digest)
