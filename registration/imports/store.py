"""Where a file lies until its run is done: private, under a name of its own, then gone."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.attachments import storage
from portal.attachments.remove import STRAY_SECONDS
from portal.attachments.uploads import incoming_folder
from registration.models import ImportRun

FOLDER = "imports"


@dataclass(frozen=True)
class Stored:
    """A file in its place, and the hash of its bytes."""

    name: str
    sha256: str

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return storage.path_of(self.name)


def keep(pieces: Iterable[bytes]) -> Stored:
    """Write a file so that a crash leaves the whole of it or nothing."""
    number = uuid.uuid4().hex
    source = incoming_folder() / f"{number}.part"
    total = hashlib.sha256()
    try:
        with source.open("xb") as file:
            for piece in pieces:
                total.update(piece)
                file.write(piece)
        stored = Stored(f"{FOLDER}/{number}", total.hexdigest())
        if storage.keep(source, name=stored.name) != stored.sha256:
            raise OSError("the stored file is not what was written")
    finally:
        source.unlink(missing_ok=True)
    return stored


def is_there(name: str) -> bool:
    """Say whether the file of a run is still in its place."""
    return bool(name) and storage.path_of(name).exists()


def clear_strays() -> int:
    """Remove files older than a day that no unfinished run names: left by a killed process."""
    wanted = set(ImportRun.objects.filter(finished_at=None).values_list("stored_as", flat=True))
    strays = [
        path
        for path in storage.path_of(FOLDER).glob("*")
        if f"{FOLDER}/{path.name}" not in wanted and storage.older_than(path, seconds=STRAY_SECONDS)
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
