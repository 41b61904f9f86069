"""Reminders: each once, to the right people, on the right day, whatever happens to the sweep."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from portal.accounts.models import Mandate, RoleGrant, User
from portal.accounts.models.identity import MandateKind
from portal.cases.models import Case, Party
from portal.deadlines import reminders, tasks
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.models import Deadline
from portal.law.term import registered
from portal.letters.models import Letter
from portal.notifications.models import Message, Outbox
from portal.notifications.tasks import deliver
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock

# A claim filed on Tuesday 2026-11-24 is to be reviewed within 15 days: by Wednesday 2026-12-09.
FILED = date(2026, 11, 24)


class BrokenSweep(Exception):
    """What stops a sweep before its transaction ends."""


def sweep_and_break(today: date) -> None:
    """Sweep in a transaction that never ends."""
    with transaction.atomic():
        reminders.sweep(today)
        raise BrokenSweep


def sent(case: Case) -> list[tuple[str, str]]:
    """Return notice and name of everybody reminded of a case, oldest first."""
    rows = Outbox.objects.filter(key__startswith="reminder:").select_related("user").order_by("id")
    return [
        (row.notice, row.user.name)
        for row in rows
        if row.user and row.payload["context"]["reference"] == case.reference
    ]


def sweep_on(clock: Clock, day: str) -> int:
    """Run the task of the worker on a day."""
    clock.set(day)
    return tasks.sweep()


def demanded(cast: Cast) -> tuple[Case, Party]:
    """Return a case whose employer, with an account, was served the evidence notice today."""
    case = make.investigating(cast)
    make.act(case, P.demand_evidence, cast.handler, f.EvidenceDemand("请提交证据"))
    employer = case.parties.get(kind=Party.Kind.EMPLOYER)
    Mandate.objects.create(
        user=cast.agent, case=case, party=employer, kind=MandateKind.EMPLOYER_AGENT, from_on=FILED
    )
    letter = Letter.objects.get(case=case, kind="evidence_notice")
    make.serve(cast, case, letter=letter, party=employer)
    return case, employer


@pytest.mark.django_db
def test_the_office_is_reminded_before_on_and_after_the_day(cast: Cast, clock: Clock) -> None:
    _ = cast.clerk, cast.supervisor
    case = make.submitted(cast)
    told = {}
    for number in range(25):
        day = date.fromordinal(FILED.toordinal() + number)
        sweep_on(clock, day.isoformat())
        new = sent(case)[sum(map(len, told.values())) :]
        if new:
            told[day.isoformat()] = new
    before = [("deadline_before", "孔受理")]
    today = [("deadline_today", "孔受理"), ("deadline_today", "冉主任")]
    after = [("deadline_after", "孔受理"), ("deadline_after", "冉主任")]
    assert told == {
        "2026-12-02": before,
        "2026-12-06": before,
        "2026-12-08": before,
        "2026-12-09": today,
        "2026-12-10": after,
        "2026-12-12": after,
        "2026-12-16": after,
    }


@pytest.mark.django_db
def test_nothing_is_said_on_the_last_evening_before_a_reminder(cast: Cast, clock: Clock) -> None:
    _ = cast.clerk
    case = make.submitted(cast)
    assert sweep_on(clock, "2026-12-01T23:59:59") == 0
    assert sent(case) == []
    assert sweep_on(clock, "2026-12-02T00:00:00") == 1
    assert len(sent(case)) == 1


@pytest.mark.django_db
def test_a_reminder_before_a_day_that_was_rolled_counts_from_the_last_working_day(
    cast: Cast, clock: Clock
) -> None:
    # 11-06 + 15 = Saturday 11-21: due on Monday 11-23, inner target Friday 11-20
    clock.set("2026-11-06")
    _ = cast.clerk
    case = make.submitted(cast)
    days = []
    while (row := Deadline.objects.get(case=case)).remind_on is not None:
        days.append(row.remind_on.isoformat())
        sweep_on(clock, days[-1])
    assert days == [
        *("2026-11-13", "2026-11-17", "2026-11-19"),
        *("2026-11-23", "2026-11-24", "2026-11-26", "2026-11-30"),
    ]


@pytest.mark.django_db
def test_who_took_the_case_is_reminded_instead_of_the_window(cast: Cast, clock: Clock) -> None:
    _ = cast.clerk, cast.supervisor, cast.second_handler
    case = make.investigating(cast)
    sweep_on(clock, "2027-01-08")
    assert sent(case) == [("deadline_before", "孟承办")]
    sweep_on(clock, "2027-01-25")
    assert sent(case)[1:] == [("deadline_today", "孟承办"), ("deadline_today", "冉主任")]


@pytest.mark.django_db
def test_days_that_the_sweep_missed_are_not_made_up_one_by_one(cast: Cast, clock: Clock) -> None:
    _ = cast.clerk, cast.supervisor
    case = make.submitted(cast)
    sweep_on(clock, "2026-12-11")
    assert sent(case) == [("deadline_after", "孔受理"), ("deadline_after", "冉主任")]
    assert Deadline.objects.get(case=case).remind_on == date(2026, 12, 12)


@pytest.mark.django_db
def test_after_the_last_reminder_there_is_silence(cast: Cast, clock: Clock) -> None:
    _ = cast.clerk
    case = make.submitted(cast)
    sweep_on(clock, "2027-03-01")
    assert sweep_on(clock, "2027-06-01") == 0
    assert len(sent(case)) == 1


@pytest.mark.django_db
def test_a_party_is_reminded_of_its_term_and_the_handler_of_its_silence(
    cast: Cast, clock: Clock
) -> None:
    _ = cast.supervisor
    case, _employer = demanded(cast)
    # served on 11-24, 15 days: the last day is Wednesday 12-09
    for day in ("2026-12-04", "2026-12-08", "2026-12-09"):
        sweep_on(clock, day)
    assert sent(case) == [
        ("party_before", "赵会计"),
        ("party_before", "赵会计"),
        ("party_before", "赵会计"),
        ("party_before", "赵会计"),
        ("party_today", "赵会计"),
        ("party_today", "赵会计"),
    ]  # each by inbox and by text
    sweep_on(clock, "2026-12-10")
    assert sent(case)[6:] == [("party_silent", "孟承办")]


@pytest.mark.django_db
def test_a_party_whose_authority_has_ended_hears_nothing_more(cast: Cast, clock: Clock) -> None:
    case, employer = demanded(cast)
    Mandate.objects.filter(party=employer).update(to_on=date(2026, 12, 3))
    sweep_on(clock, "2026-12-04")
    assert sent(case) == []


@pytest.mark.django_db
def test_an_officer_who_left_hears_nothing_more(cast: Cast, clock: Clock) -> None:
    leaving = cast.clerk
    case = make.submitted(cast)
    RoleGrant.objects.filter(user=leaving).update(to_on=date(2026, 12, 1))
    sweep_on(clock, "2026-12-02")
    assert sent(case) == []


@pytest.mark.django_db
def test_a_duty_done_reminds_nobody(cast: Cast, clock: Clock) -> None:
    _ = cast.handler
    case = make.checked(cast, make.submitted(cast))
    make.act(case, P.accept, cast.clerk)
    sweep_on(clock, "2026-12-09")
    assert sent(case) == []


@pytest.mark.django_db
def test_a_paused_term_reminds_nobody_until_it_runs_again(cast: Cast, clock: Clock) -> None:
    case = make.investigating(cast)
    suspension = f.Suspension(f.SuspensionCause.JUDICIAL, "刑事判决", "等待判决")
    make.act(case, P.suspend, cast.handler, suspension)
    sweep_on(clock, "2027-01-25")
    assert sent(case) == []
    # 61 days later; 11-24 + 60 = 2027-01-23, + 62 = 2027-03-26, a Friday
    make.act(case, P.resume, cast.handler, f.Resumption(date(2027, 1, 25), "判决生效"))
    assert Deadline.objects.get(case=case, term="determination").due_on == date(2027, 3, 26)
    sweep_on(clock, "2027-03-11")
    assert sent(case) == [("deadline_before", "孟承办")]


@pytest.mark.django_db
def test_a_day_that_moved_is_reminded_of_anew(cast: Cast, clock: Clock) -> None:
    case, employer = demanded(cast)
    sweep_on(clock, "2026-12-08")
    assert len(sent(case)) == 2
    # 10 days more: 12-19 is a Saturday, so Monday 12-21; the inner target is Friday 12-18
    make.act(case, P.extend_evidence, cast.handler, f.Extension(10, "单位搬迁"))
    running = Deadline.objects.get(case=case, term="employer_evidence", party=employer)
    assert (running.due_on, running.remind_on) == (date(2026, 12, 21), date(2026, 12, 13))
    for day in ("2026-12-13", "2026-12-17", "2026-12-21", "2026-12-22"):
        sweep_on(clock, day)
    assert [notice for notice, _ in sent(case)[2::2]] == [
        *("party_before", "party_before", "party_today", "party_silent")
    ]


@pytest.mark.django_db
def test_a_sweep_that_broke_in_the_middle_left_nothing_and_is_done_again(
    cast: Cast, clock: Clock
) -> None:
    _ = cast.clerk
    cases = [make.submitted(cast) for _ in range(3)]
    clock.set("2026-12-02")
    with pytest.raises(BrokenSweep):
        sweep_and_break(clock.today())
    assert [sent(case) for case in cases] == [[], [], []]
    assert reminders.sweep(clock.today()) == 3
    assert reminders.sweep(clock.today()) == 0
    assert [sent(case) for case in cases] == [[("deadline_before", "孔受理")]] * 3


@pytest.mark.django_db
def test_rows_written_before_a_crash_are_not_doubled_by_the_next_sweep(
    cast: Cast, clock: Clock
) -> None:
    _ = cast.clerk
    case = make.submitted(cast)
    sweep_on(clock, "2026-12-02")
    Deadline.objects.filter(case=case).update(remind_on=date(2026, 12, 2))
    sweep_on(clock, "2026-12-02")
    assert len(sent(case)) == 1


@pytest.mark.django_db
def test_many_deadlines_are_swept_in_batches(cast: Cast, clock: Clock) -> None:
    _ = cast.clerk
    cases = [make.submitted(cast) for _ in range(7)]
    clock.set("2026-12-02")
    assert reminders.sweep(clock.today(), batch=3) == 7
    assert [len(sent(case)) for case in cases] == [1] * 7


@pytest.mark.django_db
def test_a_reminder_reaches_the_inbox_with_a_way_to_the_case(cast: Cast, clock: Clock) -> None:
    clerk = cast.clerk
    case = make.submitted(cast)
    sweep_on(clock, "2026-12-02")
    deliver()
    message = Message.objects.get(user=clerk, notice="deadline_before")
    assert message.title == f"{case.reference} 还有 7 天到期"
    assert "2026年12月9日" in message.body
    assert message.link == f"/cases/{case.reference}/"


@pytest.mark.django_db
def test_every_registered_term_has_reminders_before_and_on_its_day(cast: Cast) -> None:
    for term in P.terms():
        assert any(offset > 0 for offset in term.remind), term.code
        assert 0 in term.remind, term.code
        assert term.duty, term.code
        assert registered(term.code) is term


# Two sweeps at once, in two transactions that really see each other ------------------------------


@pytest.fixture
def many(transactional_db: None, cast: Cast, clock: Clock) -> list[int]:
    """Forty cases whose review is to be reminded of on 2026-12-02, with their clerk."""
    _ = cast.clerk
    case = make.submitted(cast)
    first = Deadline.objects.get(case=case)
    for number in range(39):
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy.reference = None, f"2026-9{number:05d}"
        copy.save()
        Clocks(copy.pk, almanac=Almanac()).start(registered(first.term), on=FILED)
    clock.set("2026-12-02")
    return list(Deadline.objects.values_list("pk", flat=True))


def together(*works: Callable[[], int]) -> list[int]:
    """Run sweeps in threads of their own that begin at the same moment."""
    line = threading.Barrier(len(works))

    def run(work: Callable[[], int]) -> int:
        try:
            line.wait(10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def keys() -> list[str]:
    """Return the keys of all reminders."""
    return list(Outbox.objects.filter(key__startswith="reminder:").values_list("key", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_each_once(many: list[int], clock: Clock) -> None:
    for _ in range(3):
        works = [lambda: reminders.sweep(clock.today(), batch=7)] * 2
        moved = together(*works)
        assert sum(moved) == len(many)
        assert len(keys()) == len(set(keys())) == len(many)
        Outbox.objects.all().delete()
        Deadline.objects.update(remind_on=clock.today())


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_holds_its_rows_keeps_no_other_from_the_rest(
    many: list[int], clock: Clock
) -> None:
    held, go_on = threading.Event(), threading.Event()

    def crash_with_ten_rows() -> int:
        with contextlib.suppress(BrokenSweep), transaction.atomic():
            reminders._sweep_batch(clock.today(), 10)
            held.set()
            assert go_on.wait(10)
            raise BrokenSweep
        return 0

    def sweep_the_rest() -> int:
        assert held.wait(10)
        try:
            return reminders.sweep(clock.today())
        finally:
            go_on.set()

    assert together(crash_with_ten_rows, sweep_the_rest) == [0, len(many) - 10]
    assert reminders.sweep(clock.today()) == 10
    assert len(keys()) == len(set(keys())) == len(many)


@pytest.mark.django_db(transaction=True)
def test_a_reminder_and_the_act_that_ends_its_term_do_not_cross(
    transactional_db: None, cast: Cast, clock: Clock
) -> None:
    clerk: User = cast.clerk
    case = make.checked(cast, make.submitted(cast))
    clock.set("2026-12-02")

    def accept() -> int:
        make.act(Case.objects.get(pk=case.pk), P.accept, clerk)
        return 0

    together(accept, lambda: reminders.sweep(clock.today()))
    ended = Deadline.objects.get(case=case, term="acceptance_review")
    assert (ended.ended_by, ended.remind_on) == ("met", None)
    assert reminders.sweep(clock.today()) == 0
    assert len(keys()) <= 1
