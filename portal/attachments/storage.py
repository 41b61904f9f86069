"""Where the bytes are: private, never under an address, whole or not there at all."""

import hashlib
import os
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from portal.attachments.names import EXTENSIONS
from portal.attachments.refusals import Refused

PIECE = 1024 * 1024
FOLDER = "attachments"


def storage_name(attachment_id: UUID, *, media_type: str) -> str:
    """Return where a file is kept below the private folder; nothing of it comes from the sender."""
    return f"{FOLDER}/{attachment_id.hex[:2]}/{attachment_id.hex}{EXTENSIONS[media_type]}"


def path_of(name: str) -> Path:
    """Return the place of a kept file."""
    root: Path = settings.PRIVATE_ROOT
    return root / name


def digest(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the length of a file as it is on disk."""
    total = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
            size += len(piece)
    return total.hexdigest(), size


def keep(source: Path, *, name: str) -> str:
    """Move a finished file to its place so that a power cut leaves all of it or nothing.

    Return the hash of what was re-read from the disk afterwards.
    """
    target = path_of(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source.chmod(0o600)
    with source.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    source.replace(target)
    _sync_folder(target.parent)
    return digest(target)[0]


def keep_compared(source: Path, *, name: str) -> tuple[str, int]:
    """Move a finished file to its place and return hash and length; raise Refused when re-reading
    gives other bytes, with nothing left behind."""
    sha256, size = digest(source)
    try:
        if keep(source, name=name) != sha256:
            raise Refused("not_kept")
    except BaseException:
        drop(name)
        raise
    return sha256, size


def drop(name: str) -> None:
    """Remove a kept file; a file that is not there is no fault."""
    path_of(name).unlink(missing_ok=True)


def older_than(path: Path, *, seconds: float) -> bool:
    """Tell whether a file was last written longer ago than that, by the clock of the disk."""
    return time.time() - path.stat().st_mtime > seconds


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
