"""The one place where a state changes: an act is performed, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Prefetch, prefetch_related_objects

from portal import clock
from portal.accounts.models import User
from portal.cases import clerkship, ledger
from portal.cases.docket import Docket, attempt_of
from portal.cases.kinds import Doing, Kind, StepTaken, kind_of
from portal.cases.models import REFERENCE_SEQUENCE, Case, Entry, Party
from portal.cases.refusals import Changed, KeyReused, Reason, Refused
from portal.cases.visible import roles_on, roles_to_open
from portal.deadlines.calendar import Almanac
from portal.offices.models import Office
from portal.workflow.process import BEFORE, NEW, SAME, Act, Attempt, LegalRule
from portal.workflow.roles import Role

FACTS_MISSING = "缺少办理这个事项需要填写的内容。"
KEY_IN_USE = "这张表单已经提交过，内容与上次不同。请刷新页面后重新办理。"


@dataclass(frozen=True)
class Opening:
    """What a new case starts with."""

    process: str
    parties: tuple[Party, ...]
    office: Office
    person_name: str
    employer_name: str


@transaction.atomic
def open_case(act: Act, opening: Opening, *, by: User | None, facts: Any, key: UUID) -> Case:
    """Open a case by a NEW act; the same key and facts again return the first case.

    Raises Refused for whoever holds none of the act's roles, and with every unmet rule; KeyReused
    when the key came with other facts before.
    """
    kind = kind_of(opening.process)
    if act.source is not NEW or kind.process.act(act.name) is not act:
        raise Refused(Reason("这个事项不能用来新建案件。"))
    if act.facts is not None and not isinstance(facts, act.facts):
        raise Refused(Reason(FACTS_MISSING))
    _one_at_a_time(key)
    repeated = _repeated(by, key, act, facts)
    if repeated is not None:
        return repeated.case
    at, almanac = clock.now(), Almanac()
    role = _opening_role(act, opening, by=by, on=at.date())
    _refuse_unmet(act, attempt_of(None, by=by, role=role, facts=facts, at=at, almanac=almanac))
    case = Case.objects.create(
        kind=kind.code,
        reference=next_reference(at.date()),
        state=str(act.target),
        office=opening.office,
        person_name=opening.person_name,
        employer_name=opening.employer_name,
        filed_on=at.date(),
        opened_at=at,
    )
    for party in opening.parties:
        party.case = case
    Party.objects.bulk_create(opening.parties)
    prefetch_related_objects([case], Prefetch("parties", Party.objects.select_related("identity")))
    docket = Docket.of(kind, case, at=at, almanac=almanac)
    done = docket.done(act, by=by, role=role)
    _carry_out(docket, done=done, facts=facts, key=key, from_state="")
    return case


@transaction.atomic
def perform(
    case: Case,
    act: Act,
    *,
    by: User | None,
    facts: Any = None,
    key: UUID | None = None,
    seen: int | None = None,
) -> Entry:
    """Perform an act on a case; the only writer of its state.

    `key` was minted with the form: the same key and facts again return the first entry. `seen` is
    the version that the page showed. `by` is None for the system. Raises Refused with all reasons
    (state, role, rules), Changed when the case moved on, KeyReused for a key with other contents.
    """
    locked = _locked(case.pk)
    repeated = _repeated(by, key, act, facts) if key else None
    if repeated is not None and repeated.case_id == locked.pk:
        return repeated
    if repeated is not None:
        raise KeyReused(Reason(KEY_IN_USE))
    kind = kind_of(locked.kind)
    if seen is not None and seen != locked.version:
        change = _latest_change(kind, locked)
        raise Changed(Reason(f"这个案件刚刚有变动：{change}。请核对后再办理。"))
    docket = Docket.of(kind, locked, at=clock.now())
    role, reasons = _role_and_state(kind, locked, act, by=by, on=docket.at.date())
    if act.facts is not None and not isinstance(facts, act.facts):
        reasons.append(Reason(FACTS_MISSING))
    if docket.clocks.is_any_running(act.when_over, on=docket.at.date()):
        reasons.append(Reason("有关期限还没有全部届满。", str(act.basis)))
    if reasons or role is None:
        raise Refused(*reasons)
    _refuse_unmet(act, docket.attempt(by=by, role=role, facts=facts))
    from_state = locked.state
    locked.state = _target(act, locked)
    done = docket.done(act, by=by, role=role)
    entry = _carry_out(docket, done=done, facts=facts, key=key, from_state=from_state)
    case.refresh_from_db()
    return entry


def refusals(case: Case, act: Act, *, by: User | None, facts: Any = None) -> list[Reason]:
    """Return why perform would refuse an act with these facts now; nothing is changed."""
    docket = Docket.of(kind_of(case.kind), case, at=clock.now())
    role, reasons = _role_and_state(docket.kind, case, act, by=by, on=docket.at.date())
    if reasons or role is None:
        return reasons
    return _unmet(act, docket.attempt(by=by, role=role, facts=facts))


def next_reference(on: date) -> str:
    """Return a new receipt number: the year and a running number; it opens nothing by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [REFERENCE_SEQUENCE])
        (number,) = cursor.fetchone()
    return f"{on.year}-{number:06d}"


