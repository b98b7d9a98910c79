"""Records of every kind and state, for the walk through the permission matrix.

A maker takes the fixture getter, the state, whether the standing people's grants reach the record, and the person that
it is about or assigned to (or None). It answers the record and the scopes whose standing grants reach it: the standing
people hold roles over the programme, Viet Nam, the standing factory or the standing buyer.
"""

from __future__ import annotations

import uuid
from datetime import date

from tests.standing import WHEN

EVERYWHERE = {"programme"}


def _country(fixture, inside):
    from fairthread.register.models import Country

    if inside:
        return fixture("places")["country"]
    return Country.objects.get_or_create(code="KH", defaults={"name_en": "Cambodia", "name_vi": "Campuchia"})[0]


def _factory(fixture, status, inside):
    make = fixture("make_factory")
    if not inside:
        return make(status=status, country=_country(fixture, False), province=None, province_before=None)
    factory = fixture("factory")
    type(factory).objects.unscoped("a test").filter(pk=factory.pk).update(status=status)
    factory.status = status
    return factory


def programme(fixture, state, inside, whose):
    # The programme has no place: whoever holds the role anywhere takes part in it.
    return "programme", {"programme", "country", "province", "organisation", "factory"}


def factory(fixture, state, inside, whose):
    return _factory(fixture, state, inside), EVERYWHERE | ({"country", "factory"} if inside else set())


def organisation(fixture, state, inside, whose):
    from fairthread.register.models import Organisation

    if inside:
        return fixture("buyer_organisation"), EVERYWHERE | {"organisation"}
    made = Organisation.objects.create(key=uuid.uuid4().hex, kind="union", name_en="Other", country=None)
    return made, EVERYWHERE


def _columns(fixture, inside):
    country = _country(fixture, inside)
    return {
        "scope": "country",
        "scope_id": country.pk,
        "in_country": country.pk,
    }, EVERYWHERE | ({"country"} if inside else set())


def person(fixture, state, inside, whose):
    from fairthread.access.models import Grant

    columns, reach = _columns(fixture, inside)
    if whose is not None:
        places = {grant.in_country for grant in whose.grants.all()}
        return whose, EVERYWHERE | ({"country"} if "VN" in places else set())
    made = fixture("make_person")()
    Grant.objects.create(person=made, role="training_officer", valid_from=date(2020, 1, 1), given_at=WHEN, **columns)
    return made, reach


def grant(fixture, state, inside, whose):
    from fairthread.access.models import Grant

    columns, reach = _columns(fixture, inside)
    # It has ended, so that it does not change what its holder may do.
    made = Grant.objects.create(
        person=whose or fixture("make_person")(),
        role=state,
        valid_from=date(2020, 1, 1),
        valid_to=date(2020, 1, 2),
        given_at=WHEN,
        **columns,
    )
    return made, reach


def invitation(fixture, state, inside, whose):
    from fairthread.access.models import Invitation

    columns, reach = _columns(fixture, inside)
    made = Invitation.objects.create(
        email="new@example.org",
        name="New",
        role="training_officer",
        state=state,
        token_hash=uuid.uuid4().hex,
        sent_at=WHEN,
        expires_at=WHEN,
        invited_by=whose,
        **columns,
    )
    return made, reach


def _tool(fixture, inside):
    from fairthread.tools.models import Tool

    made = Tool.objects.create(form_id=uuid.uuid4().hex, title_en="Test tool", country=_country(fixture, inside))
    return made, EVERYWHERE | ({"country"} if inside else set())


def tool(fixture, state, inside, whose):
    return _tool(fixture, inside)


def tool_version(fixture, state, inside, whose):
    from fairthread.tools.models import ToolVersion

    of, reach = _tool(fixture, inside)
    return ToolVersion.objects.create(tool=of, version="1", state=state, content_hash="x", created_at=WHEN), reach


def assessment(fixture, state, inside, whose):
    from fairthread.assessments.models import Assessment

    version, _reach = tool_version(fixture, "active", inside, None)
    # A factory has one open assessment; an assigned one is of another factory of the country.
    place = _factory(fixture, "enrolled", inside) if whose is None or not inside else fixture("make_factory")()
    made = Assessment.objects.create(
        factory=place,
        tool_version=version,
        cycle=1,
        state=state,
        planned_on=date(2026, 3, 2),
        created_at=WHEN,
    )
    if whose is not None:
        made.assessors.create(person=whose)
    near = {"country"} if whose is not None else {"country", "factory"}
    return made, EVERYWHERE | (near if inside else set())


MAKERS = {
    "programme": programme,
    "factory": factory,
    "organisation": organisation,
    "person": person,
    "grant": grant,
    "invitation": invitation,
    "tool": tool,
    "toolversion": tool_version,
    "assessment": assessment,
}
