"""What the report brings to the kernel."""

from collections.abc import Mapping
from typing import Any

from portal.cases.kinds import Done, Kind
from registration.models import UninsuredReport
from registration.uninsured import labels
from registration.uninsured.process import ReportProcess


def no_letters(kind: str, detail: Any, facts: Any, done: Done) -> Mapping[str, Any]:
    """A report issues no letters: its answer is read by code."""
    raise LookupError(kind)


KIND = Kind(
    process=ReportProcess,
    detail=UninsuredReport,
    states=labels.STATES,
    acts=labels.ACTS,
    write_letter=no_letters,
    title="举报未参保",
    is_about_employer=True,
)
