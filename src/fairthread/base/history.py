"""History a person can read: who did what, when, from where, on every record."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import clock, dates, events
from .acting import Acting
from .models import HistoryEntry

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ROW = re.compile(r"(.+), (\d+)", re.DOTALL)  # as `register.import_factories` writes it
_words: dict[str, str | Promise] = {}


def words(texts: dict[str, str | Promise]) -> None:
    """Registers how history names read, for instance {"factory.enrolled": _("enrolled the factory")}.

    A text may use `%(key)s` of the entry's data.
    """
    _words.update(texts)


_labels: dict[str, Mapping[str, str | Promise]] = {}


def labels(field: str, texts: Mapping[str, str | Promise]) -> None:
    """Registers how the codes of a data field read, for instance `role` by the names of the roles."""
    _labels[field] = texts


def in_words(entry: HistoryEntry) -> str:
    """The entry as a sentence part, in the language of the page."""
    text = str(_words.get(entry.name, entry.name))
    try:
        shown = {field: _labels.get(field, {}).get(str(value), _dated(value)) for field, value in entry.data.items()}
        return text % shown if "%(" in text else text
    except (KeyError, ValueError, TypeError):
        return text


def origin_in_words(origin: str) -> str:
    """Where an entry's data came from: a row of a file, or what a room has registered under `origin`."""
    if known := _labels.get("origin", {}).get(origin):
        return str(known)
    if row := _ROW.fullmatch(origin):
        return str(_("from %(file)s, row %(row)s")) % {"file": row[1], "row": row[2]}
    return str(_("from %(file)s")) % {"file": origin}


def _dated(value: Any) -> Any:
    """A stored day as people of the language write it; anything else as it is."""
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    try:
        return dates.written(date.fromisoformat(value), get_language() or "en")
    except ValueError:
        return value


def key(record: Model) -> tuple[str, str]:
    """The name and identifier under which a record's history stands."""
    return record._meta.model_name or "", str(record.pk)


def log(by: Acting, name: str, record: Model, /, **data: Any) -> HistoryEntry:
    """Writes an entry and tells the rooms above. Called inside an action, once per mutation."""
    kind, identifier = key(record)
    entry = HistoryEntry(
        at=clock.now(),
        name=name,
        record=kind,
        record_id=identifier,
        person_id=by.person.pk if by.person else None,
        person_name=by.name,
        channel=by.channel,
        address=by.address,
        device=by.device[:120],
        data=json.loads(json.dumps(data, default=str)),
    )
    previous = (
        HistoryEntry.objects.filter(record=kind, record_id=identifier)
        .order_by("-id")
        .values_list("chain", flat=True)[:1]
    )
    entry.chain = chained(next(iter(previous), ""), entry)
    entry.save(force_insert=True)
    events.emit(name, by, record, entry.data)
    return entry


def chained(previous: str, entry: HistoryEntry) -> str:
    """The chain value of an entry that follows one with chain `previous`."""
    body = json.dumps(
        [
            previous,
            entry.at.isoformat(),
            entry.name,
            entry.record,
            entry.record_id,
            str(entry.person_id),
            entry.channel,
            entry.data,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(body.encode()).hexdigest()


def of(record: Model) -> QuerySet[HistoryEntry]:
    """The entries of a record, newest first. Ask the matrix for `view_history` before showing them."""
    kind, identifier = key(record)
    return HistoryEntry.objects.filter(record=kind, record_id=identifier).order_by("-id")


def broken_links(record: Model) -> list[int]:
    """Numbers of the entries whose chain does not follow from the one before."""
    wrong, previous = [], ""
    for entry in of(record).order_by("id"):
        if chained(previous, entry) != entry.chain:
            wrong.append(entry.pk)
        previous = entry.chain
    return wrong


CHANNELS = {
    "page": _("on a page"),
    "api": _("by a program"),
    "command": _("by a command"),
    "sync": _("from a device"),
    "system": _("by the clock"),
}
