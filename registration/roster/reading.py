"""Asks the reader, a process of its own, what is in a table, and takes its lines as they come."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from registration.roster.cells import Line
from registration.roster.headers import Field
from registration.roster.refusals import TableRefused

logger = logging.getLogger(__name__)

PARALLEL_READERS = 2
SECONDS = 60
TURNSTILE = threading.BoundedSemaphore(PARALLEL_READERS)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a table is: its sheet, its header, and how many of its lines are people."""

    sheet: str
    others: list[str]
    header_line: int
    columns: dict[Field, int]
    titles: list[str]
    unused: list[str]
    hidden_columns: list[str]
    is_1904: bool
    people: int
    hidden: int
    skipped: int
    examples: int

    @classmethod
    def of(cls, report: dict[str, Any]) -> "Found":
        """Return the reader's report, or what was kept of it."""
        columns = {Field(name): place for name, place in report["columns"].items()}
        return cls(**{**report, "columns": columns})


@contextmanager
def opened(path: Path, *, after: int = 0) -> Iterator[tuple[dict[str, Any], Iterator[Line]]]:
    """Open a table for reading: its report, and the lines of people after a line.

    Raises TableRefused, also in the middle of the lines when the reader dies.
    """
    command = [sys.executable, "-m", "registration.roster.reader", str(path), str(after)]
    with (
        TURNSTILE,
        subprocess.Popen(  # noqa: S603 (our own program, paths of our own making)
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env={"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
            encoding="utf-8",
        ) as reader,
    ):
        watch = threading.Timer(SECONDS, reader.kill)
        watch.daemon = True
        watch.start()
        try:
            yield _report(reader), _lines(reader)
        finally:
            watch.cancel()
            reader.kill()


def _report(reader: "subprocess.Popen[str]") -> dict[str, Any]:
    values = _values(reader)
    report: dict[str, Any] | None = next(values, None)
    if report is None:
        raise _died(reader)
    code = report.pop("refused", "")
    if code:
        raise TableRefused(code, **report)
    return report


def _lines(reader: "subprocess.Popen[str]") -> Iterator[Line]:
    """Yield the lines; a reader that dies before its end is told from one that came to it."""
    for number, is_hidden, cells in _values(reader):
        yield Line(number, cells, is_hidden)
    if reader.wait():
        raise _died(reader)


def _died(reader: "subprocess.Popen[str]") -> TableRefused:
    """Note how the reader ended; what it was reading is not for the log."""
    logger.warning("the reader of a table ended with %s", reader.wait())
    return TableRefused("too_complex")


def _values(reader: "subprocess.Popen[str]") -> Iterator[Any]:
    if reader.stdout is None:
        return
    for text in reader.stdout:
        if not text.endswith("\n"):
            raise TableRefused("too_complex")
        yield json.loads(text)
