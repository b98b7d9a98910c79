"""Programs meet the same matrix as pages."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

READERS = {"programme_manager", "team_leader", "enterprise_advisor", "training_officer"}
EVERYONE = [
    "factory_manager", "factory_worker_representative", "buyer", "national_partner", "donor", "researcher", "stranger",
    *READERS,
]  # fmt: skip


def test_each_person_gets_the_factories_of_the_pages(client_as, people, factory, other_factory):
    from fairthread.register.models import Factory

    for role in EVERYONE:
        told = {item["public_id"] for item in client_as(role).get("/api/v1/factories").json()["items"]}
        assert told == set(Factory.objects.for_person(people[role]).values_list("public_id", flat=True)), role


def test_details_only_for_those_who_may_see_them(client_as, factory):
    def keys(role):
        return set(client_as(role).get(f"/api/v1/factories/{factory.public_id}").json())

    assert "workers_women" in keys("training_officer")
    assert "workers_women" not in keys("donor")


def test_others_find_nothing_and_strangers_are_not_let_in(client_as, other_factory):
    answer = client_as("factory_manager").get(f"/api/v1/factories/{other_factory.public_id}")
    assert answer.status_code == 404 and answer.json()["problem"]["number"] == 2001
    assert client_as("public").get("/api/v1/factories").status_code == 401


def test_paging_by_key_meets_every_factory_once(client_as, make_factory):
    made = {make_factory().public_id for _ in range(7)}
    client, seen, after = client_as("programme_manager"), [], ""
    while True:
        page = client.get("/api/v1/factories", {"limit": 2, "after": after}).json()
        seen += [item["public_id"] for item in page["items"]]
        after = page["next"]
        if not after:
            break
    assert len(seen) == len(set(seen)) and made <= set(seen)


@pytest.mark.parametrize(
    "query", ["after=%00", "after=W10", "after=bnVsbA", "limit=0", "limit=x", "after=" + "A" * 500]
)
def test_bad_queries_are_numbered_problems(client_as, query):
    answer = client_as("programme_manager").get(f"/api/v1/factories?{query}")
    assert answer.status_code == 400
    assert answer.json()["problem"]["number"] == (1007 if "%00" in query else 1002)


def test_the_description_lists_every_route(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/factories" in paths and "/api/v1/documents/issued" in paths
