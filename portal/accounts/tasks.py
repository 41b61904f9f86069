"""What the timetable does for accounts."""

from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.models import Session

from portal import clock
from portal.accounts import throttle
from portal.accounts.models import OneTimeCode

KEPT = timedelta(days=2)


@shared_task
def purge() -> None:
    """Delete codes and failures that no limit counts any more, and sessions that are over."""
    before = clock.now() - KEPT
    throttle.purge(before=before)
    OneTimeCode.objects.filter(created_at__lt=before).delete()
    Session.objects.filter(expire_date__lt=clock.now()).delete()
