"""Several people at the same moment, on a running site with two server processes: nothing lost, nothing twice.

On the kind of database on which the other tests run; PostgreSQL gets a server of its own.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from fairthread.base.tests.programs import Running, django, environment, fairthread, free_port
from scripts import postgres

pytestmark = pytest.mark.slow
KINDS = ["postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"]

LOOK = """
import json
from fairthread.access.models import Person
from fairthread.assessments.models import Assessment
from fairthread.base.clock import today
from fairthread.register.models import Factory
from fairthread.tools.models import ToolVersion
every = Assessment.objects.unscoped("a test")
running = {a.factory_id: a for a in every.exclude(state__in=["official", "superseded", "cancelled"])}
field = next(a for a in every.filter(state__in=["in_field", "draft"]))
fresh = Factory.objects.unscoped("a test").filter(status="enrolled", merged_into=None).exclude(pk__in=running).first()
if fresh is None:  # every factory of this small demo is busy: one assessment is called off for the test
    gone = every.filter(state="planned").first()
    gone.to_cancelled(); gone.save(); fresh = gone.factory
waits = every.filter(state="comments_open").exclude(factory=fresh).first()
Assessment.objects.unscoped("a test").filter(pk=waits.pk).update(comments_due=today().replace(year=2000))
from fairthread.access.matrix import who_may
print(json.dumps({
    "field": str(field.pk), "team": [str(a.person_id) for a in field.assessors.all()],
    "names": [q.name for q in field.tool_version.questions.filter(kind="compliance", parent=None, gate=None)
              if not q.children.exists()][:12],
    "fresh": str(fresh.pk), "waits": str(waits.pk), "version": str(field.tool_version_id), "today": str(today()),
    "planners": [str(p.pk) for p in who_may("plan_assessment", fresh)][:6],
    "assessors": [str(p.pk) for p in who_may("assess", fresh)][:2],
    "releasers": [str(p.pk) for p in who_may("release", waits)][:6],
}))
"""
AFTER = """
import json, sys
from fairthread.assessments.models import Answer, Assessment
from fairthread.base.history import broken_links
from fairthread.base.models import Document, HistoryEntry
found = {found!r}
every = Assessment.objects.unscoped("a test")
waits, field = every.get(pk=found["waits"]), every.get(pk=found["field"])
print(json.dumps({{
    "planned": every.filter(factory=found["fresh"], state="planned").count(),
    "released": HistoryEntry.objects.filter(record_id=str(waits.pk), name="assessment.official").count(),
    "number": waits.report_number,
    "documents": list(Document.objects.filter(number=waits.report_number).values_list("language", "form")),
    "broken": [str(r.pk) for r in (waits, field) if broken_links(r)],
}}))
"""


def _script(text: str, env: dict[str, str]) -> dict:
    return json.loads(django("shell", "-v0", "-c", text, env=env).strip().splitlines()[-1])


def _enter(base: str, person: str) -> httpx.Client:
    client = httpx.Client(base_url=base, timeout=60)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get("/demo/").text)
    assert token
    client.post("/demo/", data={"csrfmiddlewaretoken": token[1], "person": person}, headers={"Referer": base})
    client.headers.update({"X-CSRFToken": client.cookies["csrftoken"], "Referer": base, "Accept": "application/json"})
    return client


def _together(*calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


@pytest.fixture(scope="module", params=KINDS)
def site(request, tmp_path_factory):
    """A small demo on a running site: (address, what is there, settings)."""
    folder, port = tmp_path_factory.mktemp("at-once"), free_port()
    with ExitStack() as stack:
        more = {}
        if request.param == "postgresql":
            more["DATABASE_URL"] = stack.enter_context(postgres.server())
        env = environment(folder, PORT=port, WEB_WORKERS=2, **more)
        fairthread("init", env=env)
        done = fairthread("demo", "--factories", 6, "--cycles", 2, env=env)
        assert done.returncode == 0, done.stderr
        found = _script(LOOK, env)
        running = stack.enter_context(Running(env, folder / "log"))
        running.says("answers at")
        yield f"http://localhost:{port}", found, env
        assert "Traceback" not in (folder / "log").read_text()


def _draft(client, found, identifier, sequence, answers):
    xml = "<data>" + "".join(f"<{name}>{value}</{name}>" for name, value in answers.items()) + "</data>"
    sent = {"instance_id": identifier, "sequence": sequence, "xml": xml}
    return client.put(f"/assessments/{found['field']}/fill/draft", json=sent)


def _state(client, found):
    return client.get(f"/assessments/{found['field']}/fill/state.json").json()


def test_two_assessors_who_save_at_once_lose_no_answer(site):
    base, found, _ = site
    clients = [_enter(base, person) for person in found["team"]]
    assert len(clients) == 2
    mine = [found["names"][:6], found["names"][6:]]
    start = [_state(client, found)["me"] for client in clients]
    ids = [me["instance_id"] or str(uuid.uuid4()) for me in start]

    def save(who):
        codes = Counter()
        for step in range(1, 13):
            answers = dict.fromkeys(mine[who], "yes" if step % 2 else "no")
            codes[_draft(clients[who], found, ids[who], start[who]["sequence"] + step, answers).status_code] += 1
        return codes

    assert _together(lambda: save(0), lambda: save(1)) == [Counter({200: 12})] * 2
    told = _state(clients[0], found)["answers"]
    assert {name: told.get(name, {}).get("value") for name in sum(mine, [])} == dict.fromkeys(sum(mine, []), "no")


def test_one_draft_saved_twice_at_once_is_kept_once_and_the_other_is_told(site):
    base, found, _ = site
    first, second = _enter(base, found["team"][0]), _enter(base, found["team"][0])  # two tabs of one person
    me = _state(first, found)["me"]
    name = found["names"][0]
    for step in range(1, 9):
        answers = [{name: "yes"}, {name: "no"}]
        got = _together(
            *(lambda c=c, a=a, n=me["sequence"] + step: _draft(c, found, me["instance_id"], n, a)
              for c, a in zip((first, second), answers, strict=True))
        )  # fmt: skip
        assert sorted(one.status_code for one in got) == [200, 409]
        kept = next(a[name] for one, a in zip(got, answers, strict=True) if one.status_code == 200)
        assert f"<{name}>{kept}</{name}>" in _state(first, found)["me"]["xml"]
    same = {name: "yes"}
    got = _together(*[lambda: _draft(first, found, me["instance_id"], me["sequence"] + 20, same)] * 4)
    assert {one.status_code for one in got} == {200}


def test_one_factory_is_planned_for_once(site):
    base, found, env = site
    clients = [_enter(base, person) for person in found["planners"]]
    sent = {"planned_on": found["today"], "days": 2, "mode": "unannounced", "tool_version": found["version"]}
    sent["lead"] = found["assessors"][0]
    got = _together(*(lambda c=c: c.post(f"/factories/{found['fresh']}/plan/", data=sent) for c in clients * 2))
    assert Counter(one.status_code for one in got) == Counter({302: 1, 200: len(got) - 1})
    assert _script(AFTER.format(found=found), env)["planned"] == 1


def test_a_report_is_released_once_with_one_number_and_one_set_of_documents(site):
    base, found, env = site
    clients = [_enter(base, person) for person in found["releasers"]]
    got = _together(*(lambda c=c: c.post(f"/assessments/{found['waits']}/step/release/") for c in clients * 2))
    assert Counter(one.status_code for one in got)[302] == 1, [one.text[:200] for one in got]
    assert all(one.status_code in {302, 409} for one in got)
    until = 90
    with httpx.Client() as wait:
        for _ in range(until):
            after = _script(AFTER.format(found=found), env)
            if len(after["documents"]) == 4:
                break
            wait.get(f"{base}/verify/")
    assert after["released"] == 1
    assert after["number"]
    assert sorted(map(tuple, after["documents"])) == [("en", "pdf"), ("en", "xlsx"), ("vi", "pdf"), ("vi", "xlsx")]
    assert after["broken"] == []
