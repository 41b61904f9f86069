"""Runs that are killed, run twice, at once, and carried on: each row has one effect."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from portal.attachments import storage
from portal.notifications import delivery
from portal.notifications.models import Outbox
from registration.imports import closed, employers, store
from registration.imports import run as runs
from registration.imports.columns import Subject
from registration.models import Employer, EmployerChange, EmployerMonth, ImportRow, ImportRun
from registration.tasks import clear_import_files
from tests.cast import Cast
from tests.registration import importing, making
from tests.registration.importing import as_csv, company, counts

Work = Callable[[], object]


class KilledError(Exception):
    """The process was killed at this moment."""


def die(*_: Any, **__: Any) -> None:
    """Stand for a killed process."""
    raise KilledError


def together(works: list[Work]) -> list[object]:
    """Do all of it at the same moment, each in a thread and connection of its own."""
    line = threading.Barrier(len(works))

    def run(work: Work) -> object:
        try:
            connection.ensure_connection()
            line.wait(20)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write four rows at a time."""
    monkeypatch.setattr(runs, "CHUNK", 4)


@pytest.mark.usefixtures("cast", "small_chunks")
@pytest.mark.parametrize("at", ["_identities", "_entered", "change_employer"])
def test_a_run_that_is_killed_in_a_chunk_is_completed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    rows = [company(name=f"济宁甲{n}有限公司") for n in range(10)]
    importing.take(rows[5:7], as_of=date(2026, 11, 1))
    rows[5]["name"] = rows[6]["name"] = "济宁改名有限公司"
    data = as_csv(rows)
    begun = importing.started(data)
    runs.advance(begun.run.pk, seconds=0)
    with monkeypatch.context() as patch:
        patch.setattr(employers, at, die)
        with pytest.raises(KilledError), transaction.atomic():
            runs.advance(begun.run.pk)
    stopped = ImportRun.objects.get(pk=begun.run.pk)
    assert (stopped.done_rows, stopped.is_done) == (4, False)
    assert Employer.objects.count() == 4 + 2
    again = importing.started(data)
    assert again.run == stopped
    assert counts(runs.advance(again.run.pk)) == (8, 2, 0, 0)
    assert Employer.objects.count() == 10
    assert EmployerChange.objects.filter(what="参保登记").count() == 10
    assert ImportRow.objects.filter(run=stopped).count() == 10


@pytest.mark.usefixtures("cast", "small_chunks")
def test_units_below_others_are_completed_after_a_kill_too() -> None:
    above = making.credit_code()
    rows = [company(name=f"分{n}", parent_credit_code=above) for n in range(6)]
    rows.append(company(credit_code=above, name="总"))
    begun = importing.started(as_csv(rows))
    for _ in range(3):
        run = runs.advance(begun.run.pk, seconds=0)
    assert counts(runs.advance(run.pk)) == (7, 0, 0, 0)
    assert Employer.objects.get(name="总").units.count() == 6


