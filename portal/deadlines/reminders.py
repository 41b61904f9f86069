"""The sweep that finds due reminders and puts each into the outbox exactly once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf

from portal.accounts.mandates import users_of_parties
from portal.accounts.models import RoleGrant
from portal.accounts.models.user import valid_on
from portal.deadlines.clocks import reminder_day
from portal.deadlines.models import Deadline
from portal.law.term import Term, registered
from portal.notifications.notices import Notice, register
from portal.notifications.send import Post, notify_many
from portal.workflow.roles import STAFF, Role

BATCH = 2000
BEFORE, TODAY, AFTER = "deadline_before", "deadline_today", "deadline_after"
PARTY_BEFORE, PARTY_TODAY, SILENT = "party_before", "party_today", "party_silent"


def register_notices() -> None:
    """Register the words of the reminders."""
    for notice in (
        Notice(
            BEFORE,
            "{reference} 还有 {days} 天到期",
            "{person}的案件（{reference}）应在{due}前{duty}，还有 {days} 天。",
        ),
        Notice(
            TODAY,
            "{reference} 今天到期",
            "{person}的案件（{reference}）今天（{due}）是最后一天，应当{duty}。",
        ),
        Notice(
            AFTER,
            "{reference} 已超期 {days} 天",
            "{person}的案件（{reference}）应在{due}前{duty}，已经超期 {days} 天。",
        ),
        Notice(
            PARTY_BEFORE,
            "还有 {days} 天：{duty}",
            "案件 {reference}：请在{due}前{duty}，还有 {days} 天。",
            "案件{reference}：请在{due}前{duty}，还有{days}天。",
        ),
        Notice(
            PARTY_TODAY,
            "今天是最后一天：{duty}",
            "案件 {reference}：今天（{due}）是{duty}的最后一天。",
            "案件{reference}：今天是{duty}的最后一天。",
        ),
        Notice(
            SILENT,
            "{reference} 对方期限已过",
            "案件 {reference}：当事人{duty}的期限已于{due}届满，请核对是否收到并记录。",
        ),
    ):
        register(notice)


FIRST_OFFICERS = (Role.WINDOW_CLERK, Role.REGISTRAR)
"""Who is reminded of a case that nobody has taken while it is no officer's turn."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: one of these roles, and of them the handler alone once there is one."""

    roles: tuple[Role, ...] = ()
    is_handlers: bool = False


WhoseTurn = Callable[[str, str], Turn]
_whose_turn: list[WhoseTurn] = []


def ask_whose_turn(answer: WhoseTurn) -> None:
    """Let the floor that knows the procedures say which role acts next, by kind and state."""
    _whose_turn[:] = [answer]


@dataclass(frozen=True)
class Row:
    """What a reminder needs to know of a deadline."""

    id: int
    term: str
    due_on: date
    target_on: date
    party_id: int | None
    office_id: int
    handler_id: int | None
    reference: str
    person: str
    phone: str | None
    identity_id: int | None
    kind: str
    state: str


def sweep(today: date, *, batch: int = BATCH) -> int:
    """Send every reminder that is due by `today`; return how many deadlines were moved on.

    Each batch is one transaction over rows nobody else holds: run twice, late, or killed in the
    middle, each reminder enters the outbox once.
    """
    moved = 0
    while True:
        count = _sweep_batch(today, batch)
        moved += count
        if count < batch:
            return moved


def _sweep_batch(today: date, batch: int) -> int:
    with transaction.atomic():
        rows = _due_rows(today, batch)
        if not rows:
            return 0
        people = _People(rows, today)
        notify_many(post for row in rows for post in _posts(row, today, people))
        changed = [
            Deadline(pk=row.id, remind_on=_next_reminder(registered(row.term), row, today))
            for row in rows
        ]
        Deadline.objects.bulk_update(changed, ["remind_on"], batch_size=batch)
    return len(rows)


