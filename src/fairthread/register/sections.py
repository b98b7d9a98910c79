"""Rooms above add sections to the page of a factory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Factory

# Gives (template, context), or None where the person has nothing to see.
Section = Callable[[HttpRequest, Factory], tuple[str, dict[str, Any]] | None]


@dataclass(frozen=True)
class _Known:
    order: int
    section: Section


_known: list[_Known] = []


def factory_section(order: int) -> Callable[[Section], Section]:
    """Adds a section: `@factory_section(20)` over `f(request, factory) -> (template, context) | None`.

    The section asks the matrix itself. Imported from the room's `apps.ready()`. Assessments are 10, measures 20.
    """

    def add(section: Section) -> Section:
        if all(known.section is not section for known in _known):
            _known.append(_Known(order, section))
        return section

    return add


# Gives the assessments that may go along in a split, as (identifier, text) pairs.
Movable = Callable[[HttpRequest, Factory], list[tuple[str, str]]]
_movable: list[Movable] = []


def split_choices(function: Movable) -> Movable:
    """Offers choices on the split page: `@split_choices` over `f(request, factory) -> [(id, text)]`.

    What is ticked comes as `assessments` with the event `factory.split`.
    """
    if function not in _movable:
        _movable.append(function)
    return function


def movable(request: HttpRequest, factory: Factory) -> list[tuple[str, str]]:
    """All that rooms above offer to move."""
    return [pair for function in _movable for pair in function(request, factory)]


def rendered(request: HttpRequest, factory: Factory) -> list[SafeString]:
    """The sections that this person gets to see, in their order."""
    found = []
    for known in sorted(_known, key=lambda known: known.order):
        answer = known.section(request, factory)
        if answer is not None:
            template, context = answer
            found.append(render_to_string(template, {"factory": factory, **context}, request))
    return found
