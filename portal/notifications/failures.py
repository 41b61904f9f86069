"""Who is told when a message or job is given up: hooks of the higher floors."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from portal.notifications.models import Outbox

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A row that a person must look after now: failed for good, or its fate is unknown."""

    key: str
    kind: str
    notice: str
    user_id: int | None
    state: str
    link: str


Hook = Callable[[GivenUp], None]
_hooks: list[Hook] = []


def on_giving_up(hook: Hook) -> None:
    """Have a function called, in the same transaction, for each row that is given up."""
    if hook not in _hooks:
        _hooks.append(hook)


def tell(row: Outbox, *, link: str) -> None:
    """Call the hooks; one that breaks keeps neither the others nor the row from going on."""
    given_up = GivenUp(
        key=row.key,
        kind=row.kind,
        notice=row.notice,
        user_id=row.user_id,
        state=row.state,
        link=link,
    )
    logger.error("given up: %s %s (%s)", row.kind, row.notice, row.last_error)
    for hook in _hooks:
        try:
            with transaction.atomic():
                hook(given_up)
        except Exception:
            logger.exception("a hook of given-up messages broke")
