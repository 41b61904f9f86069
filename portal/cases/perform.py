"""The one place where a state changes: an act is performed, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from portal import clock
from portal.accounts.models import User
from portal.cases import clerkship, ledger
from portal.cases.kinds import Done, Kind, kind_of
from portal.cases.models import REFERENCE_SEQUENCE, Case, Entry, Party
from portal.cases.refusals import Changed, KeyReused, Reason, Refused
from portal.cases.visible import roles_on
from portal.deadlines import calendar, clocks, parameters
from portal.offices.models import Office
from portal.workflow.process import BEFORE, NEW, SAME, Act, Attempt
from portal.workflow.roles import Role


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

    Raises Refused with every unmet rule, KeyReused when the key came with other facts before.
    """
    kind = kind_of(opening.process)
    _one_at_a_time(key)
    repeated = _repeated(by, key, act, facts)
    if repeated is not None:
        return repeated.case
    if act.source is not NEW:
        raise Refused(Reason("这个事项不能用来新建案件。"))
    at, on = clock.now(), clock.today()
    role = act.roles[0]
    attempt = _attempt(None, by=by, role=role, facts=facts, at=at)
    _refuse_unmet(act, attempt)
    case = Case.objects.create(
        kind=kind.code,
        reference=next_reference(on),
        state=str(act.target),
        office=opening.office,
        person_name=opening.person_name,
        employer_name=opening.employer_name,
        filed_on=on,
        opened_at=at,
    )
    for party in opening.parties:
        party.case = case
        party.save()
    done = Done(act=act, by=by, role=role, on=on, at=at)
    _carry_out(kind, case, done=done, facts=facts, key=key, from_state="")
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
    locked = Case.objects.select_for_update().get(pk=case.pk)
    repeated = _repeated(by, key, act, facts) if key else None
    if repeated is not None:
        return repeated
    kind = kind_of(locked.kind)
    if seen is not None and seen != locked.version:
        raise Changed(
            Reason(f"这个案件刚刚有变动：{_latest_change(kind, locked)}。请核对后再办理。")
        )
    at = clock.now()
    role, reasons = _role_and_state(kind, locked, act, by=by, on=at.date())
    if act.facts is not None and not isinstance(facts, act.facts):
        reasons.append(Reason("缺少办理这个事项需要填写的内容。"))
    if reasons or role is None:
        raise Refused(*reasons)
    detail = kind.detail._default_manager.get(pk=locked.pk)
    attempt = _attempt(detail, by=by, role=role, facts=facts, at=at)
    _refuse_unmet(act, attempt)
    from_state = locked.state
    done = Done(act=act, by=by, role=role, on=at.date(), at=at)
    locked.state = _target(act, locked)
    entry = _carry_out(kind, locked, done=done, facts=facts, key=key, from_state=from_state)
    case.refresh_from_db()
    return entry


def refusals(case: Case, act: Act, *, by: User | None, facts: Any = None) -> list[Reason]:
    """Return why an act is closed now, for pages; rules that need its facts are left out."""
    kind = kind_of(case.kind)
    at = clock.now()
    role, reasons = _role_and_state(kind, case, act, by=by, on=at.date())
    if reasons or role is None:
        return reasons
    if act.facts is not None and facts is None:
        return []
    detail = kind.detail._default_manager.get(pk=case.pk)
    return _unmet(act, _attempt(detail, by=by, role=role, facts=facts, at=at))


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


def _carry_out(
    kind: Kind, case: Case, *, done: Done, facts: Any, key: UUID | None, from_state: str
) -> Entry:
    """Run the body of an act and of the system act that follows it, in one order."""
    steps = [_effect_and_clocks(kind, case, done=done, facts=facts, from_state=from_state)]
    follower = _follower(kind, case, done)
    if follower is not None:
        before = case.state
        case.state = _target(follower.act, case)
        steps.append(_effect_and_clocks(kind, case, done=follower, facts=None, from_state=before))
    letters = clerkship.issue_letters(kind, case, steps)
    entries = []
    for step in steps:
        made = letters[step.done.act.name]
        entry = ledger.append(
            case if step is steps[-1] else _as_of(case, step.to_state),
            from_state=step.from_state,
            done=step.done,
            facts=step.facts,
            key=key if step is steps[0] else None,
            letters=[(letter.pk, letter.number, letter.inputs_hash) for letter in made],
        )
        clerkship.tell(kind, case, step, entry=entry, letters=made)
        entries.append(entry)
    return entries[0]


