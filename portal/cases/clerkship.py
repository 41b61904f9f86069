"""What follows from an act by its table: clocks, letters and notices, in that order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from portal import clock
from portal.accounts.mandates import users_of_parties
from portal.accounts.models import RoleGrant
from portal.accounts.models.user import valid_on
from portal.cases.docket import Docket
from portal.cases.kinds import Done, Kind, StepTaken, kind_of
from portal.cases.models import Case, Entry, Party, Recusal
from portal.letters.issue import Order, issue_all
from portal.letters.models import Letter
from portal.notifications.send import Post, notify_many
from portal.workflow.process import Start
from portal.workflow.roles import OUTSIDERS, Role
from portal.workflow.service import Served


def run_clocks(docket: Docket, *, done: Done, facts: Any) -> None:
    """Meet, withdraw, pause, resume and start the terms that the act's row names."""
    act, clocks, on = done.act, docket.clocks, done.on
    clocks.meet(act.meets, on=on)
    clocks.withdraw(act.withdraws, on=on)
    clocks.lapse(act.when_over, on=on)
    if act.pauses:
        clocks.pause(act.pauses, on=on, reason=facts.cause_text, basis=facts.cause_basis)
    if act.resumes:
        clocks.resume(act.resumes, on=getattr(facts, "resume_on", on))
    for start in act.starts:
        day = _start_day(start, facts, docket.detail, on)
        for party_id in _bound(docket, start):
            clocks.start(start.term, on=day, party_id=party_id)
    if isinstance(facts, Served):
        _start_on_service(docket, facts)
    if docket.case.state in docket.kind.process.ends:
        clocks.close(on=on)


def issue_letters(docket: Docket, steps: Sequence[StepTaken]) -> dict[str, list[Letter]]:
    """Fix the letters of the acts of one transaction; their numbers are drawn last."""
    kind, orders, owners = docket.kind, [], []
    for step in steps:
        for name in step.done.act.letters:
            inputs = kind.write_letter(name, docket.detail, step.facts, step.done)
            roles = kind.process.papers[name].to
            parties = _named(docket.parties, step.facts)
            recipients = addressees(kind, docket.detail, parties, roles)
            orders.append(Order(kind=name, inputs=inputs, recipients=recipients))
            owners.append(step.done.act.name)
    issued: dict[str, list[Letter]] = defaultdict(list)
    if orders:
        done, case = steps[0].done, docket.case
        letters = issue_all(case, orders=orders, office=case.office, on=done.on, by=done.by)
        for owner, letter in zip(owners, letters, strict=True):
            issued[owner].append(letter)
    return issued


def _named(parties: list[Party], facts: Any) -> list[Party]:
    """Return the one party that the facts name, or all where they name none."""
    party_id = getattr(facts, "party_id", None)
    return parties if party_id is None else [one for one in parties if one.pk == party_id]


def addressees(
    kind: Kind, detail: Any, parties: Iterable[Party], roles: Iterable[Role]
) -> list[Party]:
    """Return the parties in these roles that may know of the case, each once.

    A dead worker is reached through near relatives: those who are a side of the case, or, where
    none is, whoever is found at the worker's address.
    """
    parties, wanted = list(parties), frozenset(roles)
    has_family = any(party.kind == Party.Kind.RELATIVE for party in parties)
    return [
        party
        for party in parties
        if party.roles & wanted
        and not (party.is_deceased and has_family)
        and kind.may_know(detail, party)
    ]


def tell(
    docket: Docket,
    steps: Sequence[StepTaken],
    *,
    entries: Sequence[Entry],
    letters: Mapping[str, Sequence[Letter]],
) -> None:
    """Put the notices of the acts into the outbox: to parties by mandate or telephone, to staff."""
    posts: list[Post] = []
    for step, entry in zip(steps, entries, strict=True):
        act = step.done.act
        if not act.notices:
            continue
        context = notice_context(docket.case, on=step.done.on)
        context |= _letter_words(letters.get(act.name, ()))
        context["applicant"] = "、".join(one.name for one in docket.parties if one.is_applicant)
        for name in act.notices:
            posts += _posts(docket, step, entry=entry, name=name, context=context)
    if posts:
        notify_many(posts)


