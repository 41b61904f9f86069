"""Until when an application may be filed, told at once and never used to refuse it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from injury_claims import terms
from injury_claims.facts import Tolling
from injury_claims.rules import filing_due
from portal.deadlines import calendar, parameters
from portal.law.term import Due, Term


@dataclass(frozen=True, kw_only=True)
class TimeBar:
    """The last day on which an applicant of this kind may file, and how it was reached."""

    term: Term
    event_on: date
    due: Due
    today: date

    @property
    def is_late(self) -> bool:
        """Tell whether the last day is past."""
        return self.today > self.due.due_on

    @property
    def days_left(self) -> int:
        """Return the days left, negative when it is past."""
        return (self.due.due_on - self.today).days


def time_bar(
    *, filed_by: str, event_on: date, today: date, tolling: Iterable[Tolling] = ()
) -> TimeBar:
    """Return the time bar of an employer (30 days) or of the worker's side (one year)."""
    term = terms.EMPLOYER_FILING if filed_by == "employer" else terms.CLAIMANT_FILING
    due = filing_due(
        filed_by,
        event_on,
        tolling=tolling,
        is_working_day=calendar.working_day_reader(),
        values=parameters.value_on,
    )
    return TimeBar(term=term, event_on=event_on, due=due, today=today)
