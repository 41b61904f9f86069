"""Whose records an officer may open: people who work or worked in the counties of the agency."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from portal.accounts.identities import number_index
from portal.accounts.models import User
from registration.access import employers_of_agency
from registration.models import Employment, Person


def person_of_agency_or_404(user: User, person_id: int) -> Person:
    """Return a person of the officer's agency; another's is as unknown as a missing one."""
    found = _people_of(user).filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def person_by_number(user: User, *, kind: str, number: str) -> Person | None:
    """Return the person with a checked number, if the officer's agency has to do with them."""
    index = number_index(number)
    return _people_of(user).filter(identity__kind=kind, identity__number_index=index).first()


def _people_of(user: User) -> QuerySet[Person]:
    work = Employment.objects.filter(person=OuterRef("pk"), employer__in=employers_of_agency(user))
    return Person.objects.filter(Exists(work)).select_related("identity")
