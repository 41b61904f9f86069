"""What is measured: submission, the work list, letters, the sweep of deadlines."""

import copy
import json
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from django.db import connection, models, transaction
from django.db.models import F
from django.test import Client

from injury_claims.filing import file_claim
from injury_claims.models import ChecklistItem, InjuryClaim
from portal import clock
from portal.accounts.models import Mandate
from portal.cases.models import Case, Entry, Party
from portal.cases.queues import Cursor, Selection, sheet
from portal.deadlines import reminders
from portal.deadlines.models import Deadline
from portal.letters import typesetter
from portal.letters.models import Letter, LetterRecipient
from portal.letters.templates import template_of
from portal.notifications.models import Outbox
from tests import factories as make
from tests.bench import data
from tests.bench.timing import interleaved, line, ratio
from tests.cast import Cast

TODAY = date(2026, 11, 24)
SMALL, LARGE = 1_000, 100_000
DUE = 10_000


def submission(cast: Cast) -> bool:
    """A validated, audited, outboxed filing against the bare insertion of the same rows."""
    case = make.submitted(cast)
    rows = _rows_of(case)
    print(f"提交申请（{sum(len(group) for group in rows)} 行一件）")
    times = interleaved(
        {
            "file": lambda: file_claim(make.filing(), by=cast.worker, key=uuid.uuid4()),
            "bare": lambda: _insert_bare(rows),
        },
        rounds=30,
    )
    share = ratio(times["bare"], times["file"])
    return line("速度与裸写同样行之比", share, 0.5, at_least=True)


def work_list(cast: Cast) -> bool:
    """The work list at a thousand and at a hundred thousand cases, first page and deep."""
    print("待办列表")
    clerk = cast.client(cast.clerk)
    office, handler = cast.office.pk, cast.handler.pk
    data.add_cases(SMALL, office_id=office, handler_id=handler)
    selection = Selection(office, cast.clerk.pk)
    small = interleaved({"queue": get(clerk, "/work/"), "plain": get(clerk, PLAIN)}, rounds=25)
    small_buffers = _buffers(selection, None)
    data.add_cases(LARGE - SMALL, office_id=office, handler_id=handler, first=SMALL)
    deep = _deep_cursor(selection, 50_000)
    large = interleaved(
        {
            "queue": get(clerk, "/work/"),
            "deep": get(clerk, f"/work/?at={deep.sealed()}"),
            "mine": get(clerk, "/work/?whose=mine"),
            "plain": get(clerk, PLAIN),
        },
        rounds=25,
    )
    buffers, deep_buffers = _buffers(selection, None), _buffers(selection, deep)
    growth = ratio(large["queue"], small["queue"]) / max(1.0, ratio(large["plain"], small["plain"]))
    return all(
        [
            line("10 万件时间 / 1 千件时间", growth, 1.3),
            line("第 5 万行 / 第一页", ratio(large["deep"], large["queue"]), 1.15),
            line("第一页 / 朴素 25 行页", ratio(large["queue"], large["plain"]), 1.5),
            line("我的 / 朴素 25 行页", ratio(large["mine"], large["plain"]), 1.5),
            line("行查询触及的缓冲页（10 万件）", buffers, 400),
            line("行查询触及的缓冲页（深处）", deep_buffers, 400),
            line("缓冲页 10 万件 / 1 千件", buffers / small_buffers, 1.5),
        ]
    )


def letters(cast: Cast) -> bool:
    """A decision, warm, against the bare compiler on the same template and inputs."""
    print("文书排版")
    case = make.decided(cast)
    letter = Letter.objects.get(case=case, kind="determination")
    form = template_of(letter.template, version=letter.template_version)
    lines = "".join(str(value) for value in letter.inputs.values())

    def portal() -> bytes:
        return typesetter.compose(form.source, data=letter.inputs, on=letter.issued_on)

    times = interleaved({"portal": portal, "bare": _bare_compiler(lines)}, rounds=15)
    print(f"  一份决定书 {times['portal'].middle * 1000:.0f} 毫秒（仅供参考）")
    return line("与同样文字的裸编译之比", ratio(times["portal"], times["bare"]), 3.0)


def sweep(cast: Cast) -> bool:
    """Ten thousand reminders due of a hundred thousand deadlines."""
    print("期限提醒（10 万条期限，1 万条到期）")
    data.add_deadlines(due=DUE)
    begun = interleaved({"sweep": _rolled_back(lambda: reminders.sweep(TODAY))}, rounds=3, warm=1)
    raw = interleaved({"raw": _rolled_back(_raw_sweep)}, rounds=3, warm=1)
    naive = interleaved({"naive": _rolled_back(_naive_sweep)}, rounds=1, warm=0)
    idle = interleaved({"idle": lambda: reminders.sweep(date(2026, 11, 1))}, rounds=10)
    per_naive = naive["naive"].least * DUE / NAIVE
    return all(
        [
            line("与一条裸 SQL 之比", begun["sweep"].least / raw["raw"].least, None),
            line("比逐件办理快几倍", per_naive / begun["sweep"].least, 5, at_least=True),
            line("无事可做 / 有事可做", idle["idle"].middle / begun["sweep"].least, 0.1),
        ]
    )


PLAIN = "/bench/plain/"
NAIVE = 500


