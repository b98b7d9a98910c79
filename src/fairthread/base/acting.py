"""Who acts, through which door, from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..access.models import Person


@dataclass(frozen=True)
class Acting:
    """The first argument of every action.

    `person` is None for the operator of the machine (commands) and for the system's own clocks.
    `channel` is one of page, api, command, sync, system.
    """

    person: Person | None
    channel: str
    address: str = ""
    device: str = ""

    @classmethod
    def operator(cls) -> Acting:
        """Whoever holds a shell on the machine; bound by the matrix as role `operator`."""
        return cls(None, "command")

    @classmethod
    def system(cls) -> Acting:
        """A clock or a background job."""
        return cls(None, "system")

    @property
    def name(self) -> str:
        return (
            self.person.name if self.person else {"command": "operator", "system": "Fairthread"}.get(self.channel, "?")
        )
