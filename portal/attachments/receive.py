"""The one way in for files: checked, rewritten, stored, re-read, and only then received."""

import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.attachments import storage
from portal.attachments.examining import Upload, examined
from portal.attachments.inspection import Finding
from portal.attachments.models import Attachment, State, Visibility
from portal.attachments.names import clean_name
from portal.attachments.refusals import AlreadyThere, Refused


@dataclass(frozen=True, kw_only=True)
class _Stored:
    """A file in its place, before its row is written."""

    id: uuid.UUID
    name: str
    size: int
    sha256: str
    upload_sha256: str
    finding: Finding


def receive(
    upload: Upload,
    *,
    owner: models.Model,
    material: str,
    by: User | None,
    paper: int = 1,
    visibility: str = Visibility.WORKER_SIDE,
) -> Attachment:
    """Take one file for a draft or a case as the next page of a paper, or raise Refused.

    What is refused leaves nothing behind. A file that is there already raises AlreadyThere.
    """
    stored = _store(upload, owner=owner, material=material, by=by)
    try:
        with transaction.atomic():
            _refuse_by_owner(owner, material=material, upload_sha256=stored.upload_sha256, by=by)
            return Attachment.objects.create(
                id=stored.id,
                **_owner(owner),
                material=material,
                paper=paper,
                page_no=_next_page(owner, material=material, paper=paper),
                original_name=clean_name(upload.name, media_type=stored.finding.media_type),
                media_type=stored.finding.media_type,
                size=stored.size,
                width=stored.finding.width,
                height=stored.finding.height,
                pages=stored.finding.pages,
                sha256=stored.sha256,
                upload_sha256=stored.upload_sha256,
                state=State.RECEIVED,
                storage_name=stored.name,
                uploaded_by=by,
                visibility=visibility,
            )
    except BaseException:
        storage.drop(stored.name)
        raise


def _store(upload: Upload, *, owner: models.Model, material: str, by: User | None) -> _Stored:
    """Check the bytes and put what is kept of them in its place, re-read and compared."""

    def refuse(upload_sha256: str) -> None:
        _refuse_duplicate(owner, material=material, upload_sha256=upload_sha256, by=by)

    with examined(upload, refuse=refuse) as file:
        name = storage.storage_name(file.id, media_type=file.finding.media_type)
        sha256, size = storage.keep_compared(file.path, name=name)
    return _Stored(
        id=file.id,
        name=name,
        size=size,
        sha256=sha256,
        upload_sha256=file.upload_sha256,
        finding=file.finding,
    )


def _refuse_by_owner(
    owner: models.Model, *, material: str, upload_sha256: str, by: User | None
) -> None:
    """Under the lock of the draft or case: refuse the submitted, the doubled, the one too many."""
    locked = type(owner)._base_manager.select_for_update(no_key=True).filter(pk=owner.pk).first()
    is_draft = owner._meta.label == "wizard.Draft"
    if locked is None or (is_draft and getattr(locked, "case_id", None)):
        raise Refused("already_submitted")
    _refuse_duplicate(owner, material=material, upload_sha256=upload_sha256, by=by)
    limit = settings.MAX_UPLOADS_A_CASE
    if Attachment.objects.filter(**_owner(owner), uploaded_by=by).count() >= limit:
        raise Refused("too_many_files", limit=limit)


def _refuse_duplicate(
    owner: models.Model, *, material: str, upload_sha256: str, by: User | None
) -> None:
    """Refuse the same bytes from the same person for the same material.

    Another side may hand the same paper in and must not learn from us that it is there already.
    """
    with suppress(Attachment.DoesNotExist):
        raise AlreadyThere(
            Attachment.objects.get(
                **_owner(owner),
                material=material,
                upload_sha256=upload_sha256,
                uploaded_by=by,
            )
        )


def _next_page(owner: models.Model, *, material: str, paper: int) -> int:
    """Return the number after the last page of a paper."""
    pages = Attachment.objects.filter(**_owner(owner), material=material, paper=paper)
    last = pages.aggregate(last=Max("page_no"))["last"]
    return int(last or 0) + 1


def _owner(owner: models.Model) -> dict[str, models.Model]:
    """Return the field that names the owner."""
    fields = {"cases.Case": "case", "wizard.Draft": "draft"}
    return {fields[owner._meta.label]: owner}
