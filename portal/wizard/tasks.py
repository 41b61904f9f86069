"""What the worker does for drafts: expired ones go, and so does what was rescued and not used."""

from celery import shared_task
from django.db import transaction

from portal import clock
from portal.wizard.checking import remove
from portal.wizard.models import Draft, Rescue

BATCH = 200


@shared_task
def purge_drafts() -> None:
    """Delete drafts past their day and rescues past their hour; a filed one stays as it is."""
    Rescue.objects.filter(expires_at__lte=clock.now()).delete()
    due = Draft.objects.filter(case__isnull=True, expires_on__lt=clock.today())
    for pk in list(due.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            draft = due.select_for_update(skip_locked=True).filter(pk=pk).first()
            if draft is not None:
                remove(draft)
