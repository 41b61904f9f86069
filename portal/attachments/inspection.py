"""Asks the inspector, a process of its own, what a file is."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from portal.attachments.limits import INSPECTION_SECONDS, PARALLEL_INSPECTIONS
from portal.attachments.refusals import Refused

PROGRAM = Path(__file__).with_name("inspector.py")
TURNSTILE = threading.BoundedSemaphore(PARALLEL_INSPECTIONS)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a file was found to be."""

    media_type: str
    width: int | None
    height: int | None
    pages: int


def inspect(source: Path, *, target: Path) -> Finding:
    """Return what the file is, with a photo written anew to the target; raise Refused otherwise."""
    with TURNSTILE:
        try:
            done = subprocess.run(  # noqa: S603 (our own program, paths of our own making)
                [sys.executable, "-I", str(PROGRAM), str(source), str(target)],
                capture_output=True,
                timeout=INSPECTION_SECONDS,
                check=False,
                env={"LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired:
            raise Refused("too_complex") from None
    if done.returncode != 0 or not done.stdout:
        raise Refused("too_complex")
    report = json.loads(done.stdout)
    if "refused" in report:
        raise Refused(report["refused"])
    return Finding(**report)
