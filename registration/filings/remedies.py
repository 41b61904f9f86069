"""How a refusal is contested: to whom, and until when once its letter was served."""

from dataclasses import dataclass
from datetime import date

from portal.cases.models import Case
from portal.deadlines import parameters
from portal.deadlines.calendar import working_day_reader
from portal.law.remedies import LITIGATION, RECONSIDERATION
from portal.law.term import Term
from portal.letters.models import Service

REFUSAL = "filing_refusal"


@dataclass(frozen=True)
class Remedy:
    """One way to contest a refusal: to whom, and until when once it was served."""

    title: str
    organ: str
    length: str
    last: date | None


def remedies_of(case: Case, *, decided_on: date | None) -> list[Remedy]:
    """Return to whom a refusal may be taken; the last day is known once it was served."""
    office = case.office
    served = Service.objects.filter(
        letter__case=case, letter__kind=REFUSAL, served_on__isnull=False
    ).first()
    day = served.served_on if served else None
    begun = day or decided_on or case.filed_on
    return [
        _remedy(
            "行政复议", office.reconsideration_organ, RECONSIDERATION, served_on=day, begun=begun
        ),
        _remedy("行政诉讼", office.court_or_general, LITIGATION, served_on=day, begun=begun),
    ]


def _remedy(title: str, organ: str, term: Term, *, served_on: date | None, begun: date) -> Remedy:
    length = term.length_text(begun, values=parameters.value_on)
    if served_on is None:
        return Remedy(title, organ, length, None)
    due = term.due_on(served_on, is_working_day=working_day_reader(), values=parameters.value_on)
    return Remedy(title, organ, length, due.due_on)