def _due_rows(today: date, batch: int) -> list[Row]:
    locked = (
        Deadline.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(
            ended_on__isnull=True,
            remind_on__lte=today,
            due_on__isnull=False,
            target_on__isnull=False,
        )
        .order_by("remind_on", "id")
        .values(
            "id",
            "term",
            "due_on",
            "target_on",
            "party_id",
            office_id=F("case__office_id"),
            handler_id=F("case__handler_id"),
            reference=F("case__reference"),
            person=Coalesce(NullIf("case__person_name", Value("")), "case__employer_name"),
            phone=F("party__phone"),
            identity_id=F("party__identity_id"),
            kind=F("case__kind"),
            state=F("case__state"),
        )[:batch]
    )
    return [_row(dict(values)) for values in locked]


def _row(values: dict[str, Any]) -> Row:
    return Row(**values)


def _next_reminder(term: Term, row: Row, today: date) -> date | None:
    days = sorted(reminder_day(offset, row.due_on, row.target_on) for offset in term.remind)
    return next((day for day in days if day > today), None)


def _offset_now(term: Term, row: Row, today: date) -> int | None:
    """Return the latest offset that is due; an earlier one that was missed is not made up."""
    due = [o for o in term.remind if reminder_day(o, row.due_on, row.target_on) <= today]
    return min(due, default=None)


class _People:
    """Who is reminded: read once for a batch."""

    def __init__(self, rows: Iterable[Row], today: date) -> None:
        rows = list(rows)
        self._staff: dict[tuple[int, str], list[int]] = defaultdict(list)
        turns = {role for row in rows for role in _turn(row)}
        grants = RoleGrant.objects.filter(
            valid_on(today),
            office_id__in={row.office_id for row in rows},
            role__in={Role.SUPERVISOR, *turns},
            user__is_active=True,
            user__office_id=F("office_id"),
        )
        for office_id, role, user_id in grants.values_list("office_id", "role", "user_id"):
            if office_id is not None:
                self._staff[office_id, role].append(user_id)
        parties = {row.party_id: row.identity_id for row in rows if row.party_id}
        self._party = users_of_parties(parties, on=today)

    def officers(self, row: Row, *, with_supervisor: bool) -> list[int]:
        """Return the handler and whose turn it is; and the supervisor."""
        turn = (self._staff[row.office_id, role] for role in _turn(row))
        found = [*([row.handler_id] if row.handler_id else ()), *chain(*turn)]
        if with_supervisor:
            found += self._staff[row.office_id, Role.SUPERVISOR]
        return list(dict.fromkeys(found))

    def of_party(self, row: Row) -> list[int]:
        """Return the users who act for the party."""
        return self._party.get(row.party_id, []) if row.party_id else []


def _turn(row: Row) -> tuple[Role, ...]:
    """Return the roles of officers that are reminded beside the handler: those who act next."""
    turn = _whose_turn[0](row.kind, row.state) if _whose_turn else Turn()
    roles = tuple(role for role in turn.roles if role in STAFF)
    if not roles:
        return () if row.handler_id else FIRST_OFFICERS
    return () if turn.is_handlers and row.handler_id else roles


def _posts(row: Row, today: date, people: _People) -> Iterable[Post]:
    term = registered(row.term)
    offset = _offset_now(term, row, today)
    if offset is None:
        return
    days = (row.due_on - today).days
    context = {
        "reference": row.reference,
        "person": row.person,
        "due": row.due_on,
        "duty": term.duty,
        "days": abs(days),
    }
    if row.party_id is None:
        notice = BEFORE if days > 0 else TODAY if days == 0 else AFTER
        users = people.officers(row, with_supervisor=days <= 0)
        channels: tuple[str, ...] = ("inbox",)
    elif days >= 0:
        notice = PARTY_BEFORE if days > 0 else PARTY_TODAY
        users, channels = people.of_party(row), ("inbox", "sms")
    else:
        notice, users, channels = SILENT, people.officers(row, with_supervisor=False), ("inbox",)
    if not users and channels == ("inbox", "sms") and row.phone:
        key = f"reminder:{row.id}:{offset}:{row.due_on}:p{row.party_id}"
        yield Post(notice=notice, key=key, phone=row.phone, context=context, channels=("sms",))
    for user_id in users:
        yield Post(
            notice=notice,
            key=f"reminder:{row.id}:{offset}:{row.due_on}:{user_id}",
            user_id=user_id,
            context=context,
            link=f"/cases/{row.reference}/",
            channels=channels,
        )
