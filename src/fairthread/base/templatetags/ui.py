"""Small helpers of every template."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from babel.dates import format_datetime
from babel.numbers import format_decimal, format_percent
from django import template
from django.forms import CheckboxInput
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import dates, history

register = template.Library()


def _locale() -> str:
    return (get_language() or "en")[:2].replace("en", "en_GB")


@register.filter
def local(record: Any, field: str) -> str:
    """`{{ province|local:"name" }}`: the field in the page's language (`name_vi` or `name_en`), else the other one."""
    order = ("vi", "en") if (get_language() or "").startswith("vi") else ("en", "vi")
    read = record.get if isinstance(record, dict) else lambda name: getattr(record, name, "")
    return next((str(value) for code in order if (value := read(f"{field}_{code}"))), "")


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as people of the language write it."""
    return dates.written(value, _locale()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A date with the time of day, in the programme's zone."""
    if not value:
        return ""
    pattern = "HH:mm, dd/MM/yyyy" if _locale() == "vi" else "d MMM yyyy, HH:mm"
    return format_datetime(timezone.localtime(value), pattern, locale=_locale())


@register.filter
def number(value: float | int | None) -> str:
    """A number with the separators of the language."""
    return "" if value is None else format_decimal(value, locale=_locale())


@register.filter
def percent(value: float | None) -> str:
    """A share (0 to 1) as a percentage with at most one decimal."""
    return "" if value is None else format_percent(value, format="#,##0.#%", locale=_locale())


@register.filter
def in_words(entry: Any) -> str:
    return history.in_words(entry)


@register.filter
def origin(text: str) -> str:
    return history.origin_in_words(text)


@register.filter
def who(entry: Any) -> str:
    """Who did it, by the name at that time; the operator of the machine is no person and is named in words."""
    nobody = entry.person_id is None and entry.person_name == "operator"
    return str(_("Operator of the machine")) if nobody else entry.person_name


@register.filter
def channel_words(entry: Any) -> str:
    return str(history.CHANNELS.get(entry.channel, entry.channel))


@register.filter
def is_tick(field: Any) -> bool:
    """Whether a form field is a single tick box, whose words stand beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def get(mapping: dict, key: Any) -> Any:
    return mapping.get(key, "") if mapping else ""


@register.simple_tag(takes_context=True)
def with_query(context: dict, **changes: object) -> str:
    """The present address with some query values changed; None takes a value out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"
