"""The site starts, answers, stays up and stops, as an operator sees it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
import urllib.error
import urllib.request

import pytest

from fairthread.base.problems import Problem
from fairthread.base.serve import Child, House, address, need_free

from .programs import Running, django, environment, fairthread, free_port


def status(port: int) -> int:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()[0] == "Z"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with an empty, prepared database."""
    folder = tmp_path_factory.mktemp("serve")
    django("migrate", "-v0", env=environment(folder))
    return folder


@pytest.mark.slow
def test_it_serves_and_a_second_start_is_quick(prepared, tmp_path):
    port = free_port()
    env = environment(prepared, PORT=port)
    with Running(env, tmp_path / "first") as site:
        site.says(f"Fairthread answers at http://localhost:{port}")
        assert status(port) < 500
        children = site.children()
        assert len(children) == 2
        assert site.stop(signal.SIGINT) == 0
        assert all(gone(child) for child in children)
        assert "Traceback" not in site.log.read_text()
    began = time.monotonic()
    with Running(env, tmp_path / "second") as site:
        said = site.says("answers at")
        assert time.monotonic() - began < 15  # alone on the machine it is three
        assert "Gathered" not in said
        assert site.stop() == 0


@pytest.mark.slow
def test_a_child_that_dies_is_started_again(prepared, tmp_path):
    port = free_port()
    with Running(environment(prepared, PORT=port), tmp_path / "log") as site:
        site.says("answers at")
        children = site.children()
        below = [process for child in children for process in site.children(child)]
        assert below, "the web server has processes of its own"
        for child in children:
            os.kill(child, signal.SIGKILL)
        site.says("starting it again")
        until = time.monotonic() + 30
        while len(site.children()) < 2 or not _answers(port):
            assert time.monotonic() < until, site.log.read_text()
            time.sleep(0.1)
        assert all(gone(process) for process in below), "processes of the dead web server still answer"


def _answers(port: int) -> bool:
    try:
        return status(port) < 500
    except OSError:
        return False


@pytest.mark.slow
def test_no_child_outlives_a_parent_that_is_killed(prepared, tmp_path):
    with Running(environment(prepared, PORT=free_port()), tmp_path / "log") as site:
        site.says("answers at")
        children = site.children()
        site.stop(signal.SIGKILL)
        until = time.monotonic() + 20
        while not all(gone(child) for child in children):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_taken_port_is_said_by_number(prepared):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = fairthread("serve", env=environment(prepared, PORT=other.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr.startswith("FT-1101: Port ")


def test_an_address_of_another_machine_is_said_by_number():
    with pytest.raises(Problem) as caught:
        need_free("192.0.2.1", 8000)
    assert caught.value.number == 1102


def test_an_unprepared_database_is_said_by_number(tmp_path):
    done = fairthread("serve", env=environment(tmp_path, PORT=free_port()))
    assert done.returncode == 2
    assert done.stderr.startswith("FT-1103: ")


def test_a_database_out_of_reach_is_said_by_number(tmp_path):
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    done = fairthread("serve", env=environment(tmp_path, PORT=free_port(), DATABASE_URL=url))
    assert done.returncode == 2
    assert done.stderr.startswith("FT-1104: "), done.stderr


def test_a_child_that_keeps_dying_ends_the_whole(monkeypatch):
    said: list[str] = []
    house = House("127.0.0.1", free_port(), [Child("web server", ["-c", "raise SystemExit(7)"])], said.append)
    monkeypatch.setattr(house.stopping, "wait", lambda seconds=None: time.sleep(0.05) or False)
    with pytest.raises(Problem) as caught:
        house.run()
    assert caught.value.number == 1105
    assert any("ended with code 7" in line for line in said)


def test_the_address_is_one_to_type_into_a_browser():
    assert address("0.0.0.0", 8000) == "http://localhost:8000"
    assert address("2001:db8::1", 80) == "http://[2001:db8::1]:80"


def test_check_finds_a_good_site_good_and_a_bad_one_bad(prepared, tmp_path):
    good = fairthread("check", env=environment(prepared))
    assert good.returncode == 0, good.stdout + good.stderr
    assert "ok    tables: up to date" in good.stdout
    bad = fairthread("check", env=environment(tmp_path))
    assert bad.returncode == 1
    assert "WRONG tables" in bad.stdout


def test_secret_needs_no_settings_and_never_repeats(tmp_path):
    env = environment(tmp_path, FAIRTHREAD_DEMO=0)
    keys = {fairthread("secret", env=env).stdout.strip() for _ in range(2)}
    assert len(keys) == 2
    assert min(len(key) for key in keys) >= 60


@pytest.mark.slow
def test_tablets_that_stop_sending_half_way_hold_up_nobody(prepared, tmp_path):
    port = free_port()
    with Running(environment(prepared, PORT=port), tmp_path / "log") as site, contextlib.ExitStack() as stuck:
        site.says("answers at")
        for _ in range(20):
            tablet = stuck.enter_context(socket.create_connection(("127.0.0.1", port)))
            tablet.sendall(
                b"PUT /assessments/6f0c0000-0000-4000-8000-000000000001/fill/draft HTTP/1.1\r\n"
                b"Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
            )
        time.sleep(0.5)
        began = time.monotonic()
        assert all(status(port) < 500 for _ in range(5))
        assert time.monotonic() - began < 10
