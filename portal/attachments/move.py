"""Moving the files of a draft to the case that it became."""

from django.db import models

from portal.attachments.models import Attachment


def move_to_case(draft: models.Model, case: models.Model) -> int:
    """Give all files of the draft to the case; the caller holds the lock on the draft."""
    return Attachment.objects.filter(draft_id=draft.pk).update(draft=None, case_id=case.pk)
