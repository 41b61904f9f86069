"""The workers of an employer as queries: page after page by key, by name, or by a whole number."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from portal.accounts.identifiers import PERSON_KINDS, normalise
from portal.accounts.identities import number_index
from portal.deadlines import parameters
from portal.law.term import Due, IsWorkingDay
from registration import terms
from registration.keyset import Cursor, Dated, dated
from registration.models import Employer, Employment
from registration.rules.ages import latest_minor_birth
from registration.rules.employment import duty_begins_on

PAGE = 40
FOUND = 50
COUNTED = 100
NUMBER = re.compile(r"(?=(?:[^0-9]*[0-9]){5})[0-9A-Z]{6,20}")


class Show(StrEnum):
    """Which workers a list shows."""

    PRESENT = "present"
    UNREPORTED = "unreported"
    MINOR = "minor"
    OVERAGE = "overage"
    ENDED = "ended"


KEYS = {Show.ENDED: ("ended_on", "-"), Show.UNREPORTED: ("started_on", "")}
NEWEST_FIRST = ("started_on", "-")


@dataclass(frozen=True)
class Waiting:
    """How many are noted down and not reported, and how many of them are late; up to a cap."""

    count: int
    late: int

    @property
    def is_capped(self) -> bool:
        """Say whether there may be more."""
        return self.count >= COUNTED


def page_of(
    employer: Employer, show: Show, *, today: date, at: Cursor | None = None
) -> Dated[Employment]:
    """Return the page of a filter that begins at a place."""
    day, sign = KEYS.get(show, NEWEST_FIRST)
    rows = _shown(employer, show, today=today)
    return dated(rows, day, is_falling=sign == "-", at=at, size=PAGE)


def named(employer: Employer, words: str) -> list[Employment]:
    """Return workers, past ones too, whose name holds the words; one more than is shown."""
    rows = _rows(employer).filter(person_name__contains=words)
    return list(rows.order_by("person_name", "id")[: FOUND + 1])


def numbered(employer: Employer, typed: str) -> list[Employment]:
    """Return the employments, past ones too, of the person with exactly this number."""
    rows = _rows(employer).filter(
        person__identity__kind__in=PERSON_KINDS,
        person__identity__number_index=number_index(normalise(typed)),
    )
    return list(rows.order_by("-started_on", "-id")[:FOUND])


def is_number(typed: str) -> bool:
    """Say whether what was typed is a number and no name; numbers never go into an address."""
    return NUMBER.fullmatch(normalise(typed)) is not None


def waiting(employer: Employer, *, is_working_day: IsWorkingDay, today: date) -> Waiting:
    """Count those who are not reported yet, and those of them whose 30 days are over."""
    rows = Employment.objects.filter(employer=employer, ended_on=None, reported_on=None)
    first = rows.order_by("started_on", "id").only("started_on", "kind")[:COUNTED]
    dues = [due_of(row, is_working_day=is_working_day).due_on for row in first]
    return Waiting(len(dues), sum(due < today for due in dues))


def due_of(employment: Employment, *, is_working_day: IsWorkingDay) -> Due:
    """Return the last day for registering the work, and how it is reached."""
    begins = duty_begins_on(
        employment.started_on, is_overage=employment.kind == Employment.Kind.OVERAGE
    )
    return terms.EMPLOYEE_REGISTRATION.due_on(
        begins, is_working_day=is_working_day, values=parameters.value_on
    )


def _shown(employer: Employer, show: Show, *, today: date) -> QuerySet[Employment]:
    """Return the rows of a filter."""
    rows = _rows(employer)
    if show is Show.ENDED:
        return rows.filter(ended_on__isnull=False)
    rows = rows.filter(ended_on=None)
    if show is Show.UNREPORTED:
        return rows.filter(reported_on=None)
    if show is Show.MINOR:
        return rows.filter(is_minor=True, person__born_on__gt=latest_minor_birth(today))
    if show is Show.OVERAGE:
        return rows.filter(kind=Employment.Kind.OVERAGE)
    return rows


def _rows(employer: Employer) -> QuerySet[Employment]:
    rows = Employment.objects.filter(employer=employer).select_related("person__identity")
    return rows.defer("person__phone")
