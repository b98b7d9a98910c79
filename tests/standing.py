"""What standing people and places of the tests have in common.

Not in conftest.py: there are several files of that name, and an import would get any of them.
"""

from __future__ import annotations

from datetime import UTC, datetime

WHEN = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
