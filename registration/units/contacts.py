"""Whom to ask at an employer: contacts come and end with a day, and the history keeps both."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.models import User
from registration.models import Employer, EmployerChange, EmployerContact

SHOWN = 40
CHANGE = "联系人"


def contacts_of(employer: Employer) -> QuerySet[EmployerContact]:
    """Return whom to ask at an employer now; those who have ended stand in the history."""
    return employer.contacts.filter(to_on=None)[:SHOWN]


@transaction.atomic
def add_contact(employer: Employer, *, part: str, name: str, phone: str, by: User) -> None:
    """Name a contact from today on; the same one twice is one."""
    locked = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    present = locked.contacts.filter(part=part, name=name, to_on=None)
    if any(one.phone == phone for one in present):
        return
    contact = EmployerContact.objects.create(employer=locked, part=part, name=name, phone=phone)
    _note(locked, after=str(contact), on=contact.from_on, by=by)


@transaction.atomic
def end_contact(contact: EmployerContact, *, on: date, by: User) -> None:
    """End a contact with the last day; what has ended already stays as it is."""
    row = EmployerContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if row.to_on is not None:
        return
    row.to_on = on
    row.save(update_fields=["to_on"])
    _note(row.employer, before=str(row), on=on, by=by)


def _note(employer: Employer, *, on: date, by: User, before: str = "", after: str = "") -> None:
    """Write the change without telephone numbers."""
    EmployerChange.objects.create(
        employer=employer, on=on, what=CHANGE, before=before, after=after, by=by
    )


def is_full(employer: Employer) -> bool:
    """Say whether no further contact fits: the page shows all there are."""
    return employer.contacts.filter(to_on=None)[:SHOWN].count() >= SHOWN
