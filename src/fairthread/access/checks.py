"""The permission matrix must name records and states that exist; `fairthread check` looks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register


@register("fairthread")
def matrix_holds(app_configs: Any, **options: Any) -> list[CheckMessage]:
    from .matrix import check_table

    try:
        return [Error(line, id="fairthread.E001") for line in check_table()]
    except ValueError as error:
        return [Error(str(error), id="fairthread.E001")]
