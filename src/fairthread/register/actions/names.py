"""Further names of a factory."""

from __future__ import annotations

from datetime import date

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from .. import rules
from ..models import Factory, FactoryName
from .common import locked, refresh_search, standing


@action("factory.add_name", record="factory", verb="edit")
def add_name(
    by: Acting, factory: Factory, text: str, kind: str = "other", language: str = "", until: date | None = None
) -> FactoryName:
    """Adds a name in another script, a short or a former one. Raises 3001, 3002, 3003, 3019 (is there already)."""
    need(by, "edit", factory)
    factory = standing(locked(factory))
    text = rules.clean_text(text, "text")
    if not text:
        raise Problem(3001, field="text")
    rules.check_day(until, "until", clock.today())
    if factory.names.filter(text=text, kind=kind).exists():
        raise Problem(3019, field="text", name=text)
    made = FactoryName.objects.create(
        factory=factory, text=text, kind=kind, language=rules.clean_text(language, "language", 10), until=until
    )
    refresh_search(factory)
    history.log(by, "factory.name_added", factory, text=text, kind=kind)
    return made


@action("factory.remove_name", record="factory", verb="edit")
def remove_name(by: Acting, factory: Factory, name_id: int) -> None:
    """Takes a name away; history keeps it. Taken away already: nothing happens."""
    need(by, "edit", factory)
    factory = standing(locked(factory))
    name = factory.names.filter(pk=name_id).first()
    if name is None:
        return
    name.delete()
    refresh_search(factory)
    history.log(by, "factory.name_removed", factory, text=name.text, kind=name.kind)
