"""Days as people of a language write them."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone


def written(value: date | datetime, language: str) -> str:
    """`2 Mar 2026` or `02/03/2026`; of a moment, its day in the programme's zone."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    vietnamese = language.startswith("vi")
    return format_date(value, "dd/MM/yyyy" if vietnamese else "d MMM yyyy", locale="vi" if vietnamese else "en_GB")