def _posts(
    docket: Docket, step: StepTaken, *, entry: Entry, name: str, context: dict[str, object]
) -> Iterator[Post]:
    """Yield one notice to each of those whom the process tells of it."""
    roles = frozenset(docket.kind.process.tells[name].to)
    named = _named(docket.parties, step.facts)
    but = frozenset(docket.kind.process.tells[name].but)
    found = addressees(docket.kind, docket.detail, named, roles & OUTSIDERS)
    parties = [party for party in found if not party.roles & but]
    yield from _to_parties(name, parties, docket.case, entry, context)
    for user_id in officers(docket.case, roles - OUTSIDERS):
        if user_id != entry.by_id:
            yield Post(
                notice=name,
                key=f"entry:{entry.pk}:{name}:u{user_id}",
                user_id=user_id,
                context=context,
                link=address(docket.case),
                channels=("inbox",),
            )


def officers(case: Case, roles: Iterable[Role]) -> list[int]:
    """Return the officers of the case's office who hold one of the roles today.

    The handler is the one who took the case; while nobody has, every handler is meant. Whoever is
    recused from the case is told nothing of it.
    """
    wanted = set(roles)
    found: list[int] = []
    if Role.HANDLER in wanted and case.handler_id:
        wanted.discard(Role.HANDLER)
        found.append(case.handler_id)
    if wanted:
        today = clock.today()
        grants = RoleGrant.objects.filter(
            valid_on(today),
            office_id=case.office_id,
            user__office_id=case.office_id,
            role__in=wanted,
            user__is_active=True,
        )
        recused = Recusal.objects.filter(case=case).values("user_id")
        grants = grants.exclude(user_id__in=recused)
        found += list(grants.values_list("user_id", flat=True).order_by("user_id"))
    return list(dict.fromkeys(found))


def notice_context(case: Case, *, on: date) -> dict[str, object]:
    """Return the words that every notice about a case may use; none is personal in itself."""
    return {
        "reference": case.reference,
        "matter": kind_of(case.kind).title,
        "person": case.whom,
        "employer": case.employer_name,
        "office": case.office.full_name,
        "phone": case.office.phone_words,
        "day": on,
    }


def address(case: Case) -> str:
    """Return the address of a case's page."""
    return f"/cases/{case.reference}/"


def _to_parties(
    name: str, parties: Sequence[Party], case: Case, entry: Entry, context: dict[str, object]
) -> Iterator[Post]:
    """Yield a notice to each account of the parties; a party without one is told by telephone."""
    identities = {party.pk: party.identity_id for party in parties}
    accounts = users_of_parties(identities, on=entry.on)
    for party in parties:
        key = f"entry:{entry.pk}:{name}:p{party.pk}"
        if party.pk not in accounts and party.phone:
            yield Post(notice=name, key=key, phone=party.phone, context=context, channels=("sms",))
        for user in accounts.get(party.pk, ()):
            if user != entry.by_id or not entry.from_state:
                yield Post(
                    notice=name,
                    key=f"{key}:u{user}",
                    user_id=user,
                    context=context,
                    link=address(case),
                )


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


def _bound(docket: Docket, start: Start) -> list[int | None]:
    """Return the parties whose duty a term is; nobody among them for a term of the office."""
    if start.of is None:
        return [None]
    return [party.pk for party in docket.parties if start.of in party.roles]


def _start_on_service(docket: Docket, served: Served) -> None:
    letter = Letter.objects.get(pk=served.letter_id, case=docket.case)
    for term in docket.kind.process.papers[letter.kind].on_service:
        docket.clocks.start(term, on=served.served_on, party_id=served.party_id)
