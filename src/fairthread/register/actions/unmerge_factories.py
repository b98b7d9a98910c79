"""A merge is undone."""

from __future__ import annotations

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from ..models import BuyerLink, Factory, FactoryName, Merge
from .common import locked, refresh_search
from .merge_factories import move_grants


@action("factory.unmerge", record="factory", verb="merge")
def unmerge_factories(by: Acting, merge: Merge) -> Factory:
    """Gives back to the record that went what the merge had moved, as far as it still stands where it was put.

    Raises 3023 (undone already) and 3024 (the kept record was itself merged later: undo that first).

    Event `factory.unmerged`, record the kept one, data {"kept", "gone", "merge", "moved"}: `moved` holds what each
    room remembered, for instance {"assessments": [ids]}; rooms above move these back to `gone`.
    """
    need(by, "merge", merge.kept)
    need(by, "merge", merge.gone)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, gone = locked(merge.kept), locked(merge.gone)
    if merge.undone_at:
        raise Problem(3023, factory=gone.name)
    if kept.merged_into_id:
        raise Problem(3024, factory=kept.name)
    moved = merge.moved
    FactoryName.objects.filter(pk__in=moved["names"], factory=kept).update(factory=gone)
    FactoryName.objects.filter(pk__in=moved["names_made"], factory=kept).delete()
    BuyerLink.objects.filter(pk__in=moved["buyers"], factory=kept).update(factory=gone)
    move_grants(kept, gone, moved["grants"])
    _emptied(kept, gone, moved["filled"])
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = clock.now(), by.person
    merge.save(update_fields=["undone_at", "undone_by"])
    refresh_search(kept)
    refresh_search(gone)
    data = {"kept": str(kept.pk), "gone": str(gone.pk), "merge": str(merge.pk)}
    history.log(by, "factory.came_back", gone, name=kept.name, public_id=kept.public_id, **data)
    history.log(by, "factory.unmerged", kept, name=gone.name, public_id=gone.public_id, moved=moved, **data)
    return gone


def _emptied(kept: Factory, gone: Factory, fields: list[str]) -> None:
    """What the merge filled is emptied again, unless somebody has changed it since."""
    same = [field for field in fields if getattr(kept, field) == getattr(gone, field)]
    for field in same:
        kept_field = Factory._meta.get_field(field)
        setattr(kept, field, None if kept_field.null else kept_field.get_default())  # type: ignore[union-attr]
    if same:
        kept.save(update_fields=same)
