"""The worker's part in deadlines."""

import logging

from celery import shared_task

from portal import clock
from portal.deadlines import reminders
from portal.deadlines.recompute import recompute

logger = logging.getLogger(__name__)


@shared_task
def sweep() -> int:
    """Send the reminders that are due today."""
    return reminders.sweep(clock.today())


@shared_task
def verify() -> int:
    """Compute every running period anew and report those that differ; nothing is changed."""
    changes = list(recompute(is_check=True))
    for change in changes:
        logger.error("case %s: a stored day differs from its dated facts", change.case_id)
    return len(changes)
