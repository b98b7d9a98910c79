"""What other rooms and the pages ask of the register."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from ..access import matrix
from ..access.models import Person
from ..base.acting import Acting
from ..base.problems import Problem
from ..base.text import fold
from . import rules
from .models import Factory, Merge, Organisation, Province, StatusChange


def factories(person: Person | None, verb: str = "view") -> QuerySet[Factory]:
    """The standing factories on which the person may do `verb`; records that were merged away are left out."""
    return Factory.objects.for_person(person, verb).filter(merged_into=None)


def kept(factory: Factory) -> Factory:
    """The record that stands for this one: itself, or the one that it was merged into, however many times."""
    while factory.merged_into_id:
        factory = Factory.objects.unscoped("follows a merge").get(pk=factory.merged_into_id)
    return factory


def factory(person: Person | None, identifier: uuid.UUID | str, verb: str = "view") -> Factory:
    """The factory as the address names it, also one that was merged away. Raises 2001 or 2002 where she may not."""
    found = (
        Factory.objects.unscoped("the matrix is asked below")
        .filter(pk=identifier)
        .select_related("country", "province", "province_before", "sector", "owner")
    )
    if not (one := found.first()):
        raise Problem(2001)
    if one.merged_into_id:
        # Its people's roles moved with the merge, so the record that was kept decides.
        if verb != "view" or not matrix.may(person, "view", one):
            matrix.need(person, verb, kept(one))
        return one
    matrix.need(person, verb, one)
    return one


def search(person: Person | None, text: str, verb: str = "view") -> QuerySet[Factory]:
    """Standing factories in whose names (also former ones) or identifiers every word occurs, folded."""
    return with_words(factories(person, verb), text)


def with_words(found: QuerySet[Factory], text: str) -> QuerySet[Factory]:
    """Narrows a query to the factories in whose search text every word occurs."""
    for word in fold(text)[:200].replace("\x00", "").split():
        found = found.filter(search_text__contains=word)
    return found.select_related("province", "sector").order_by("name", "pk")


def all_statuses(factory: Factory) -> QuerySet[StatusChange]:
    """The status rows of the factory and of the records that were merged into it, newest first."""
    merged = [merge.gone_id for merge in standing_merges(factory)]
    return StatusChange.objects.filter(Q(factory=factory) | Q(factory__in=merged)).select_related("factory")


def standing_merges(factory: Factory) -> QuerySet[Merge]:
    """The merges into this factory that were not undone, newest first."""
    return Merge.objects.filter(kept=factory, undone_at=None).select_related("gone", "by").order_by("-at")


def alike(person: Person | None, factory: Factory, verb: str = "merge", *, near: bool = True) -> list[Factory]:
    """Standing factories of the same province (or, unless `near`, country) whose names look like this one's."""
    rows = factories(person, verb).filter(country=factory.country_id).exclude(pk=factory.pk)
    if near:
        rows = rows.filter(Q(province=factory.province_id) | Q(province=None))
    names = [(name, pk) for pk, *both in rows.values_list("pk", "name", "name_en") for name in both if name]
    found: dict[Any, float] = {}
    for own in filter(None, (factory.name, factory.name_en)):
        for score, pk in rules.similar(own, names, at_least=85):
            found[pk] = max(score, found.get(pk, 0))
    best = sorted(found, key=lambda pk: -found[pk])[:5]
    by_id = rows.select_related("province").in_bulk(best)
    return [by_id[pk] for pk in best]


def organisations(person: Person | None, verb: str = "view") -> QuerySet[Organisation]:
    return Organisation.objects.for_person(person, verb).select_related("country", "successor")


def provinces_now(country: str | None = None) -> QuerySet[Province]:
    """The provinces of today: those without a successor."""
    found = Province.objects.filter(successor=None, valid_to=None)
    return found.filter(country=country) if country else found


def provinces_before(country: str | None = None) -> QuerySet[Province]:
    """The provinces that ended, with what each became."""
    found = Province.objects.exclude(successor=None).select_related("successor")
    return found.filter(country=country) if country else found


def may_ever(by: Acting | Person | None, verb: str, record: str) -> bool:
    """Whether any role that she holds includes the verb at all, whatever the record."""
    roles = {role for role, _ in matrix.held(by)}
    return any(cell.record == record and cell.verb == verb and cell.role in roles for cell in matrix.cells())


def verbs(by: Acting | Person | None, target: Any, asked: Iterable[str]) -> dict[str, bool]:
    """{verb: may she}, for templates; `see:details` reads `see_details`."""
    return {verb.replace(":", "_"): matrix.may(by, verb, target) for verb in asked}
