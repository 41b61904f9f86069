"""What arrives, on disk and looked into: copied within the limits, rewritten, gone afterwards."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import File

from portal.attachments.inspection import Finding, inspect
from portal.attachments.refusals import Refused
from portal.attachments.uploads import NO_ROOM, incoming_folder

Upload = File[bytes]


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A file that was looked into: where it lies for now, what it is, the hash of what arrived."""

    id: uuid.UUID
    path: Path
    upload_sha256: str
    finding: Finding


def _nothing(_sha256: str) -> None:
    """Have nothing against any file."""


@contextmanager
def examined(upload: Upload, *, refuse: Callable[[str], None] = _nothing) -> Iterator[Examined]:
    """Give a file as the inspector found it; nothing of it is left when the block ends.

    `refuse` hears the hash of what arrived before anything looks into it. Raises Refused with what
    to do, also where the disk is full.
    """
    refuse_by_size(upload)
    number = uuid.uuid4()
    source = incoming_folder() / f"{number.hex}.part"
    rewritten = incoming_folder() / f"{number.hex}.new"
    try:
        upload_sha256 = _copy(upload, source)
        refuse(upload_sha256)
        finding = inspect(source, target=rewritten)
        final = rewritten if rewritten.exists() else source
        yield Examined(id=number, path=final, upload_sha256=upload_sha256, finding=finding)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Refused("no_room") from error
        raise
    finally:
        for left in (source, rewritten):
            left.unlink(missing_ok=True)


def refuse_by_size(upload: Upload) -> None:
    """Refuse what was given up on arrival, what is empty and what is too large."""
    refusal = getattr(upload, "refusal", None)
    if refusal:
        raise Refused(refusal)
    if not upload.size:
        raise Refused("empty")
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise Refused("too_large")


def _copy(upload: Upload, target: Path) -> str:
    """Write the arriving bytes to a file and return their hash; trust no announced length."""
    total = hashlib.sha256()
    size = 0
    with target.open("xb") as file:
        for piece in upload.chunks():
            size += len(piece)
            if size > settings.MAX_UPLOAD_BYTES:
                raise Refused("too_large")
            total.update(piece)
            file.write(piece)
    if not size:
        raise Refused("empty")
    return total.hexdigest()