@pytest.mark.usefixtures("cast", "small_chunks")
def test_the_worker_carries_a_run_on_job_after_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "SLICE", 0)
    rows = [company(name=f"济宁甲{n}有限公司") for n in range(9)]
    begun = runs.begin(importing.order(), [as_csv(rows)], hand_over=True)
    seen = []
    while delivery.run_one_job():
        begun.run.refresh_from_db()
        seen.append(begun.run.done_rows)
    assert seen == [4, 8, 9, 9]
    assert begun.run.is_done
    assert set(Outbox.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.usefixtures("cast", "small_chunks")
def test_a_job_that_breaks_is_tried_again_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    rows = [company(name=f"济宁甲{n}有限公司") for n in range(6)]
    begun = runs.begin(importing.order(), [as_csv(rows)], hand_over=True)
    with monkeypatch.context() as patch:
        patch.setattr(employers, "_entered", die)
        delivery.run_one_job()
    assert not Employer.objects.exists()
    clock.move(seconds=15)
    delivery.run_one_job()
    begun.run.refresh_from_db()
    assert counts(begun.run) == (6, 0, 0, 0)


@pytest.mark.usefixtures("cast")
def test_a_run_that_lost_its_file_goes_on_with_the_same_file_again() -> None:
    data = as_csv([company()])
    run = importing.started(data).run
    storage.drop(run.stored_as)
    with pytest.raises(FileNotFoundError):
        runs.advance(run.pk)
    again = importing.started(data)
    assert again.run == run
    assert runs.advance(run.pk).is_done


@pytest.mark.usefixtures("cast")
def test_the_same_file_for_another_office_or_day_is_another_run() -> None:
    data = as_csv([company()])
    first = importing.take(data)
    others = [
        importing.take(data, office="rencheng-sb"),
        importing.take(data, as_of=date(2026, 11, 22)),
    ]
    assert first not in others
    assert [counts(run) for run in others] == [(0, 0, 1, 0), (0, 0, 1, 0)]


@pytest.mark.usefixtures("cast")
def test_files_left_behind_are_removed_and_those_of_open_runs_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = importing.started(as_csv([company()])).run
    stray = store.keep([b"stray"])
    clear_import_files()
    assert stray.path.exists()
    monkeypatch.setattr(store, "STRAY_SECONDS", -1)
    clear_import_files()
    assert not stray.path.exists()
    assert storage.path_of(run.stored_as).exists()
    storage.drop(run.stored_as)


@pytest.mark.usefixtures("cast")
def test_whoever_keeps_the_duty_is_told_of_each_closing_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[closed.Closing] = []
    monkeypatch.setattr(closed, "_handlers", {})
    closed.on_closing("test", lambda run, closings: told.extend(closings))
    employer = making.employer(as_of=date(2026, 11, 1))
    row = company(credit_code=employer.credit_code, status="注销", closed_on="2026-11-10")
    importing.take([row])
    importing.take([row], as_of=date(2026, 11, 22))
    assert told == [closed.Closing(employer.pk, date(2026, 11, 10))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(2))
def test_two_runs_of_one_file_at_once_enter_each_employer_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, round_: int
) -> None:
    monkeypatch.setattr(runs, "CHUNK", 25)
    rows = [company(name=f"济宁同时{n}有限公司") for n in range(100)]
    for number in range(1, 100, 9):
        rows[number]["parent_credit_code"] = rows[number - 1]["credit_code"]
    data, mixed = as_csv(rows), as_csv(reversed(rows))
    ids = [
        importing.started(data).run.pk,
        importing.started(mixed).run.pk,
        importing.started(data, office="rencheng-sb").run.pk,
    ]
    together([lambda pk=pk: runs.advance(pk) for pk in [*ids, ids[0]]])  # type: ignore[misc]
    assert Employer.objects.count() == 100
    assert EmployerChange.objects.filter(what="参保登记").count() == 100
    found = ImportRun.objects.filter(pk__in=ids)
    assert sum(run.added for run in found) == 100
    assert all(run.is_done and run.done_rows == 100 for run in found)
    assert Employer.objects.exclude(parent=None).count() == 11


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_twice_at_once_is_one_run(cast: Cast) -> None:
    data, order = as_csv([company()]), importing.order()
    found = together([lambda: runs.begin(order, [data], hand_over=True).run.pk] * 4)
    assert len(set(found)) == 1
    assert ImportRun.objects.count() == 1
    run = ImportRun.objects.get()
    left = [path.name for path in storage.path_of(store.FOLDER).iterdir()]
    assert run.stored_as.rpartition("/")[2] in left
    together([lambda: runs.advance(run.pk)] * 4)
    assert counts(ImportRun.objects.get()) == (1, 0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_month_waits_for_whoever_holds_the_employers_entry(cast: Cast) -> None:
    employer = making.employer()
    row = {
        "credit_code": employer.credit_code,
        "month": "2026-09",
        "payable": "10",
        "paid": "0",
        "due_on": "2026-10-15",
    }
    run = importing.started(as_csv([row]), subject=Subject.EMPLOYER_MONTHS).run
    held, let_go = threading.Event(), threading.Event()

    def cancel() -> bool:
        with transaction.atomic():
            locked = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
            held.set()
            let_go.wait(1.0)
            owed = EmployerMonth.objects.filter(employer=locked).exists()
            Employer.objects.filter(pk=locked.pk).update(
                status="cancelled", closed_on=date(2026, 11, 24)
            )
        return owed

    def write() -> Any:
        held.wait(10)
        return counts(runs.advance(run.pk))

    assert together([cancel, write]) == [False, (0, 0, 0, 1)]
    assert not EmployerMonth.objects.exists()
    assert uuid.UUID(run.stored_as.rpartition("/")[2])
