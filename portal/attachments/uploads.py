"""How a file arrives: on disk without a name, so that it is gone when the process is."""

import errno
import tempfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from portal.attachments.limits import KEPT_BEYOND_LIMIT

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def incoming_folder() -> Path:
    """Return the folder of arriving files, on the same file system as those that are kept."""
    folder: Path = settings.PRIVATE_ROOT / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


class ArrivedFile(UploadedFile[bytes]):
    """A file as it came through a form; `refusal` says why its bytes were not kept."""

    refusal: str | None = None


class LimitedUploadHandler(FileUploadHandler):
    """Keeps arriving files on disk up to the limit and reads the rest without keeping it.

    The form's other fields arrive whatever happens to the file; `receive` says what was wrong.
    """

    file: IO[bytes]
    refusal: str | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the place of the next file."""
        super().new_file(*args, **kwargs)
        self.refusal = None
        try:
            self.file = tempfile.TemporaryFile(dir=incoming_folder())  # noqa: SIM115
        except OSError as error:
            self._drop(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep one piece, unless the file was given up."""
        if self.refusal is None and start + len(raw_data) > _kept_bytes():
            self.refusal = "too_large"
            self.file.close()
        if self.refusal is None:
            try:
                self.file.write(raw_data)
            except OSError as error:
                self._drop(error)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """Hand the file over to the form."""
        if self.refusal is None:
            try:
                self.file.seek(0)
            except OSError as error:
                self._drop(error)
        arrived = ArrivedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        arrived.refusal = self.refusal
        return arrived

    def upload_interrupted(self) -> None:
        """Let go of a file whose sender went away."""
        if hasattr(self, "file"):
            self.file.close()

    def _drop(self, error: OSError) -> None:
        """Give the file up when the disk is full; any other fault is a fault of ours."""
        if error.errno not in NO_ROOM:
            raise error
        self.refusal = "no_room"
        if hasattr(self, "file"):
            self._close_quietly()

    def _close_quietly(self) -> None:
        """Close a file whose last piece could not be written."""
        try:
            self.file.close()
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise


def _kept_bytes() -> int:
    """Return how much of one file is kept at most."""
    return int(settings.MAX_UPLOAD_BYTES) + KEPT_BEYOND_LIMIT
