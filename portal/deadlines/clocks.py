"""The periods of one case: started, met, paused, resumed and recomputed under the case's lock.

Rows are a projection of dated facts: the day a period started, its extension, its pauses.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.deadlines import parameters
from portal.deadlines.calendar import Almanac
from portal.deadlines.models import NO_DUE_DAY, Deadline, Pause
from portal.law.term import Binds, Due, Interval, Term, registered

EndedBy = Deadline.EndedBy


class Clocks:
    """The running periods and the pauses of a case; the caller holds the case's lock."""

    def __init__(self, case_id: int, *, almanac: Almanac, is_new: bool = False) -> None:
        self.case_id = case_id
        self.almanac = almanac
        running = Deadline.objects.filter(case_id=case_id, ended_on__isnull=True).order_by("pk")
        self._running = [] if is_new else list(running)
        self._pauses = [] if is_new else list(Pause.objects.filter(case_id=case_id))

    def start(self, term: Term, *, on: date, party_id: int | None = None) -> None:
        """Start a term; one that already runs for that party is replaced by the new start."""
        self._end([d for d in self._of((term,)) if d.party_id == party_id], on, EndedBy.REPLACED)
        deadline = Deadline(
            case_id=self.case_id,
            party_id=party_id,
            term=term.code,
            binds_office=term.binds is Binds.OFFICE,
            started_on=on,
        )
        self._project(deadline, since=on)
        deadline.save()
        self._running.append(deadline)

    def meet(self, terms: Iterable[Term], *, on: date) -> None:
        """End running terms because their duty is done."""
        self._end(self._of(terms), on, EndedBy.MET)

    def withdraw(self, terms: Iterable[Term], *, on: date) -> None:
        """End running terms because they no longer matter."""
        self._end(self._of(terms), on, EndedBy.WITHDRAWN)

    def lapse(self, terms: Iterable[Term], *, on: date) -> None:
        """End running terms whose last day is past."""
        self._end(self._of(terms), on, EndedBy.LAPSED)

    def pause(self, terms: Iterable[Term], *, on: date, reason: str, basis: str = "") -> None:
        """Stop `terms` from the day of the written notice (T13).

        The pause is kept for each of them, so that a case re-classified later still leaves it out.
        """
        terms = tuple(terms)
        for term in terms:
            row = Pause(
                case_id=self.case_id, term=term.code, from_on=on, reason=reason, basis=basis
            )
            row.save()
            self._pauses.append(row)
        self._reproject(self._of(terms), since=on)

    def resume(self, terms: Iterable[Term], *, on: date) -> None:
        """Let paused terms run on from `on`; the days of the pause do not count."""
        terms = tuple(terms)
        codes = {term.code for term in terms}
        for row in self._pauses:
            if row.term in codes and row.to_on is None:
                row.to_on = on
                row.save(update_fields=["to_on"])
        self._reproject(self._of(terms), since=on)

    def extend(self, term: Term, *, days: int, on: date, party_id: int | None = None) -> None:
        """Lengthen a running term by calendar days before it rolls (T14)."""
        rows = [d for d in self._of((term,)) if d.party_id == party_id]
        for deadline in rows:
            deadline.extension += days
        self._reproject(rows, since=on)

    def close(self, *, on: date) -> None:
        """End whatever runs and every pause, because the procedure is at its end."""
        for row in self._pauses:
            if row.to_on is None:
                row.to_on = max(on, row.from_on)
                row.save(update_fields=["to_on"])
        self._end(list(self._running), on, EndedBy.WITHDRAWN)

    def is_any_running(self, terms: Iterable[Term], *, on: date) -> bool:
        """Say whether one of `terms` has its last day still before it; none may be unknown."""
        return any(row.due_on is None or row.due_on >= on for row in self._of(terms))

    def next_due_on(self) -> date:
        """Return the least due day of the running terms that bind the office; a far day if none."""
        days = [d.due_on for d in self._running if d.binds_office and d.due_on is not None]
        return min(days, default=NO_DUE_DAY)

    def recompute(self, *, since: date) -> list[tuple[Deadline, date | None]]:
        """Project every running period anew; return those that changed with their old day."""
        changed = []
        for deadline in self._running:
            before = (deadline.due_on, deadline.target_on, deadline.is_provisional)
            self._project(deadline, since=since)
            if before != (deadline.due_on, deadline.target_on, deadline.is_provisional):
                deadline.save()
                changed.append((deadline, before[0]))
        return changed

    def due_of(self, deadline: Deadline) -> Due:
        """Return the arithmetic of a deadline from its dated facts."""
        return registered(deadline.term).due_on(
            deadline.started_on,
            is_working_day=self.almanac.is_working_day,
            values=parameters.value_on,
            pauses=self._intervals(deadline),
            extension=deadline.extension,
        )

    def projected(self, deadline: Deadline) -> tuple[date | None, date | None, date | None]:
        """Return what raw_end, due_on and target_on must be by the dated facts."""
        if self._is_stopped(deadline):
            return None, None, None
        due = self.due_of(deadline)
        return due.raw_end, due.due_on, due.target_on

    def _of(self, terms: Iterable[Term]) -> list[Deadline]:
        codes = {term.code for term in terms}
        return [deadline for deadline in self._running if deadline.term in codes]

    def _end(self, rows: list[Deadline], on: date, by: EndedBy) -> None:
        for deadline in rows:
            deadline.ended_on, deadline.ended_by, deadline.remind_on = on, by, None
            deadline.save(update_fields=["ended_on", "ended_by", "remind_on"])
            self._running.remove(deadline)

    def _reproject(self, rows: Iterable[Deadline], *, since: date) -> None:
        for deadline in rows:
            self._project(deadline, since=since)
            deadline.save()

    def _project(self, deadline: Deadline, *, since: date) -> None:
        deadline.raw_end, deadline.due_on, deadline.target_on = self.projected(deadline)
        deadline.remind_on = None
        if deadline.due_on is not None and deadline.target_on is not None:
            deadline.remind_on = first_reminder(
                registered(deadline.term), deadline.due_on, deadline.target_on, since=since
            )
            deadline.is_provisional = self.almanac.is_provisional(deadline.due_on.year)

    def _intervals(self, deadline: Deadline) -> list[Interval]:
        """Return the closed pauses of a deadline, cut to the days since it started."""
        return [
            Interval(max(row.from_on, deadline.started_on), row.to_on, row.reason, row.basis)
            for row in self._pauses
            if row.term == deadline.term
            and row.to_on is not None
            and row.to_on > deadline.started_on
            and (deadline.ended_on is None or row.from_on < deadline.ended_on)
        ]

    def _is_stopped(self, deadline: Deadline) -> bool:
        return deadline.ended_on is None and any(
            row.term == deadline.term and row.to_on is None for row in self._pauses
        )


def due_of(deadline: Deadline) -> Due:
    """Return the arithmetic of one deadline, for 「怎么算的」."""
    return Clocks(deadline.case_id, almanac=Almanac()).due_of(deadline)


def is_paused(deadline: Deadline) -> bool:
    """Say whether a running deadline stands still."""
    return deadline.ended_on is None and deadline.due_on is None


def first_reminder(term: Term, due_on: date, target_on: date, *, since: date) -> date | None:
    """Return the first reminder day after `since`, if any is left."""
    days = sorted(reminder_day(offset, due_on, target_on) for offset in term.remind)
    return next((day for day in days if day > since), None)


def reminder_day(offset: int, due_on: date, target_on: date) -> date:
    """Return the day of one reminder; `offset` is days before the end, negative after it.

    Days before the end count back from the target, so that the office is warned in working time
    (T18); the due day itself and the days after it count from the due day.
    """
    return (target_on if offset > 0 else due_on) - timedelta(days=offset)
