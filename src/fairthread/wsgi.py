"""The program that the web server runs."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairthread.settings")
AT_WORK = 2  # threads that work, and so hold a database connection; the web server's own threads only wait
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Patient:
    """Takes in what is sent, and hands out the answer, in the server's own thread; works in one of a few others.

    A tablet on a bad network sends for minutes, or stops half-way and is never heard of again. Were it waited for
    where the work is done, a handful of them would hold up everybody.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.workers = ThreadPoolExecutor(AT_WORK, thread_name_prefix="work")

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with SpooledTemporaryFile(settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as body:
            length = int(environ.get("CONTENT_LENGTH") or 0)
            if 0 < length <= settings.UPLOAD_MAX_BYTES + 1_000_000:  # what is larger is refused unread
                while length and (part := environ["wsgi.input"].read(min(length, 64 * 1024))):
                    body.write(part)
                    length -= len(part)
                body.seek(0)
                environ["wsgi.input"] = body
            head, parts = self.workers.submit(self._work, environ).result()
        start_response(*head)
        return parts

    def _work(self, environ: dict[str, Any]) -> tuple[tuple[Any, ...], list[bytes]]:
        """The head and the whole of the answer: made here to the end: language and database are the thread's."""
        head: list[Any] = []
        answer = self.application(environ, lambda *given: head.extend(given))
        try:
            parts = list(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return tuple(head), parts


application = Patient(get_wsgi_application())