def get(client: Client, address: str) -> Callable[[], object]:
    """Return what asks for a page and fails when it does not answer."""

    def run() -> None:
        if client.get(address).status_code != 200:
            message = f"{address} does not answer"
            raise RuntimeError(message)

    return run


def _rows_of(case: Case) -> list[list[models.Model]]:
    """Return every row that a filing wrote, by table, in the order of insertion."""
    groups: list[list[models.Model]] = [
        [case],
        list(Party.objects.filter(case=case)),
        [InjuryClaim.objects.get(pk=case.pk)],
        list(ChecklistItem.objects.filter(claim_id=case.pk)),
        list(Mandate.objects.filter(case=case)),
        list(Deadline.objects.filter(case=case)),
        list(Letter.objects.filter(case=case)),
        list(LetterRecipient.objects.filter(letter__case=case)),
        list(Entry.objects.filter(case=case)),
        list(Outbox.objects.all()),
    ]
    return [group for group in groups if group]


@transaction.atomic
def _insert_bare(groups: list[list[models.Model]]) -> None:
    """Insert copies of the rows, table by table, and nothing else."""
    made: dict[tuple[type[models.Model], Any], Any] = {}
    for group in groups:
        fresh = [_copy(row, made) for row in group]
        type(group[0])._default_manager.bulk_create(fresh)
        for old, new in zip(group, fresh, strict=True):
            made[type(old), old.pk] = new.pk


UNIQUE = {"reference": 20, "key": 30, "verification_code": 16, "digest": 64}


def _copy(row: models.Model, made: dict[tuple[type[models.Model], Any], Any]) -> models.Model:
    fresh = copy.copy(row)
    fresh._state = copy.copy(row._state)
    fresh._state.adding = True
    for field in row._meta.concrete_fields:
        if field.is_relation:
            target = (field.related_model, getattr(row, field.attname))
            setattr(fresh, field.attname, made.get(target, target[1]))
        elif field.primary_key:
            setattr(fresh, field.attname, None)
        elif field.name in UNIQUE:
            value: object = uuid.uuid4()
            if not isinstance(field, models.UUIDField):
                value = value_text(UNIQUE[field.name])
            setattr(fresh, field.attname, value)
        elif field.name == "sequence":
            setattr(fresh, field.attname, uuid.uuid4().int % 10**9 + 1)
    return fresh


def value_text(length: int) -> str:
    """Return a text that was not used before."""
    return (uuid.uuid4().hex * 2)[:length]


def _buffers(selection: Selection, at: Cursor | None) -> int:
    """Return how many buffer pages the row query of the work list touches."""
    captured: list[str] = []

    def capture(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        captured.append(context["cursor"].mogrify(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(capture):
        sheet(selection, today=clock.today(), at=at)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + captured[0])
        (plan,) = cursor.fetchone()
    plan = plan if isinstance(plan, list) else json.loads(plan)
    top = plan[0]["Plan"]
    return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


def _deep_cursor(selection: Selection, row: int) -> Cursor:
    day, pk = (
        selection.parts(today=clock.today())[0]
        .order_by("next_due_on", "id")
        .values_list("next_due_on", "id")[row : row + 1]
        .get()
    )
    return Cursor(day, pk)


def _bare_compiler(text: str) -> Callable[[], object]:
    """Return a warm compiler that sets the same words as plain text with the same fonts."""
    source = f'#set text(font: "Noto Serif SC", size: 16pt)\n{json.dumps(text)}'.encode()
    folder = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    return lambda: typst.compile(source, format="pdf", font_paths=fonts)


def _rolled_back(thing: Callable[[], object]) -> Callable[[], object]:
    def run() -> None:
        with transaction.atomic():
            thing()
            transaction.set_rollback(True)

    return run


RAW = """
WITH due AS (
    SELECT d.id, d.due_on, c.handler_id FROM deadlines_deadline d
    JOIN cases_case c ON c.id = d.case_id
    WHERE d.ended_on IS NULL AND d.remind_on <= %(today)s
    ORDER BY d.remind_on, d.id FOR UPDATE OF d SKIP LOCKED
), moved AS (
    UPDATE deadlines_deadline SET remind_on = remind_on + 1 FROM due
    WHERE deadlines_deadline.id = due.id RETURNING due.id, due.due_on, due.handler_id
)
INSERT INTO notifications_outbox (key, kind, notice, user_id, recipient, payload, state, attempts,
                                  questions, created_at, gateway_id, last_error)
SELECT 'raw:' || id || ':' || due_on, 'inbox', 'deadline_before', handler_id, '', '', 'pending', 0,
       0, now(), '', '' FROM moved ON CONFLICT DO NOTHING
"""


def _raw_sweep() -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAW, {"today": TODAY})


def _naive_sweep() -> None:
    """One object at a time, as a first draft would do it; a part of them stands for all."""
    due = Deadline.objects.filter(ended_on__isnull=True, remind_on__lte=TODAY)
    for deadline in due.order_by("id")[:NAIVE]:
        case = Case.objects.select_related("handler", "office").get(pk=deadline.case_id)
        Outbox.objects.create(
            key=f"naive:{deadline.pk}",
            kind=Outbox.Kind.INBOX,
            notice="deadline_before",
            user_id=case.handler_id,
            payload={"context": {"reference": case.reference}},
        )
        deadline.remind_on = None
        deadline.save()
    due.filter(remind_on__isnull=True).update(remind_on=F("due_on"))
