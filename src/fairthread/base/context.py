"""What every page knows."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from urllib.parse import urlparse

from django.conf import settings
from django.http import HttpRequest

STYLESHEETS = [f"base/{name}.css" for name in ("tokens", "page", "forms", "tables", "components", "print")]


@cache
def version() -> str:
    """The version of the program, as packaged."""
    return metadata.version("fairthread")


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "demo": settings.DEMO,
        "programme_name": settings.PROGRAMME_NAME,
        "program_version": version(),
        "stylesheets": STYLESHEETS,
    }


def back(request: HttpRequest) -> str:
    """The page of ours that led here, or "" when somebody came from elsewhere."""
    came = urlparse(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or came.path == request.path:
        return ""
    return came.path + (f"?{came.query}" if came.query else "")
