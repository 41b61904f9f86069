"""What several letters read from a claim: its sides, its office, its periods."""

from datetime import date

from injury_claims import letters_phrases as words
from injury_claims import terms
from injury_claims.models import InjuryClaim
from portal.cases.clerkship import addressees
from portal.cases.kinds import kind_of
from portal.cases.models import Party
from portal.deadlines import calendar, parameters
from portal.deadlines.models import Deadline
from portal.law.term import Term
from portal.law.words import day_words
from portal.offices.models import Office
from portal.workflow.roles import Role

DISEASE = "disease"


def sides_of(claim: InjuryClaim) -> words.Sides:
    """Return who and what the case is about, as both sides may read it."""
    label, event = event_of(claim)
    return words.Sides(
        reference=claim.case.reference,
        applicant=claim.applicant().name,
        worker=party_name(claim, Party.Kind.WORKER),
        employer=party_name(claim, Party.Kind.EMPLOYER),
        event_label=label,
        event=event,
        filed_on=claim.case.filed_on,
    )


def event_of(claim: InjuryClaim) -> tuple[str, str]:
    """Return what counts as the event, and when it was."""
    if claim.injury_kind == DISEASE and claim.diagnosed_on:
        return "诊断时间", day_words(claim.diagnosed_on)
    when = day_words(claim.happened_on)
    if claim.happened_at:
        when += f"{claim.happened_at.hour}时{claim.happened_at.minute:02d}分"
    return "事故时间", when


def party_name(claim: InjuryClaim, kind: str) -> str:
    """Return the name of a party as filed."""
    party = claim.party(kind)
    if party is None:
        msg = f"claim {claim.pk} has no {kind}"
        raise LookupError(msg)
    return party.name


def addressee(claim: InjuryClaim, *roles: Role) -> str:
    """Name the parties in these roles to whom a letter speaks; the dead are not spoken to.

    Before acceptance an employer that did not file is not told of the case.
    """
    parties = sorted(claim.case.parties.all(), key=lambda one: one.pk)
    told = addressees(kind_of(claim.case.kind), claim, parties, roles)
    return words.names_text([party.addressed_as for party in told])


def office_of(claim: InjuryClaim) -> Office:
    """Return the organ that decides."""
    return claim.case.office


def length(term: Term, *, on: date) -> str:
    """Return the length of a period in words, by the value in force on a day."""
    return term.length_text(on, values=parameters.value_on)


def running_due_on(claim: InjuryClaim, term: Term, *, on: date) -> str:
    """Return the last day of a running period of the office; counted afresh if none runs yet."""
    running = Deadline.objects.filter(
        case_id=claim.pk, term=term.code, ended_on__isnull=True, due_on__isnull=False
    ).first()
    if running is not None and running.due_on is not None:
        return _last_day(running.due_on, is_provisional=running.is_provisional)
    almanac = calendar.Almanac()
    due = term.due_on(on, is_working_day=almanac.is_working_day, values=parameters.value_on).due_on
    return _last_day(due, is_provisional=almanac.is_provisional(due.year))


def _last_day(day: date, *, is_provisional: bool) -> str:
    """Write a last day, with a word of care while its year's holidays are not published (T17)."""
    text = day_words(day)
    return words.MAY_MOVE.format(day=text, year=day.year) if is_provisional else text


def remedy(claim: InjuryClaim, *, on: date, stays: bool = False) -> str:
    """Return the remedies against a decision of this office."""
    office = office_of(claim)
    return words.remedy_text(
        reconsideration=length(terms.RECONSIDERATION, on=on),
        litigation=length(terms.LITIGATION, on=on),
        organ=office.reconsideration_organ,
        court=office.court_or_general,
        stays=stays,
    )
