"""The main buyers of a factory, as its registration form names them."""

from __future__ import annotations

from ...access.matrix import need
from ...base import clock, history
from ...base.acting import Acting
from ...base.actions import action
from ...base.problems import Problem
from .. import rules
from ..models import BuyerLink, Factory, Organisation
from .common import locked, standing


@action("factory.add_buyer", record="factory", verb="edit")
def add_buyer(by: Acting, factory: Factory, buyer: Organisation, since_year: int | None = None) -> BuyerLink:
    """Names a main buyer. Raises 3004 (a year that cannot be), 3007 (three already), 3019 (named already).

    The name alone opens nothing to the buyer.
    """
    need(by, "edit", factory)
    factory = standing(locked(factory))
    if since_year is not None and not 1900 <= since_year <= clock.today().year:
        raise Problem(3004, field="since_year", year=since_year)
    if factory.buyers.filter(buyer=buyer).exists():
        raise Problem(3019, field="buyer", name=buyer.name_en)
    if factory.buyers.count() >= rules.MOST_BUYERS:
        raise Problem(3007, field="buyer")
    made = BuyerLink.objects.create(factory=factory, buyer=buyer, since_year=since_year)
    history.log(by, "factory.buyer_added", factory, buyer=buyer.name_en, since_year=since_year)
    return made


@action("factory.remove_buyer", record="factory", verb="edit")
def remove_buyer(by: Acting, factory: Factory, link_id: int) -> None:
    """Takes a main buyer away. Taken away already: nothing happens."""
    need(by, "edit", factory)
    factory = standing(locked(factory))
    link = factory.buyers.select_related("buyer").filter(pk=link_id).first()
    if link is None:
        return
    link.delete()
    history.log(by, "factory.buyer_removed", factory, buyer=link.buyer.name_en)
