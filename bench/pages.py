"""How fast pages and saved drafts are, on the demo and with 2,000 factories x 10 cycles.

python -m bench.pages [--factories 60 --cycles 3] [--large]

Budgets: list pages p95 under 100 ms and at most 25 statements; a saved draft p95 under 50 ms and at most 15.
Ceilings of the machine: an empty page of the same stack, and one SELECT by key.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import uuid
from functools import partial

from bench.site import ROOT, prepare, serving, signed_in, timed

PAGES = [
    ("Programme manager", "/", 100),
    ("Programme manager", "/factories/", 100),
    ("Programme manager", "/factories/?q=may&status=enrolled", 100),
    ("Programme manager", "/factories/?sort=-name", 100),
    ("Programme manager", "/assessments/", 100),
    ("Programme manager", "/assessments/?state=official", 100),
    ("Programme manager", "/assessments/?q=song", 100),
    ("Programme manager", "/organisations/", 100),
    ("Programme manager", "/people/", 100),
    ("Programme manager", "/tools/", 100),
    ("Enterprise advisor", "/", 100),
    ("Enterprise advisor", "/assessments/", 100),
    ("Factory manager", "/assessments/", 100),
    ("Donor", "/factories/", 100),
]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--factories", type=int, default=60)
    options.add_argument("--cycles", type=int, default=3)
    options.add_argument("--large", action="store_true", help="2,000 factories x 10 cycles")
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--statements", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.statements:
        return print_statements(json.loads(given.statements))
    size = (2000, 10) if given.large else (given.factories, given.cycles)
    env = prepare(*size)
    counted = statements(env)
    print(f"{'as':<20}{'what':<40}{'p50 ms':>8}{'p95 ms':>8}{'budget':>8}{'SQL':>6}")
    with serving(env) as url:
        clients = {role: signed_in(url, role) for role, _, _ in PAGES}
        for path in ("/verify/", "/verify/check/?sha256=0"):
            clients["Donor"].get(path)
            report("ceiling", path, *timed(partial(clients["Donor"].get, path), given.times), None, None)
        for role, path, budget in PAGES:
            clients[role].get(path).raise_for_status()
            report(
                role, path, *timed(partial(clients[role].get, path), given.times), budget, counted.get(f"{role} {path}")
            )
        report(
            "Enterprise advisor",
            "saved draft",
            *drafts(clients["Enterprise advisor"], given.times),
            50,
            counted.get("draft"),
        )
    return None


def report(who: str, what: str, middle: float, high: float, budget: int | None, sql: int | None) -> None:
    mark = "" if budget is None or high <= budget else "  OVER"
    print(f"{who:<20}{what:<40}{middle:>8.1f}{high:>8.1f}{budget or '':>8}{sql if sql is not None else '':>6}{mark}")


def drafts(client, times: int) -> tuple[float, float]:
    """Saves the draft of a running assessment again and again, one answer changed each time."""
    address, state = running(client)
    xml, sequence = state["me"]["xml"], state["me"]["sequence"]
    identifier = state["me"]["instance_id"] or str(uuid.uuid4())
    name = answered(state)
    token = client.cookies["csrftoken"]
    count = [sequence]

    def save() -> None:
        count[0] += 1
        value = "yes" if count[0] % 2 else "no"
        body = {
            "instance_id": identifier,
            "sequence": count[0],
            "xml": with_answer(xml, name, value),
            "device": "bench",
        }
        client.put(f"{address}draft", json=body, headers={"X-CSRFToken": token}).raise_for_status()

    save()
    return timed(save, times)


def running(client) -> tuple[str, dict]:
    """The address of the filler of an assessment in the field that has a draft, and its state."""
    import re

    page = client.get("/assessments/?state=in_field").text + client.get("/assessments/?state=draft").text
    for identifier in dict.fromkeys(re.findall(r"/assessments/([0-9a-f-]{36})/", page)):
        answer = client.get(f"/assessments/{identifier}/fill/state.json")
        if answer.status_code == 200 and answer.json()["me"]["xml"]:
            client.get(f"/assessments/{identifier}/fill/")
            return f"/assessments/{identifier}/fill/", answer.json()
    raise SystemExit("no assessment with a draft of this person")


def answered(state: dict) -> str:
    """A plain compliance question that this copy answers."""
    plain = (
        n for n, q in state["questions"].items() if q["kind"] == "compliance" and not q["gate"] and not q["parent"]
    )
    return next(n for n in plain if f"<{n}>" in state["me"]["xml"])


def with_answer(xml: str, name: str, value: str) -> str:
    import re

    found = re.subn(rf"<{name}(\s*/>|>[^<]*</{name}>)", f"<{name}>{value}</{name}>", xml, count=1)
    assert found[1], name
    return found[0]


def statements(env: dict[str, str]) -> dict[str, int]:
    """SQL statements of each page and of a saved draft, counted in a process of their own."""
    asked = json.dumps([[role, path] for role, path, _ in PAGES])
    words = [sys.executable, "-m", "bench.pages", "--statements", asked]
    done = subprocess.run(words, env={**env, "DEBUG": "1"}, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def print_statements(asked: list[list[str]]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairthread.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils.translation import gettext as _

    from fairthread.access.models import Person
    from fairthread.access.roles import ROLES

    settings.ALLOWED_HOSTS = ["*"]
    codes = {str(label): code for code, label in ROLES.items()}
    counted: dict[str, int] = {}
    _("")
    for role, path in asked:
        person = Person.objects.filter(demo_role=codes[role]).order_by("created_at", "name").first()
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["demo"] = True
        session.save()
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        counted[f"{role} {path}"] = len(queries)
        if role == "Enterprise advisor" and "draft" not in counted:
            with transaction.atomic():
                counted["draft"] = _draft_statements(client, connection, CaptureQueriesContext)
                transaction.set_rollback(True)
    print(json.dumps(counted))


def _draft_statements(client, connection, capture) -> int:
    import re

    page = "".join(client.get(f"/assessments/?state={s}").content.decode() for s in ("in_field", "draft"))
    for identifier in dict.fromkeys(re.findall(r"/assessments/([0-9a-f-]{36})/", page)):
        answer = client.get(f"/assessments/{identifier}/fill/state.json")
        if answer.status_code != 200 or not answer.json()["me"]["xml"]:
            continue
        state, counts = answer.json(), []
        name = answered(state)
        for step, value in enumerate(("yes", "no"), start=1):
            xml = with_answer(state["me"]["xml"], name, value)
            body = {"instance_id": state["me"]["instance_id"], "sequence": state["me"]["sequence"] + step, "xml": xml}
            with capture(connection) as queries:
                client.put(f"/assessments/{identifier}/fill/draft", body, content_type="application/json")
            counts.append(len(queries))
        return max(counts)
    return -1


if __name__ == "__main__":
    main()
