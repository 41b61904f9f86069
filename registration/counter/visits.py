"""A window: one person stands there at a time, and each thing done for them leaves a receipt.

The row of the visit is the lock: a second click waits for the first and finds its receipt; whoever
was served before cannot be written to any more once the next person has come.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.offices.models import Power
from registration.counter.receipt import ID_SEEN, PAPERS, Done, Filed, receipt_inputs
from registration.entries import NewEmployment, end_employment, locked
from registration.filings.facts import RegistrationFiled
from registration.filings.filing import open_registration
from registration.models import CounterEntry, CounterVisit, Employer, EmployerContact, Employment
from registration.people.adding import Applicant, add
from registration.units.contacts import add_contact, end_contact

What = CounterEntry.What


class VisitOverError(Exception):
    """The person of this visit has gone; somebody else stands at the window."""


class WorkEndedError(Exception):
    """The work has ended already, by another hand."""


@transaction.atomic
def begin_visit(clerk: User) -> CounterVisit:
    """Begin with the next person: whoever was served before is done with."""
    if clerk.office is None:
        raise ValueError("a window belongs to an office")
    User.objects.select_for_update().get(pk=clerk.pk)
    CounterVisit.objects.filter(clerk=clerk, ended_at=None).update(ended_at=clock.now())
    return CounterVisit.objects.create(clerk=clerk, office=clerk.office)


def open_visit(clerk: User) -> CounterVisit | None:
    """Return the visit that a clerk is at, if there is one."""
    found = CounterVisit.objects.filter(clerk=clerk, ended_at=None).select_related("office").first()
    return found if found is not None and is_open(found, clerk) else None


def is_open(visit: CounterVisit, clerk: User) -> bool:
    """Say whether the person still stands there: not after the day, nor at another window."""
    is_here = visit.office_id == clerk.office_id and visit.started_on == clock.today()
    return visit.ended_at is None and is_here


@transaction.atomic
def identify(visit: CounterVisit, *, visitor: str, papers: Sequence[str]) -> None:
    """Note who stands there and what was seen, once."""
    row = _held(visit)
    if not row.visitor:
        row.visitor, row.papers = visitor, list(papers)
        row.save(update_fields=["visitor", "papers"])


def add_worker(
    visit: CounterVisit,
    employer: Employer,
    applicant: Applicant,
    *,
    work: NewEmployment,
    phone: str,
    key: UUID,
) -> CounterEntry:
    """Enter a worker; raises what the writers of the register raise."""

    def act() -> Done:
        made = add(applicant, employer, work=work, phone=phone, by=visit.clerk, key=key)
        return Done(What.ADDED, employer, made)

    return _once(visit, key, act)


def end_worker(
    visit: CounterVisit, work: Employment, *, on: date, reason: str, key: UUID
) -> CounterEntry:
    """End the work of somebody, with its receipt."""

    def act() -> Done:
        locked(work.employer_id, no_key=True)
        if Employment.objects.get(pk=work.pk).ended_on is not None:
            raise WorkEndedError
        end_employment(work, on=on, reason=reason, by=visit.clerk)
        return Done(What.ENDED, work.employer, work)

    return _once(visit, key, act)


def renew_contact(
    visit: CounterVisit,
    employer: Employer,
    *,
    part: str,
    name: str,
    phone: str,
    instead_of: EmployerContact | None,
    key: UUID,
) -> CounterEntry:
    """Name a contact, and end the one whose place is taken."""

    def act() -> Done:
        add_contact(employer, part=part, name=name, phone=phone, by=visit.clerk)
        if instead_of is not None:
            end_contact(instead_of, on=clock.today(), by=visit.clerk)
        contact = EmployerContact(part=part, name=name, phone=phone)
        return Done(What.CONTACT, employer, contact=contact, instead_of=instead_of)

    return _once(visit, key, act)


def file_registration(
    visit: CounterVisit, facts: RegistrationFiled, *, agent: User, key: UUID
) -> CounterEntry:
    """File the registration of a unit for the agent who stands there, by the agent's own account.

    The filing says which window has seen whose papers. Raises Refused.
    """

    def act() -> Done:
        said = replace(facts, reason=_seen_at(visit, facts.reason))
        case = open_registration(said, by=agent, phone=agent.phone, key=key)
        return Done(What.UNIT, filed=Filed(case, said, agent))

    return _once(visit, key, act)


def _seen_at(visit: CounterVisit, reason: str) -> str:
    """Return what the agency reads of a filing that a window has entered."""
    seen = "、".join([ID_SEEN, *(PAPERS[paper] for paper in visit.papers)])
    words = f"{visit.office.full_name}代录，已核对{seen}"
    return f"{reason}（{words}）"[:200] if reason else words[:200]


def receipt_of_form(visit: CounterVisit, key: str) -> CounterEntry | None:
    """Return the receipt of a form that was sent before, by the key it was made with."""
    try:
        return visit.entries.filter(key=UUID(key)).first()
    except ValueError:
        return None


@transaction.atomic
def _once(visit: CounterVisit, key: UUID, act: Callable[[], Done]) -> CounterEntry:
    """Do it under the visit's lock, or return the receipt of the same form sent before."""
    row = _held(visit)
    repeated = row.entries.filter(key=key).first()
    if repeated is not None:
        return repeated
    done = act()
    is_town = row.office.power == Power.TOWN
    return CounterEntry.objects.create(
        visit=row,
        clerk=visit.clerk,
        office=row.office,
        employer=done.employer,
        case=done.filed.case if done.filed is not None else None,
        county_id=done.county,
        town_id=done.town if is_town else None,
        employment=done.work,
        what=done.what,
        inputs=receipt_inputs(done, row),
        key=key,
    )


def _held(visit: CounterVisit) -> CounterVisit:
    """Hold the row of the visit, and see that the person still stands there."""
    rows = CounterVisit.objects.select_for_update(of=("self",)).select_related("office", "clerk")
    row = rows.get(pk=visit.pk)
    if not is_open(row, visit.clerk):
        raise VisitOverError
    return row
