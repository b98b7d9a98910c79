"""Choices among records of this room, by their names in the page's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from ..base.templatetags.ui import local


class Choice(forms.ModelChoiceField):
    """Records by their name in the page's language."""

    def __init__(self, queryset: Any, **options: Any) -> None:
        super().__init__(queryset, **{"empty_label": "–", **options})

    def label_from_instance(self, record: Any) -> str:
        return local(record, "name")


class ByCountry(ModelChoiceIterator):
    """The records under the names of their countries."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups: dict[str, list[Any]] = {}
        for record in self.queryset.select_related("country").order_by("country__name_en", "name_en"):
            groups.setdefault(local(record.country, "name"), []).append(self.choice(record))
        yield from groups.items()


class ProvinceChoice(Choice):
    """Provinces, those of a country together."""

    iterator = ByCountry
