"""The facts of a factory change."""

from __future__ import annotations

from typing import Any

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from ...base.text import fold
from .. import rules
from ..models import Factory, FactoryName
from .common import FIELDS, LINKS, differences, fingerprint, locked, refresh_search, source_free, standing, values_of


@action("factory.edit", record="factory", verb="edit")
def edit_factory(by: Acting, factory: Factory, *, seen: str = "", origin: str = "", **values: Any) -> Factory:
    """Changes some of `common.FIELDS`; what is not given stays. A name that goes is kept as a former name.

    `seen` is the `common.fingerprint` that the person looked at: when the record has changed since, nothing is
    written (3011). Raises problems 3001 to 3018. Without a difference nothing is written or logged.
    """
    need(by, "edit", factory)
    factory = standing(locked(factory))
    if seen and seen != fingerprint(factory):
        raise Problem(3011, factory=factory.name)
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"unknown fields {sorted(unknown)}")
    after = rules.checked({**values_of(factory), **values}, clock.today())
    changes = differences(factory, after)
    if not changes:
        return factory
    if any(field in changes for field in LINKS):
        need(by, "edit_links", factory)
    former = factory.name
    for field in changes:
        setattr(factory, field, after[field])
    need(by, "edit", factory)  # nobody moves a factory out of her own reach
    source_free(factory)
    factory.save(update_fields=list(changes))
    if "name" in changes and fold(former) != fold(factory.name):
        FactoryName.objects.get_or_create(
            factory=factory, text=former, kind="former", defaults={"until": clock.today()}
        )
    refresh_search(factory)
    history.log(by, "factory.edited", factory, changes=changes, origin=origin)
    return factory
