"""What follows from an act by its table: clocks, letters and notices, in that order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import clock
from portal.accounts.models import Mandate, RoleGrant
from portal.accounts.models.user import valid_on
from portal.cases.kinds import Done, Kind
from portal.cases.models import Case, Entry, Party
from portal.deadlines import clocks
from portal.letters.issue import Order, issue_all
from portal.letters.models import Letter
from portal.notifications.send import Post, notify_many
from portal.workflow.process import Start
from portal.workflow.roles import OUTSIDERS, Role
from portal.workflow.service import Served


@dataclass(frozen=True)
class StepTaken:
    """One act of a transaction, as its ledger line will tell it."""

    done: Done
    facts: Any
    from_state: str
    to_state: str


def run_clocks(kind: Kind, case: Case, *, detail: Any, done: Done, facts: Any) -> None:
    """Meet, withdraw, pause, resume and start the terms that the act's row names."""
    act = done.act
    clocks.meet(case.pk, act.meets, on=done.on)
    clocks.withdraw(case.pk, act.withdraws, on=done.on)
    clocks.lapse(case.pk, act.when_over, on=done.on)
    if act.pauses:
        clocks.pause(case.pk, act.pauses, on=done.on, reason=getattr(facts, "cause_text", ""))
    if act.resumes:
        clocks.resume(case.pk, act.resumes, on=getattr(facts, "resume_on", done.on))
    for start in act.starts:
        clocks.start(case.pk, start.term, on=_start_day(start, facts, detail, done.on))
    if isinstance(facts, Served):
        _start_on_service(kind, case, facts)
    if not case.is_open:
        clocks.withdraw(case.pk, kind.process.terms(), on=done.on)


def issue_letters(kind: Kind, case: Case, steps: Sequence[StepTaken]) -> dict[str, list[Letter]]:
    """Fix the letters of the acts of one transaction; their numbers are drawn last."""
    detail = kind.detail._default_manager.get(pk=case.pk)
    parties = list(Party.objects.filter(case=case).order_by("pk"))
    orders, owners = [], []
    for step in steps:
        for name in step.done.act.letters:
            inputs = kind.write_letter(name, detail, step.facts, step.done)
            recipients = addressees(kind, detail, parties, kind.process.papers[name].to)
            orders.append(Order(kind=name, inputs=inputs, recipients=recipients))
            owners.append(step.done.act.name)
    issued: dict[str, list[Letter]] = defaultdict(list)
    if orders:
        done = steps[0].done
        letters = issue_all(case, orders=orders, office=case.office, on=done.on, by=done.by)
        for owner, letter in zip(owners, letters, strict=True):
            issued[owner].append(letter)
    return issued


def addressees(
    kind: Kind, detail: Any, parties: Iterable[Party], roles: Iterable[Role]
) -> list[Party]:
    """Return the living parties in these roles that may know of the case, each once."""
    wanted = frozenset(roles)
    return [
        party
        for party in parties
        if party.roles & wanted and not party.is_deceased and kind.may_know(detail, party)
    ]


def tell(
    kind: Kind, case: Case, step: StepTaken, *, entry: Entry, letters: Sequence[Letter]
) -> None:
    """Put the notices of an act into the outbox: to parties by mandate or telephone, to staff."""
    names = step.done.act.notices
    if not names:
        return
    detail = kind.detail._default_manager.get(pk=case.pk)
    context = notice_context(case, on=step.done.on) | _letter_words(letters)
    posts = []
    for name in names:
        roles = frozenset(kind.process.tells[name].to)
        parties = Party.objects.filter(case=case).order_by("pk")
        for party in addressees(kind, detail, parties, roles & OUTSIDERS):
            if isinstance(step.facts, Served) and party.pk != step.facts.party_id:
                continue
            posts += _to_party(name, party, case, entry, context)
        for user_id in officers(case, roles - OUTSIDERS):
            if user_id != entry.by_id:
                key = f"entry:{entry.pk}:{name}:u{user_id}"
                posts.append(
                    Post(
                        notice=name,
                        key=key,
                        user_id=user_id,
                        context=context,
                        link=address(case),
                        channels=("inbox",),
                    )
                )
    notify_many(posts)


def officers(case: Case, roles: Iterable[Role]) -> list[int]:
    """Return the officers of the case's office who hold one of the roles today.

    The handler is the one who took the case; while nobody has, every handler is meant.
    """
    wanted = set(roles)
    found: list[int] = []
    if Role.HANDLER in wanted and case.handler_id:
        wanted.discard(Role.HANDLER)
        found.append(case.handler_id)
    if wanted:
        today = clock.today()
        grants = RoleGrant.objects.filter(
            valid_on(today), office_id=case.office_id, role__in=wanted, user__is_active=True
        )
        found += list(grants.values_list("user_id", flat=True).order_by("user_id"))
    return list(dict.fromkeys(found))


def notice_context(case: Case, *, on: date) -> dict[str, object]:
    """Return the words that every notice about a case may use; none is personal in itself."""
    return {
        "reference": case.reference,
        "person": case.person_name,
        "employer": case.employer_name,
        "office": case.office.full_name,
        "phone": case.office.phone_or_gap,
        "day": on,
    }


def address(case: Case) -> str:
    """Return the address of a case's page."""
    return f"/cases/{case.reference}/"


def _to_party(
    name: str, party: Party, case: Case, entry: Entry, context: dict[str, object]
) -> list[Post]:
    users = list(
        Mandate.objects.filter(valid_on(entry.on), party=party)
        .values_list("user_id", flat=True)
        .order_by("user_id")
    )
    key = f"entry:{entry.pk}:{name}:p{party.pk}"
    if not users and party.phone:
        return [Post(notice=name, key=key, phone=party.phone, context=context, channels=("sms",))]
    return [
        Post(notice=name, key=f"{key}:u{user}", user_id=user, context=context, link=address(case))
        for user in users
        if user != entry.by_id or not entry.from_state
    ]


def _letter_words(letters: Sequence[Letter]) -> dict[str, object]:
    return {"letter": letters[0].title, "number": letters[0].number} if letters else {}


def _start_day(start: Start, facts: Any, detail: Any, on: date) -> date:
    if not start.on:
        return on
    day = getattr(facts, start.on, None) or getattr(detail, start.on)
    if not isinstance(day, date):
        message = f"{start.term.code} starts on {start.on}, which is no day"
        raise TypeError(message)
    return day


def _start_on_service(kind: Kind, case: Case, served: Served) -> None:
    letter = Letter.objects.get(pk=served.letter_id, case=case)
    for term in kind.process.papers[letter.kind].on_service:
        clocks.start(case.pk, term, on=served.served_on, party_id=served.party_id)