def _one_at_a_time(key: UUID) -> None:
    """Let filings with one key wait for each other: there is no case yet to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % 2**63])


def _locked(case_id: int) -> Case:
    """Lock the case's row alone, and read its sides."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("office")
    return rows.prefetch_related("parties").get(pk=case_id)


def _carry_out(
    docket: Docket, *, done: Doing, facts: Any, key: UUID | None, from_state: str
) -> Entry:
    """Run the body of an act and of the system act that follows it, in one order."""
    steps = [_effect_and_clocks(docket, done=done, facts=facts, from_state=from_state)]
    follower = _follower(docket, done)
    if follower is not None:
        before = docket.case.state
        docket.case.state = _target(follower.act, docket.case)
        steps.append(_effect_and_clocks(docket, done=follower, facts=None, from_state=before))
    docket.save()
    letters = clerkship.issue_letters(docket, steps)
    entries = ledger.append(docket.case, steps, letters=letters, key=key)
    clerkship.tell(docket, steps, entries=entries, letters=letters)
    return entries[0]


def _effect_and_clocks(docket: Docket, *, done: Doing, facts: Any, from_state: str) -> StepTaken:
    act, case = done.act, docket.case
    effect = docket.kind.effects.get(act.name)
    if act.source is NEW:
        if effect is None:
            message = f"{act.name} opens a case but makes no detail"
            raise LookupError(message)
        docket.detail = effect(case, facts, done)
    else:
        case.version += 1
        if effect is not None:
            effect(docket.detail, facts, done)
    clerkship.run_clocks(docket, done=done, facts=facts)
    return StepTaken(
        done=done,
        facts=facts,
        from_state=from_state,
        to_state=case.state,
        office_id=case.office_id,
        handler_id=case.handler_id,
    )


def _follower(docket: Docket, done: Doing) -> Doing | None:
    """Return the system act that `then` names, when its state and rules allow it now."""
    if not done.act.then:
        return None
    act = docket.kind.process.act(done.act.then)
    if docket.case.state not in docket.kind.process.sources_of(act):
        return None
    if _unmet(act, docket.attempt(by=None, role=Role.SYSTEM, facts=None)):
        return None
    return docket.done(act, by=None, role=Role.SYSTEM)


def _opening_role(act: Act, opening: Opening, *, by: User | None, on: date) -> Role:
    """Return the capacity in which somebody opens a case; raises Refused for none."""
    held = frozenset({Role.SYSTEM})
    if by is not None:
        held = roles_to_open(by, office_id=opening.office.pk, parties=opening.parties, on=on)
    role = _role_among(act, held)
    if role is None:
        raise Refused(_wrong_role(act))
    return role


def _role_among(act: Act, held: frozenset[Role]) -> Role | None:
    return next((role for role in act.roles if role in held), None)


def _wrong_role(act: Act) -> Reason:
    words = "、".join(role.label for role in act.roles)
    return Reason(f"只有{words}可以办理这个事项。", str(act.basis))


def _role_and_state(
    kind: Kind, case: Case, act: Act, *, by: User | None, on: date
) -> tuple[Role | None, list[Reason]]:
    reasons = []
    held = frozenset({Role.SYSTEM}) if by is None else roles_on(by, case, on=on)
    role = _role_among(act, held)
    if role is None:
        reasons.append(_wrong_role(act))
    if case.state not in kind.process.sources_of(act):
        label = kind.states[case.state].label
        reasons.append(Reason(f"案件现在的状态是「{label}」，不能办理这个事项。", str(act.basis)))
    return role, reasons


def _target(act: Act, case: Case) -> str:
    if act.target is SAME:
        return case.state
    if act.target is BEFORE:
        entry = (
            Entry.objects.filter(case=case, to_state=case.state)
            .exclude(from_state=case.state)
            .order_by("-number")
            .first()
        )
        if entry is None:
            raise Refused(Reason("找不到中止前的状态。"))
        return entry.from_state
    return str(act.target)


def _refuse_unmet(act: Act, attempt: Attempt) -> None:
    unmet = _unmet(act, attempt)
    if unmet:
        raise Refused(*unmet)


def _unmet(act: Act, attempt: Attempt) -> list[Reason]:
    return _sentences(act.requires, attempt)


def _sentences(rules: Iterable[LegalRule], attempt: Attempt) -> list[Reason]:
    return [
        Reason(sentence, str(rule.basis))
        for rule in rules
        if (sentence := rule(attempt)) is not None
    ]


def _repeated(by: User | None, key: UUID | None, act: Act, facts: Any) -> Entry | None:
    """Return the entry that the same key made before; refuse the key with other contents."""
    if key is None:
        return None
    entry = Entry.objects.select_related("case").filter(by=by, key=key).first()
    if entry is None:
        return None
    if entry.act != act.name or entry.body_hash != ledger.fingerprint(facts):
        raise KeyReused(Reason(KEY_IN_USE))
    return entry


def _latest_change(kind: Kind, case: Case) -> str:
    entry = Entry.objects.filter(case=case).select_related("by").order_by("-number").first()
    if entry is None:
        return "内容已更新"
    who = entry.by.name if entry.by else "系统"
    return f"{who} 已办理「{kind.acts[entry.act].done}」"
