"""F1: PostgreSQL is killed with -9 while claims are being submitted."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from portal.cases import ledger
from portal.cases.models import Case, Entry
from portal.wizard.models import Draft
from tests.faults.visitor import Visitor, filings
from tests.stack import RunningPortal

FILINGS = 60
PATIENCE = 90


def until_receipt(visitor: Visitor, draft: Draft, *, end: float) -> str:
    """Press the button until a receipt is shown, as a person does; return its address."""
    while time.monotonic() < end:
        answer = visitor.submit(draft)
        if answer.status == 302 and "/receipt/" in answer.place:
            return urlsplit(answer.place).path
        time.sleep(0.3)
    return ""


def test_every_receipt_has_its_case_whole_and_nothing_is_there_twice(
    portal: RunningPortal,
) -> None:
    portal.set_clock("2026-11-24T10:00")
    with portal.orm():
        visitor, drafts = filings(portal, number=FILINGS)
        before = Case.objects.count()
    end = time.monotonic() + PATIENCE
    with ThreadPoolExecutor(4) as crowd:
        waiting = [crowd.submit(until_receipt, visitor, draft, end=end) for draft in drafts]
        while sum(result.done() for result in waiting) < FILINGS // 4:
            time.sleep(0.02)
        assert not all(result.done() for result in waiting)
        portal.kill("postgres")
        portal.revive("postgres")
        back = time.monotonic()
        while not portal.stack.healthy():
            assert time.monotonic() - back < 5
            time.sleep(0.1)
        receipts = [result.result() for result in waiting]
    assert all(receipts)
    assert len(set(receipts)) == FILINGS
    with portal.orm():
        assert Case.objects.count() - before == FILINGS
        for draft, receipt in zip(drafts, receipts, strict=True):
            draft.refresh_from_db()
            case = draft.case
            assert case is not None
            assert case.reference in receipt
            assert case.parties.count() >= 2
            assert Entry.objects.filter(case=case).count() == 1
            assert case.deadlines.exists()
            assert ledger.faults(case.pk) == []
