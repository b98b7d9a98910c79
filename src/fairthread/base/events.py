"""What goes up goes as an event: rooms above subscribe to the name of a history row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_listeners: dict[str, list[Callable[..., None]]] = defaultdict(list)


def subscribe(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers a function `f(by, record, data)` for a history name such as `assessment.official`."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        if function not in _listeners[name]:
            _listeners[name].append(function)
        return function

    return add


def emit(name: str, by: Any, record: Any, data: dict[str, Any]) -> None:
    """Calls the listeners, inside the transaction of the action."""
    for listener in _listeners[name]:
        listener(by, record, data)
