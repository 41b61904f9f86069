"""The worker's part in deadlines."""

from celery import shared_task

from portal import clock
from portal.deadlines import reminders


@shared_task
def sweep() -> int:
    """Send the reminders that are due today."""
    return reminders.sweep(clock.today())
