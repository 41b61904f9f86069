"""Where finished papers lie: written whole or not at all, handed out only unchanged."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


class ChangedPaperError(RuntimeError):
    """A stored paper whose bytes are no longer those that its hash was taken of."""


def put(name: str, *, paper: bytes) -> None:
    """Store a paper under a name; a crash leaves either nothing or the whole of it."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(paper)
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(path)


def take(name: str, *, sha256: str, again: Callable[[], bytes]) -> bytes:
    """Return the stored bytes; a lost file is set again, a changed one is never handed out."""
    path = _path(name)
    if not path.exists():
        put(name, paper=again())
    paper = path.read_bytes()
    if digest(paper) != sha256:
        msg = f"{name} does not match its hash"
        raise ChangedPaperError(msg)
    return paper


def digest(paper: bytes) -> str:
    """Return the hash that is kept of a paper."""
    return hashlib.sha256(paper).hexdigest()


def _path(name: str) -> Path:
    return Path(settings.PRIVATE_ROOT) / name
