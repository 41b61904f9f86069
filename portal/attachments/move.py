"""Moving the files of a draft to the case that it became."""

from uuid import UUID

from django.db import models

from portal.attachments.models import Attachment


def move_to_case(draft_id: UUID | str, case: models.Model) -> int:
    """Give all files of the draft to the case; the caller holds the lock on the draft."""
    return Attachment.objects.filter(draft_id=draft_id).update(draft=None, case_id=case.pk)
