"""Issued documents: numbered, hashed, checkable by anyone who holds the file."""

from __future__ import annotations

from django.db.models import F, Model

from . import clock, files, history
from .models import Counter, Document


def next_number(series: str) -> str:
    """The next number of a series, such as `FT-VN-2026-000123`; without gaps within a transaction."""
    Counter.objects.get_or_create(series=series)
    Counter.objects.filter(series=series).update(last=F("last") + 1)
    return f"{series}-{Counter.objects.get(series=series).last:06d}"


def issue(record: Model, number: str, language: str, form: str, content: bytes, media_type: str) -> Document:
    """Keeps a finished document. The same number, language and form is issued once; again changes nothing."""
    known = Document.objects.filter(number=number, language=language, form=form).first()
    if known:
        return known
    stored = files.keep(content, f"{number}-{language}.{form}", media_type)
    kind, identifier = history.key(record)
    return Document.objects.create(
        number=number,
        language=language,
        form=form,
        record=kind,
        record_id=identifier,
        file=stored,
        issued_at=clock.now(),
    )


def of(record: Model) -> list[Document]:
    """The documents of a record, by language and form."""
    kind, identifier = history.key(record)
    return list(
        Document.objects.filter(record=kind, record_id=identifier).select_related("file").order_by("language", "form")
    )


def issued(sha256: str, number: str = "") -> bool:
    """Whether a file with this hash was issued, under this number if one is given, and is not withdrawn."""
    rows = Document.objects.filter(file__sha256=sha256, withdrawn_at=None)
    return (rows.filter(number=number) if number else rows).exists()
