"""The web server and the background worker as children of one process, which starts them again if they die."""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from django.conf import settings

from .problems import Problem

ANSWERS_WITHIN = 60  # seconds
STOPS_WITHIN = 15  # seconds
DEATHS_IN_A_MINUTE = 5


def _die_with_parent() -> None:
    """In the child: if the parent is killed outright, the kernel ends the child too (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Child:
    """One program that must keep running."""

    def __init__(self, name: str, words: list[str]) -> None:
        self.name, self.words = name, words
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths: list[float] = []

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the parent alone, which then stops the children in order.
        self.process = subprocess.Popen(
            [sys.executable, *self.words],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "fairthread.settings"},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    @property
    def dead(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def start_again(self, now: float) -> None:
        """Once more, unless it has died too often (problem 1105)."""
        self.deaths = [death for death in self.deaths if now - death < 60] + [now]
        if len(self.deaths) >= DEATHS_IN_A_MINUTE:
            raise Problem(1105, name=self.name, times=len(self.deaths))
        self._end_group()
        self.start()

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def make_stop(self, until: float) -> None:
        """Waits until `until` (monotonic seconds), then kills it with everything that it started."""
        if not self.process:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        """A web server that was killed leaves processes behind that would go on answering on its port."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def web(host: str, port: int, workers: int) -> Child:
    """The web server: no access log, no websockets; its threads wait for slow networks, those of `wsgi` work."""
    return Child(
        "web server",
        ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
        + ["--blocking-threads", "64", "--no-ws", "--http", "1", "--log-level", "error", "--respawn-failed-workers"]
        + ["--workers-kill-timeout", "10", "fairthread.wsgi:application"],
    )


def worker() -> Child:
    return Child("background worker", ["-m", "fairthread.base.worker"])


def need_free(host: str, port: int) -> None:
    """Problem 1101 if somebody listens on the port already, 1102 if the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # The web server shares its port among processes and would silently share it with a stranger too.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise Problem(1102, host=host, why=error.strerror) from error
        except OSError as error:
            taken = error.errno == 98 or "in use" in str(error)
            raise Problem(1101 if taken else 1102, host=host, port=port, why=error.strerror) from error


def answers(host: str, port: int) -> bool:
    """Does the site answer? Problem 1107 if its answer is an error of the program."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    known = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    line = http.client.HTTPConnection(target, port, timeout=10)
    try:
        line.request("GET", "/", headers={"Host": known})
        if (status := line.getresponse().status) >= 500:
            raise Problem(1107, status=status)
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    if host in {"0.0.0.0", "127.0.0.1", "::", "::1"}:  # noqa: S104
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class House:
    """Runs the children until somebody asks it to stop."""

    def __init__(self, host: str, port: int, children: list[Child], say: Callable[[str], None]) -> None:
        self.host, self.port, self.children, self.say = host, port, children, say
        self.stopping = threading.Event()

    def run(self) -> None:
        need_free(self.host, self.port)
        before = {
            number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            for child in self.children:
                child.start()
            self._wait_for_an_answer()
            while not self.stopping.wait(0.5):
                self._start_the_dead_again()
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _wait_for_an_answer(self) -> None:
        until = time.monotonic() + ANSWERS_WITHIN
        while not self.stopping.is_set():
            if answers(self.host, self.port):
                shown = address(self.host, self.port)
                self.say(f"Fairthread answers at {shown} (Ctrl-C stops it)")
                return
            if time.monotonic() > until:
                raise Problem(1106, seconds=ANSWERS_WITHIN)
            self._start_the_dead_again()
            self.stopping.wait(0.1)

    def _start_the_dead_again(self) -> None:
        for child in self.children:
            if child.dead and not self.stopping.is_set():
                code = child.process.returncode if child.process else "?"
                self.say(f"The {child.name} ended with code {code}; starting it again.")
                self.stopping.wait(len(child.deaths))
                child.start_again(time.monotonic())

    def _end(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + STOPS_WITHIN
        for child in self.children:
            child.make_stop(until)
