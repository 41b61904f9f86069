"""Every running period computed anew from its dated facts, after the calendar has changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from portal import clock
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.models import Deadline
from portal.law.term import registered

BATCH = 500


@dataclass(frozen=True)
class Change:
    """One period that came out differently, or a case that was sorted by the wrong day."""

    case_id: int
    reference: str
    term: str
    before: date | None
    after: date | None
    is_provisional: bool = False

    @property
    def label(self) -> str:
        """Return the period in words."""
        return registered(self.term).label if self.term else "工作清单的到期日"

    @property
    def days(self) -> str:
        """Return the old and the new last day."""
        return f"{self.before or '—'} → {self.after or '—'}"

    def __str__(self) -> str:
        return f"{self.reference} {self.term or 'next_due_on'}: {self.days}"


def recompute(
    *,
    from_on: date | None = None,
    by: AbstractBaseUser | AnonymousUser | None = None,
    reason: str = "",
    is_check: bool = False,
) -> Iterator[Change]:
    """Recompute all running periods, or those that may end on or after a day; yield the changes.

    Each case is one transaction under its own lock, so nobody at the desk waits for the whole
    run, and a run that was broken off is simply run again. Every change is noted in the audit.
    With `is_check` nothing is kept.
    """
    almanac = Almanac()
    note = _noter(by=by, reason=reason)
    last = 0
    while page := _page(last, from_on):
        last = page[-1]
        for case_id in page:
            yield from _one(case_id, almanac=almanac, note=note, is_check=is_check)


Note = Callable[[Change], None]


def _noter(*, by: AbstractBaseUser | AnonymousUser | None, reason: str) -> Note:
    def note(change: Change) -> None:
        days = f"{change.label} {change.days}"
        record(
            Verb.DEADLINE_RECOMPUTED,
            actor=by,
            target=f"cases.case {change.case_id}",
            case_id=change.case_id,
            reason=f"{days}；{reason}" if reason else days,
        )

    return note


def _page(last: int, from_on: date | None) -> list[int]:
    """Return the next cases with running periods, in the order of their numbers."""
    running = Deadline.objects.filter(ended_on__isnull=True, case_id__gt=last)
    if from_on is not None:
        running = running.filter(due_on__gte=from_on)
    ids = running.order_by("case_id").values_list("case_id", flat=True).distinct()
    return list(ids[:BATCH])


def _one(case_id: int, *, almanac: Almanac, note: Note, is_check: bool) -> list[Change]:
    """Recompute one case under its lock; a check is undone again."""
    case_model = apps.get_model("cases", "Case")
    with transaction.atomic():
        case = case_model._default_manager.select_for_update(of=("self",)).get(pk=case_id)
        clocks = Clocks(case_id, almanac=almanac)
        # What is due today may not have been swept yet; sent twice it has the same key.
        yesterday = clock.today() - timedelta(days=1)
        changes = [
            Change(
                case_id=case_id,
                reference=case.reference,
                term=deadline.term,
                before=before,
                after=deadline.due_on,
                is_provisional=deadline.is_provisional,
            )
            for deadline, before in clocks.recompute(since=yesterday)
        ]
        next_due_on = clocks.next_due_on()
        if case.next_due_on != next_due_on:
            if not changes:
                changes.append(Change(case_id, case.reference, "", case.next_due_on, next_due_on))
            case.next_due_on = next_due_on
            case.save(update_fields=["next_due_on"])
        if is_check:
            transaction.set_rollback(True)
        else:
            for change in changes:
                note(change)
    return changes
