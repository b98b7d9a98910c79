"""The commands of this room."""

from __future__ import annotations

from .imports import command as command
