"""Start, meet, pause, resume and recompute the periods of a case, under the case's lock.

Callers hold the lock of the case row; every function works on one case and keeps the rows a
projection of dated facts: the day a period started, its extension, its pauses.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Min, Q, QuerySet

from portal.deadlines import calendar, parameters
from portal.deadlines.models import NO_DUE_DAY, Deadline, Pause
from portal.law.term import Binds, Due, Interval, Term, registered


def due_of(deadline: Deadline) -> Due:
    """Return the arithmetic of a deadline from its dated facts, for 「怎么算的」 and checks."""
    return registered(deadline.term).due_on(
        deadline.started_on,
        is_working_day=calendar.working_day_reader(),
        values=parameters.value_on,
        pauses=_pauses(deadline),
        extension=deadline.extension,
    )


def start(case_id: int, term: Term, *, on: date, party_id: int | None = None) -> Deadline:
    """Start a term; one that already runs for that party is replaced by the new start."""
    running = _running(case_id, (term,)).filter(_of_party(party_id))
    running.update(ended_on=on, ended_by=Deadline.EndedBy.REPLACED, remind_on=None)
    deadline = Deadline(
        case_id=case_id,
        party_id=party_id,
        term=term.code,
        binds_office=term.binds is Binds.OFFICE,
        started_on=on,
    )
    _project(deadline, since=on)
    deadline.save()
    return deadline


def meet(case_id: int, terms: Iterable[Term], *, on: date, party_id: int | None = None) -> None:
    """End running terms because their duty is done."""
    _end(case_id, terms, on=on, by=Deadline.EndedBy.MET, party_id=party_id)


def withdraw(case_id: int, terms: Iterable[Term], *, on: date) -> None:
    """End running terms because they no longer matter."""
    _end(case_id, terms, on=on, by=Deadline.EndedBy.WITHDRAWN)


def lapse(case_id: int, terms: Iterable[Term], *, on: date, party_id: int | None = None) -> None:
    """End running terms whose last day is past."""
    _end(case_id, terms, on=on, by=Deadline.EndedBy.LAPSED, party_id=party_id)


def pause(case_id: int, terms: Iterable[Term], *, on: date, reason: str) -> None:
    """Stop `terms` from the day of the written notice (T13).

    The pause is kept for each of them, so that a case re-classified later still leaves it out.
    """
    terms = tuple(terms)
    for term in terms:
        Pause.objects.create(case_id=case_id, term=term.code, from_on=on, reason=reason)
    for deadline in _running(case_id, terms):
        _project(deadline, since=on)
        deadline.save()


def resume(case_id: int, terms: Iterable[Term], *, on: date) -> None:
    """Let paused terms run on from `on`; the days of the pause do not count."""
    codes = [term.code for term in terms]
    Pause.objects.filter(case_id=case_id, term__in=codes, to_on__isnull=True).update(to_on=on)
    for deadline in _running(case_id, terms):
        _project(deadline, since=on)
        deadline.save()


def extend(case_id: int, term: Term, *, days: int, on: date, party_id: int | None = None) -> None:
    """Lengthen a running term by calendar days before it rolls (T14)."""
    for deadline in _running(case_id, (term,)).filter(_of_party(party_id)):
        deadline.extension += days
        _project(deadline, since=on)
        deadline.save()


def next_due_on(case_id: int) -> date:
    """Return the least due day of the running terms that bind the office; a far day if none."""
    least = Deadline.objects.filter(
        case_id=case_id, ended_on__isnull=True, binds_office=True
    ).aggregate(least=Min("due_on"))["least"]
    return least or NO_DUE_DAY


def is_paused(deadline: Deadline) -> bool:
    """Say whether a running deadline stands still."""
    return deadline.ended_on is None and deadline.due_on is None


def first_reminder(term: Term, due_on: date, target_on: date, *, since: date) -> date | None:
    """Return the first reminder day after `since`, if any is left.

    Days before the due day count back from the target, so that the office is warned in working
    time (T18); the due day and the days after it count from the due day.
    """
    days = sorted(reminder_day(offset, due_on, target_on) for offset in term.remind)
    return next((day for day in days if day > since), None)


def reminder_day(offset: int, due_on: date, target_on: date) -> date:
    """Return the day of one reminder; `offset` is days before the end, negative after it."""
    return (target_on if offset > 0 else due_on) - timedelta(days=offset)


def recomputed(deadline: Deadline) -> tuple[date | None, date | None, date | None]:
    """Return what raw_end, due_on and target_on must be by the dated facts."""
    if _is_stopped(deadline):
        return None, None, None
    due = due_of(deadline)
    return due.raw_end, due.due_on, due.target_on


def _project(deadline: Deadline, *, since: date) -> None:
    deadline.raw_end, deadline.due_on, deadline.target_on = recomputed(deadline)
    if deadline.due_on is None or deadline.target_on is None:
        deadline.remind_on = None
        return
    deadline.remind_on = first_reminder(
        registered(deadline.term), deadline.due_on, deadline.target_on, since=since
    )
    deadline.is_provisional = calendar.is_provisional(deadline.due_on.year)


def _pauses(deadline: Deadline) -> list[Interval]:
    """Return the closed pauses of a deadline, cut to the days since it started."""
    rows = Pause.objects.filter(
        case_id=deadline.case_id, term=deadline.term, to_on__gt=deadline.started_on
    ).order_by("from_on")
    return [
        Interval(max(row.from_on, deadline.started_on), row.to_on, row.reason)
        for row in rows
        if row.to_on is not None and (deadline.ended_on is None or row.from_on < deadline.ended_on)
    ]


def _is_stopped(deadline: Deadline) -> bool:
    return (
        deadline.ended_on is None
        and Pause.objects.filter(
            case_id=deadline.case_id, term=deadline.term, to_on__isnull=True
        ).exists()
    )


def _of_party(party_id: int | None) -> Q:
    return Q(party__isnull=True) if party_id is None else Q(party_id=party_id)


def _running(case_id: int, terms: Iterable[Term]) -> QuerySet[Deadline]:
    codes = [term.code for term in terms]
    return Deadline.objects.filter(case_id=case_id, term__in=codes, ended_on__isnull=True)


def _end(
    case_id: int,
    terms: Iterable[Term],
    *,
    on: date,
    by: Deadline.EndedBy,
    party_id: int | None = None,
) -> None:
    rows = _running(case_id, terms)
    if party_id is not None:
        rows = rows.filter(party_id=party_id)
    rows.update(ended_on=on, ended_by=by, remind_on=None)
