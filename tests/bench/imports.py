"""What is measured: taking over the business register, against the bare insertion of its rows."""

import csv
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from django.db import connection, transaction

from portal.accounts.models import Identity
from portal.offices.models import Office
from registration.imports.columns import Subject
from registration.imports.run import CHUNK, Order, advance, begin
from registration.models import Employer, EmployerChange, ImportRow, ImportRun
from tests.bench.timing import line
from tests.registration import making

DAY = date(2026, 11, 1)
HEAD = (
    *("credit_code", "name", "kind", "legal_representative", "county", "town", "address", "phone"),
    *("industry_code", "founded_on"),
)
PIECE = 1024 * 1024


def employers(count: int = 100_000) -> bool:
    """Employers from a CSV: all new, the same again, and the memory that it takes."""
    print(f"导入 {count:,} 家单位")
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.csv", Path(folder) / "small.csv"
        _write(large, count)
        _write(small, count // 10)
        first, run = _timed(large, on=DAY)
        bare = _bare(run)
        again, unchanged = _timed(large, on=DAY + timedelta(days=1))
        peaks = [_peak(path, on=DAY + timedelta(days=2)) for path in (small, large)]
    _clear()
    print(f"  第一次 {first:.1f} 秒，每秒 {count / first:,.0f} 行（仅供参考）")
    print(f"  内存峰值 {peaks[0] / 1e6:.1f} MB 和 {peaks[1] / 1e6:.1f} MB（仅供参考）")
    return all(
        [
            line("导入的单位 / 文件里的行", run.added / count, 1, at_least=True),
            line(
                "再导入一次没有变化的行 / 文件里的行", unchanged.unchanged / count, 1, at_least=True
            ),
            line("速度与裸写同样行之比", bare / first, 0.5, at_least=True),
            line("没有变化的一次 / 第一次", again / first, 0.75),
            line("内存峰值 / 十分之一行数时", peaks[1] / peaks[0], 1.5),
        ]
    )


def _write(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number in range(count):
            writer.writerow(
                (
                    making.credit_code(1_000_000 + number),
                    f"济宁演示{number}机械有限公司",
                    "有限责任公司",
                    f"孔演示{number % 997}",
                    "370811",
                    "许庄街道",
                    f"济宁市任城区演示路 {number % 4999} 号",
                    "0537-0000000",
                    "C3411",
                    "2015-03-02",
                )
            )


def _timed(path: Path, *, on: date) -> tuple[float, ImportRun]:
    """Take a file over and return how long it took."""
    begun = perf_counter()
    run = _taken(path, on=on)
    return perf_counter() - begun, run


def _taken(path: Path, *, on: date) -> ImportRun:
    order = Order(
        subject=Subject.EMPLOYERS,
        office=Office.objects.get(code="shizhi-sb"),
        as_of=on,
        file_name=path.name,
        by=None,
    )
    return advance(begin(order, _pieces(path), hand_over=False).run.pk)


def _peak(path: Path, *, on: date) -> int:
    """Return the most memory that a run without changes holds at once."""
    tracemalloc.start()
    try:
        _taken(path, on=on)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _bare(run: ImportRun) -> float:
    """Return how long the same rows take to insert, chunk by chunk, with nothing around them.

    Their tables are emptied for that; afterwards everything is as it was before.
    """
    rows = list(_chunks(run))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE registration_employer CASCADE")
        cursor.execute("DELETE FROM accounts_identity WHERE kind = 'credit_code'")
        begun = perf_counter()
        for identities, entries, changes, told in rows:
            Identity.objects.bulk_create(identities)
            Employer.objects.bulk_create(entries)
            EmployerChange.objects.bulk_create(changes)
            ImportRow.objects.bulk_create(told)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = perf_counter() - begun
        transaction.set_rollback(True)
    return took


CLEAR = """
CREATE TEMPORARY TABLE taken ON COMMIT DROP AS
    SELECT DISTINCT employer_id AS id FROM registration_importrow;
DELETE FROM registration_importrow;
DELETE FROM registration_employerchange WHERE employer_id IN (SELECT id FROM taken);
DELETE FROM registration_importrun;
DELETE FROM registration_employer WHERE identity_id IN (SELECT id FROM taken);
DELETE FROM accounts_identity WHERE id IN (SELECT id FROM taken);
"""


def _clear() -> None:
    """Take the employers out again, so that what is measured next meets none of them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLEAR)


def _chunks(run: ImportRun) -> Iterator[tuple[list[object], ...]]:
    """Yield the rows that a run wrote, by table, in chunks."""
    last = 0
    while entries := list(Employer.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = entries[-1].pk
        ids = [entry.pk for entry in entries]
        yield (
            list(Identity.objects.filter(pk__in=ids)),
            list(entries),
            list(EmployerChange.objects.filter(run=run, employer__in=ids)),
            list(ImportRow.objects.filter(run=run, employer__in=ids)),
        )


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
