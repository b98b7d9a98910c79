"""Assessments follow their factory when records are merged, split or brought back."""

from __future__ import annotations

from typing import Any

from ..base.acting import Acting
from ..base.events import subscribe
from ..base.problems import Problem
from ..register.actions.merge_factories import remember
from .models import Assessment
from .models.assessment import RUNNING

WHY = "they follow their factory"


@subscribe("factory.merged")
def follow_merge(by: Acting, kept: Any, data: dict[str, Any]) -> None:
    """What the record that goes held moves along; of two official reports the newer one stays official."""
    rows = Assessment.objects.unscoped(WHY)
    both = rows.filter(factory_id__in=[data["kept"], data["gone"]], state__in=RUNNING)
    if both.values("factory_id").distinct().count() > 1:
        raise Problem(6030)
    moved = [str(pk) for pk in rows.filter(factory_id=data["gone"]).values_list("pk", flat=True)]
    rows.filter(pk__in=moved).update(factory_id=data["kept"])
    remember(data["merge"], "assessments", moved)
    remember(data["merge"], "superseded", only_newest_official(data["kept"]))


@subscribe("factory.unmerged")
def follow_undo(by: Acting, kept: Any, data: dict[str, Any]) -> None:
    """What the merge moved goes back, and the report that it superseded is official again."""
    rows = Assessment.objects.unscoped(WHY)
    rows.filter(pk__in=data["moved"].get("assessments", []), factory_id=data["kept"]).update(factory_id=data["gone"])
    for old in rows.filter(pk__in=data["moved"].get("superseded", []), state="superseded"):
        if not rows.filter(factory_id=old.factory_id, state="official").exists():
            old.back_to_official()
            old.save(update_fields=["state"])


@subscribe("factory.split")
def follow_split(by: Acting, made: Any, data: dict[str, Any]) -> None:
    """The chosen assessments go to the new record."""
    rows = Assessment.objects.unscoped(WHY)
    wanted = rows.filter(pk__in=data["assessments"], factory_id=data["from"])
    if wanted.count() != len(set(data["assessments"])):
        raise Problem(6031)
    wanted.update(factory_id=data["new"])
    for identifier in (data["from"], data["new"]):
        if not rows.filter(factory_id=identifier, state="official").exists():
            last = rows.filter(factory_id=identifier, state="superseded").order_by("-started_on", "-pk").first()
            if last:
                last.back_to_official()
                last.save(update_fields=["state"])


def only_newest_official(factory_id: str) -> list[str]:
    """Supersedes all but the newest official report of a factory; answers which."""
    rows = Assessment.objects.unscoped(WHY).filter(factory_id=factory_id, state="official")
    older = list(rows.order_by("-started_on", "-pk")[1:])
    for old in older:
        old.to_superseded()
        old.save(update_fields=["state"])
    return [str(old.pk) for old in older]
