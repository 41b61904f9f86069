"""Employers that the registering organ has struck off: the entry stays, a duty begins.

Cancelling the social insurance is the employer's duty with a procedure of its own (社会保险法
Art.57 ¶2, 社会保险经办条例 Art.10); an import only notes the day and tells whoever keeps that duty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from registration.models import EmployerChange, ImportRun

CLOSED_AT_REGISTRY = "登记机关注销"


@dataclass(frozen=True)
class Closing:
    """An active employer of the register, and the day on which its registration ended."""

    employer_id: int
    closed_on: date


Handler = Callable[[ImportRun, list[Closing]], None]
_handlers: dict[str, Handler] = {}


def on_closing(name: str, handler: Handler) -> None:
    """Have closings told, once each, in the transaction that notes them; called when ready."""
    _handlers[name] = handler


def tell(run: ImportRun, closings: list[Closing]) -> None:
    """Tell the handlers what was noted just now."""
    if closings:
        for handler in _handlers.values():
            handler(run, closings)


def noted_before(employer_ids: list[int]) -> set[Closing]:
    """Return which closings of these employers are noted already."""
    if not employer_ids:
        return set()
    noted = EmployerChange.objects.filter(employer__in=employer_ids, what=CLOSED_AT_REGISTRY)
    return {Closing(*row) for row in noted.values_list("employer", "on")}
