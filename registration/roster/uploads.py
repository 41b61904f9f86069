"""Taking a roster in: looked at once, kept for its check, and taken away again."""

import os
import unicodedata
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q

from portal import clock
from portal.accounts.models import User
from portal.attachments.storage import older_than
from portal.attachments.uploads import NO_ROOM
from registration.models import Employer, RosterUpload
from registration.roster import reading
from registration.roster.reading import Found
from registration.roster.refusals import MEGABYTES, TableRefused

FOLDER = "rosters"
KEPT = timedelta(days=30)
A_DAY = 40
DAY = timedelta(days=1)
STRAY_SECONDS = 24 * 60 * 60
BATCH = 50


class TooManyUploads(Exception):
    """More tables came for an employer today than anybody has."""


def take(upload: File[bytes], *, employer: Employer, by: User, key: UUID) -> RosterUpload:
    """Keep a table for its check and return its row; the same key again returns the first.

    Raises TableRefused; what is refused leaves nothing behind.
    """
    repeated = RosterUpload.objects.filter(key=key, employer=employer).first()
    if repeated is not None:
        return repeated
    since = clock.now() - DAY
    if RosterUpload.objects.filter(employer=employer, uploaded_at__gt=since).count() >= A_DAY:
        raise TooManyUploads
    name = f"{FOLDER}/{uuid4().hex}"
    try:
        _keep(upload, path_of(name))
        with reading.opened(path_of(name)) as (report, _):
            found = Found.of(report)
        with transaction.atomic():
            return RosterUpload.objects.create(
                employer=employer,
                by=by,
                key=key,
                file_name=_shown_name(upload.name or ""),
                storage_name=name,
                found=asdict(found),
                people=found.people,
            )
    except IntegrityError:
        drop(name)
        return RosterUpload.objects.get(key=key, employer=employer)
    except BaseException:
        drop(name)
        raise


def path_of(name: str) -> Path:
    """Return where a table is kept."""
    root: Path = settings.PRIVATE_ROOT
    return root / name


def drop(name: str) -> None:
    """Take a kept table away; one that is not there is no fault."""
    if name:
        path_of(name).unlink(missing_ok=True)


def remove(upload: RosterUpload) -> bool:
    """Take an upload away with its rows, unless rows are being entered; the employments stay.

    That it was there is known until the limits of a day do not count it any more.
    """
    with transaction.atomic():
        row = RosterUpload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
        if row is not None and row.state == RosterUpload.State.ENROLLING:
            return False
        if row is not None and row.uploaded_at > clock.now() - DAY:
            _empty(row)
        elif row is not None:
            row.delete()
    drop(upload.storage_name)
    return True


def _empty(row: RosterUpload) -> None:
    """Leave of an upload nothing but that it was there, and how many lines were guesses."""
    row.rows.all().delete()
    row.state, row.key = RosterUpload.State.REMOVED, uuid4()
    row.file_name = row.storage_name = row.failure = ""
    row.found = {}
    row.save(update_fields=["state", "key", "file_name", "storage_name", "failure", "found"])


def purge() -> int:
    """Take away what is older than 30 days, and files that no row knows."""
    now = clock.now()
    removed = Q(state=RosterUpload.State.REMOVED, uploaded_at__lte=now - DAY)
    due = RosterUpload.objects.filter(removed | Q(uploaded_at__lt=now - KEPT))
    old = list(due.exclude(state=RosterUpload.State.ENROLLING).order_by("uploaded_at")[:BATCH])
    for upload in old:
        remove(upload)
    _clear_strays()
    return len(old)


def _clear_strays() -> None:
    """Remove tables that an interrupted upload or a rollback left behind."""
    folder = path_of(FOLDER)
    if not folder.exists():
        return
    aged = [path for path in folder.iterdir() if older_than(path, seconds=STRAY_SECONDS)]
    names = {f"{FOLDER}/{path.name}": path for path in aged}
    known = RosterUpload.objects.filter(storage_name__in=names).values_list(
        "storage_name", flat=True
    )
    for name in set(names) - set(known):
        drop(name)


def _keep(upload: File[bytes], path: Path) -> None:
    """Write the arriving bytes to their place; trust no announced length."""
    refusal = getattr(upload, "refusal", None)
    if refusal:
        raise TableRefused("no_room" if refusal == "no_room" else "too_large")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            for piece in upload.chunks():
                size += len(piece)
                if size > MEGABYTES * 1024 * 1024:
                    raise TableRefused("too_large")
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno in NO_ROOM:
            raise TableRefused("no_room") from error
        raise
    if not size:
        raise TableRefused("empty")


def _shown_name(raw: str) -> str:
    """Return the name of a file as a page may show it."""
    name = unicodedata.normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(char for char in name if not unicodedata.category(char).startswith("C"))
    return " ".join(name.split())[:120] or "花名册"
