"""Taking files away: a page of a draft, all of a draft, and what an interruption left behind."""

from django.db import models, transaction

from portal.attachments import storage
from portal.attachments.models import Attachment
from portal.attachments.uploads import incoming_folder

STRAY_SECONDS = 24 * 60 * 60


def remove(attachment: Attachment) -> None:
    """Take one file out of a draft and close the gap in its pages; a case keeps its files."""
    with transaction.atomic():
        locked = Attachment.objects.select_for_update(no_key=True).get(pk=attachment.pk)
        if locked.draft_id is None:
            raise ValueError("A file of a case is never removed.")
        later = Attachment.objects.filter(
            draft_id=locked.draft_id,
            material=locked.material,
            paper=locked.paper,
            page_no__gt=locked.page_no,
        )
        later.update(page_no=models.F("page_no") - 1)
        locked.delete()
        _drop_after_commit(locked.storage_name)


def remove_all(draft: models.Model) -> int:
    """Take all files out of a draft that is thrown away or has expired."""
    with transaction.atomic():
        files = Attachment.objects.filter(draft_id=draft.pk)
        names = list(files.values_list("storage_name", flat=True))
        files.delete()
        for name in names:
            _drop_after_commit(name)
    return len(names)


def clear_strays() -> int:
    """Remove files older than a day that no row knows: left by a killed process or a rollback."""
    strays = [
        path
        for path in incoming_folder().iterdir()
        if storage.older_than(path, seconds=STRAY_SECONDS)
    ]
    for folder in sorted(storage.path_of(storage.FOLDER).glob("??")):
        old = {
            f"{storage.FOLDER}/{folder.name}/{path.name}": path
            for path in folder.iterdir()
            if storage.older_than(path, seconds=STRAY_SECONDS)
        }
        known = Attachment.objects.filter(storage_name__in=old)
        kept = set(known.values_list("storage_name", flat=True))
        strays += [path for name, path in old.items() if name not in kept]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _drop_after_commit(name: str) -> None:
    """Remove the bytes once the row is gone for good."""
    transaction.on_commit(lambda: storage.drop(name), robust=True)