def _effect_and_clocks(
    kind: Kind, case: Case, *, done: Done, facts: Any, from_state: str
) -> "clerkship.StepTaken":
    act = done.act
    case.is_open = case.state not in kind.process.ends
    if act.source is not NEW:
        case.version += 1
        case.save(update_fields=["state", "is_open", "version"])
    effect = kind.effects.get(act.name)
    if effect is not None:
        subject = case if act.source is NEW else kind.detail._default_manager.get(pk=case.pk)
        effect(subject, facts, done)
        case.refresh_from_db()
    detail = kind.detail._default_manager.get(pk=case.pk)
    clerkship.run_clocks(kind, case, detail=detail, done=done, facts=facts)
    case.next_due_on = clocks.next_due_on(case.pk)
    case.save(update_fields=["next_due_on"])
    return clerkship.StepTaken(done=done, facts=facts, from_state=from_state, to_state=case.state)


def _follower(kind: Kind, case: Case, done: Done) -> Done | None:
    """Return the system act that `then` names, when its state and rules allow it now."""
    if not done.act.then:
        return None
    act = kind.process.act(done.act.then)
    if case.state not in kind.process.sources_of(act):
        return None
    detail = kind.detail._default_manager.get(pk=case.pk)
    attempt = _attempt(detail, by=None, role=Role.SYSTEM, facts=None, at=done.at)
    if _unmet(act, attempt):
        return None
    return replace(done, act=act, by=None, role=Role.SYSTEM)


def _role_and_state(
    kind: Kind, case: Case, act: Act, *, by: User | None, on: date
) -> tuple[Role | None, list[Reason]]:
    reasons = []
    held = frozenset({Role.SYSTEM}) if by is None else roles_on(by, case, on=on)
    role = next((role for role in act.roles if role in held), None)
    if role is None:
        words = "、".join(role.label for role in act.roles)
        reasons.append(Reason(f"只有{words}可以办理这个事项。", str(act.basis)))
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
    return [
        Reason(sentence, str(rule.basis))
        for rule in act.requires
        if (sentence := rule(attempt)) is not None
    ]


def flagged(act: Act, subject: Any, *, facts: Any = None) -> list[Reason]:
    """Return what an officer should know of an act; flags bar nobody."""
    attempt = _attempt(subject, by=None, role=act.roles[0], facts=facts, at=clock.now())
    return [
        Reason(sentence, str(rule.basis))
        for rule in act.flags
        if (sentence := rule(attempt)) is not None
    ]


def _attempt(subject: Any, *, by: User | None, role: Role, facts: Any, at: datetime) -> Attempt:
    return Attempt(
        subject=subject,
        by=by.pk if by else None,
        role=role,
        on=at.date(),
        at=at,
        facts=facts,
        is_working_day=calendar.working_day_reader(),
        values=parameters.value_on,
    )


def _repeated(by: User | None, key: UUID | None, act: Act, facts: Any) -> Entry | None:
    """Return the entry that the same key made before; refuse the key with other contents."""
    if key is None or by is None:
        return None
    entry = Entry.objects.select_related("case").filter(by=by, key=key).first()
    if entry is None:
        return None
    if entry.act != act.name or entry.body_hash != ledger.fingerprint(facts):
        raise KeyReused(Reason("这张表单已经提交过，内容与上次不同。请刷新页面后重新办理。"))
    return entry


def _latest_change(kind: Kind, case: Case) -> str:
    entry = Entry.objects.filter(case=case).select_related("by").order_by("-number").first()
    if entry is None:
        return "内容已更新"
    who = entry.by.name if entry.by else "系统"
    return f"{who} 已办理「{kind.acts[entry.act].done}」"


def _as_of(case: Case, state: str) -> Case:
    """Return the case as it stood after the first of two acts, for its ledger line."""
    return Case(pk=case.pk, office_id=case.office_id, handler_id=case.handler_id, state=state)


def acts_open_to(case: Case, *, by: User, names: Iterable[str] = ()) -> list[Act]:
    """Return the acts of a case that its table allows this person now, in the table's order."""
    kind = kind_of(case.kind)
    wanted = set(names)
    return [
        act
        for act in kind.process.acts()
        if act.source is not NEW
        and not act.is_system
        and (not wanted or act.name in wanted)
        and not _role_and_state(kind, case, act, by=by, on=clock.today())[1]
    ]
