"""Work that was noted down and not reported: its unit is told before the 30 days end, and after.

Nobody else's clock is open here: work that is reported is insured by its own days, work that has
ended asks for nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from portal import clock
from portal.accounts.identifiers import MOBILE
from portal.accounts.models import Mandate
from portal.accounts.models.identity import MandateKind, Scope
from portal.accounts.models.user import valid_on
from portal.deadlines.calendar import working_day_reader
from portal.deadlines.clocks import reminder_day
from portal.law.term import IsWorkingDay
from portal.notifications.send import Post, notify_many
from registration.models import Employer, EmployerContact, Employment
from registration.people.notices import DUE, LATE
from registration.people.workers import due_of
from registration.terms import EMPLOYEE_REGISTRATION

BATCH = 500


@dataclass(frozen=True)
class Open:
    """What a unit has not reported yet: how many, how many too late, and the first last day."""

    count: int
    late: int
    first: date


def remind() -> int:
    """Tell each unit whose days come; twice, late or interrupted, it is told once a day at most."""
    told = 0
    while True:
        looked_at, units = _remind_some()
        told += units
        if looked_at < BATCH:
            return told


@transaction.atomic
def _remind_some() -> tuple[int, int]:
    """Look at some work in one transaction over rows that nobody else holds."""
    today, is_working_day = clock.today(), working_day_reader()
    rows = Employment.objects.select_for_update(of=("self",), skip_locked=True).filter(
        remind_on__lte=today,
        ended_on=None,
        reported_on=None,
        employer__status=Employer.Status.ACTIVE,
    )
    found = list(rows.order_by("employer", "started_on", "id")[:BATCH])
    units = set()
    for row in found:
        days = reminder_days(row, is_working_day=is_working_day)
        if days[0] <= today:
            units.add(row.employer_id)
        row.remind_on = next((day for day in days if day > today), None)
    Employment.objects.bulk_update(found, ["remind_on"])
    notify_many(_posts(sorted(units), today, is_working_day))
    return len(found), len(units)


def reminder_days(work: Employment, *, is_working_day: IsWorkingDay) -> list[date]:
    """Return the days on which a unit is told of work that it has not reported, in order."""
    due = due_of(work, is_working_day=is_working_day)
    return sorted(
        reminder_day(ahead, due.due_on, due.target_on) for ahead in EMPLOYEE_REGISTRATION.remind
    )


def _posts(units: Sequence[int], today: date, is_working_day: IsWorkingDay) -> Iterator[Post]:
    """Yield the messages to the agents of units; a unit without any is told by its contact."""
    names = Employer.objects.in_bulk(units)
    agents, contacts = _agents(units, today), _contacts(units, today)
    for unit, state in _open(units, today, is_working_day).items():
        notice = LATE if state.late else DUE
        context = {
            "unit": names[unit].name,
            "count": state.count,
            "late": state.late,
            "due": state.first,
        }
        key = f"unreported:{unit}:{today}"
        link = reverse("registration:unit_people", args=[unit]) + "?show=unreported"
        for agent in agents.get(unit, ()):
            yield Post(
                notice=notice.name, key=f"{key}:u{agent}", user_id=agent, context=context, link=link
            )
        if unit not in agents and unit in contacts:
            yield Post(
                notice=notice.name,
                key=key,
                phone=contacts[unit],
                context=context,
                channels=("sms",),
            )


def _open(units: Sequence[int], today: date, is_working_day: IsWorkingDay) -> dict[int, Open]:
    rows = Employment.objects.filter(employer__in=units, ended_on=None, reported_on=None)
    dues: dict[int, list[date]] = {}
    for row in rows.only("employer_id", "started_on", "kind"):
        dues.setdefault(row.employer_id, []).append(
            due_of(row, is_working_day=is_working_day).due_on
        )
    return {
        unit: Open(len(found), sum(due < today for due in found), min(found))
        for unit, found in dues.items()
    }


def _agents(units: Sequence[int], today: date) -> dict[int, list[int]]:
    rows = Mandate.objects.filter(
        valid_on(today),
        identity__in=units,
        kind=MandateKind.EMPLOYER_AGENT,
        scope=Scope.ALL,
        user__is_active=True,
    )
    found: dict[int, list[int]] = {}
    for unit, user in rows.order_by("pk").values_list("identity_id", "user_id"):
        if unit is not None:
            found.setdefault(unit, []).append(user)
    return found


def _contacts(units: Sequence[int], today: date) -> dict[int, str]:
    """Return the mobile number of the contact for social insurance, where a unit named one."""
    rows = EmployerContact.objects.filter(
        valid_on(today), employer__in=units, part=EmployerContact.Part.SOCIAL_INSURANCE
    )
    return {
        row.employer_id: row.phone for row in rows.order_by("pk") if MOBILE.fullmatch(row.phone)
    }
