"""The course of a run: taken in, carried on chunk by chunk by whoever comes, finished once.

A chunk is one transaction: the rows, their lines in the report, and how far the run came. Whoever
carries a run on holds its row meanwhile, so that two at once share the work and double nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import inf
from time import monotonic
from typing import Any

from django.db import IntegrityError, transaction

from portal import clock
from portal.accounts.models import User
from portal.attachments import storage
from portal.notifications.send import enqueue_job
from portal.offices.models import Office
from registration.imports import employers, money, outlets, store
from registration.imports.columns import Subject
from registration.imports.outline import Outline, outline_of
from registration.imports.places import Places
from registration.imports.reading import FileRefusedError, Row
from registration.imports.results import Batch, Outcome, Result
from registration.models import ImportRow, ImportRun

CHUNK = 2000
SLICE = 5.0
"""Seconds of one job: below the task limit even where the file is looked through first."""
TRIES = 3
JOB = "carry_on_import"

WRITERS: dict[Subject, Callable[[Batch], list[Result]]] = {
    Subject.EMPLOYERS: employers.write,
    Subject.EMPLOYER_MONTHS: money.write_employer_months,
    Subject.CONTRIBUTIONS: money.write_contributions,
    Subject.BENEFITS: money.write_benefits,
    Subject.OUTLETS: outlets.write_listings,
}
Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who takes over which file, and as of which day it is true."""

    subject: Subject
    office: Office
    as_of: date
    file_name: str
    by: User | None


@dataclass(frozen=True)
class Begun:
    """A run that was begun or, where `is_known`, that took the same file over before."""

    run: ImportRun
    is_known: bool
    ignored: tuple[str, ...] = ()


def begin(order: Order, pieces: Iterable[bytes], *, hand_over: bool) -> Begun:
    """Take a file in and look it through; raises FileRefusedError where it cannot be read.

    The same file of the same day and office is the same run: one that stopped may go on. With
    `hand_over` the worker carries it on, whatever becomes of this process.
    """
    stored = store.keep(pieces)
    run: ImportRun | None = None
    try:
        plan = None if _is_known(order, stored) else _plan(stored, order.subject)
        with transaction.atomic():
            run, is_new = _created(order, stored, total=plan.total if plan else 0)
            _give_file(run, stored)
            if hand_over and not run.is_done:
                hand_to_worker(run)
    finally:
        if run is None or run.stored_as != stored.name:
            storage.drop(stored.name)
    return Begun(run, is_known=not is_new, ignored=plan.table.ignored if plan else ())


def hand_to_worker(run: ImportRun) -> None:
    """Have the worker carry a run on, from wherever it is."""
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(touched_at=clock.now())
        _enqueue(run, f"from:{clock.now().isoformat()}")


def carry_on(payload: dict[str, Any]) -> None:
    """Carry a run on for a while, as a job of the worker; what is left is the next job."""
    run = advance(payload["run_id"], seconds=SLICE)
    if not run.is_done:
        _enqueue(run, f"{run.stage}:{run.reached}")


def advance(run_id: int, *, seconds: float = inf) -> ImportRun:
    """Carry a run on to its end, or until the time is up, and return it as it is then."""
    run = ImportRun.objects.select_related("office").get(pk=run_id)
    if run.is_done:
        return run
    try:
        _write_chunks(run, end=monotonic() + seconds)
    except FileNotFoundError:  # somebody else finished it meanwhile, or the file is lost
        if not ImportRun.objects.get(pk=run_id).is_done:
            raise
    run.refresh_from_db()
    return run


def _write_chunks(run: ImportRun, *, end: float) -> None:
    """Write chunk after chunk, stage after stage; each stage opens the file anew."""
    plan = outline_of(storage.path_of(run.stored_as), Subject(run.subject))
    places = Places.of(run.office)
    for stage, rows in _chunks(plan, after=(run.stage, run.reached)):
        _write(run.pk, Batch(run, plan, places, rows), stage=stage)
        if monotonic() > end:
            return
    _finish(run.pk)


def _is_known(order: Order, stored: store.Stored) -> bool:
    return ImportRun.objects.filter(
        office=order.office,
        subject=order.subject,
        as_of=order.as_of,
        file_sha256=stored.sha256,
    ).exists()


def _plan(stored: store.Stored, subject: Subject) -> Outline:
    plan = outline_of(stored.path, subject)
    if not plan.total:
        raise FileRefusedError("文件里只有表头，没有数据")
    return plan


def _created(order: Order, stored: store.Stored, *, total: int) -> tuple[ImportRun, bool]:
    """Begin a run; of two that begin the same at once, the later one gets the other's."""
    return ImportRun.objects.get_or_create(
        office=order.office,
        subject=order.subject,
        as_of=order.as_of,
        file_sha256=stored.sha256,
        defaults={
            "by": order.by,
            "file_name": order.file_name[:200],
            "stored_as": stored.name,
            "total": total,
        },
    )


def _give_file(run: ImportRun, stored: store.Stored) -> None:
    """Give an unfinished run that lost its file the same file again."""
    if not run.is_done and not store.is_there(run.stored_as):
        run.stored_as = stored.name
        run.save(update_fields=["stored_as"])


def _chunks(plan: Outline, *, after: Place) -> Iterator[tuple[int, list[Row]]]:
    """Yield the rows behind a place, chunk by chunk, each with its stage."""
    for stage in range(after[0], plan.stages):
        rows = (row for row in plan.rows(stage) if (stage, row.line) > after)
        while chunk := list(islice(rows, CHUNK)):
            yield stage, chunk


def _write(run_id: int, batch: Batch, *, stage: int) -> None:
    """Write a chunk; what somebody else entered at the same moment is met at the next try."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                _write_once(run_id, batch, stage=stage)
        except IntegrityError:
            if not left:
                raise
        else:
            return


def _write_once(run_id: int, batch: Batch, *, stage: int) -> None:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run_id)
    place = (run.stage, run.reached)
    rows = [row for row in batch.rows if (stage, row.line) > place]
    if run.is_done or not rows:
        return
    results = WRITERS[Subject(run.subject)](Batch(run, batch.plan, batch.places, rows))
    told = sorted((one for one in results if one.outcome), key=lambda result: result.line)
    ImportRow.objects.bulk_create(result.as_row(run) for result in told)
    run.added += _count(results, Outcome.ADDED)
    run.changed += _count(results, Outcome.CHANGED)
    run.closed += _count(results, Outcome.CLOSED)
    run.refused += _count(results, Outcome.REFUSED)
    run.unchanged += _count(results, None)
    run.stage, run.reached, run.touched_at = stage, rows[-1].line, clock.now()
    run.save()


def _count(results: list[Result], outcome: Outcome | None) -> int:
    return sum(result.outcome == outcome for result in results)


def _finish(run_id: int) -> None:
    """Note that every row was dealt with, and let the file go."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.is_done:
            return
        name, run.stored_as = run.stored_as, ""
        run.finished_at = run.touched_at = clock.now()
        run.save(update_fields=["stored_as", "finished_at", "touched_at"])
        transaction.on_commit(lambda: storage.drop(name), robust=True)


def _enqueue(run: ImportRun, place: str) -> None:
    enqueue_job(JOB, key=f"import:{run.pk}:{place}", payload={"run_id": run.pk})
