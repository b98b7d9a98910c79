"""The background worker as a process of its own: `python -m fairthread.base.worker`."""

from __future__ import annotations

import logging
import os
from typing import Any

logger = logging.getLogger("fairthread.worker")


def say_failure(sender: Any, task_result: Any, **rest: Any) -> None:
    """A job that failed is worth a line; the others are not."""
    if str(task_result.status) == "FAILED":
        reason = task_result.errors[-1].traceback if task_result.errors else "no reason was recorded"
        logger.error("job %s failed: %s", task_result.task.module_path, reason)


def main() -> None:
    os.nice(10)  # pages before papers: on two cores a queue of reports must not slow down those who click
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairthread.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django_tasks.signals import task_finished

    task_finished.connect(say_failure)
    call_command("db_worker", queue_name="*", startup_delay=False, reload=False, verbosity=0)


if __name__ == "__main__":
    main()
