"""Duties that begin without a filing: what an import learns of becomes a case of its own."""

from uuid import NAMESPACE_URL, uuid5

from registration.filings import facts as f
from registration.filings.filing import open_filing, open_one
from registration.filings.process import CancellationProcess
from registration.imports.closed import Closing
from registration.models import Employer, ImportRun

REASON = "登记机关已经注销，社会保险还没有办注销登记"


def open_cancellations(run: ImportRun, closings: list[Closing]) -> None:
    """Open the duty to report the end of each employer that was struck off, unless one runs."""
    units = Employer.objects.in_bulk([one.employer_id for one in closings])
    for closing in closings:
        employer = units[closing.employer_id]
        if not employer.is_active or open_one(CancellationProcess, employer):
            continue
        open_filing(
            CancellationProcess,
            CancellationProcess.note_duty,
            employer,
            by=None,
            facts=f.DutyNoted(closing.closed_on, REASON),
            key=uuid5(NAMESPACE_URL, f"closing:{closing.employer_id}:{closing.closed_on}"),
        )
