"""Work for the worker: idempotent handlers by name, called with the payload of an outbox row."""

from collections.abc import Callable
from typing import Any

Payload = dict[str, Any]
Handler = Callable[[Payload], None]

_handlers: dict[str, Handler] = {}


class UnknownJobError(LookupError):
    """No handler of this name was registered."""


def register(name: str, handler: Handler) -> None:
    """Make a handler known; it may be called again for the same payload."""
    if _handlers.setdefault(name, handler) is not handler:
        raise ValueError(f"job {name!r} has two handlers")


def handler_of(name: str) -> Handler:
    """Return the handler of this job."""
    try:
        return _handlers[name]
    except KeyError:
        raise UnknownJobError(name) from None
