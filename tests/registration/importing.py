"""Files of other registers for the tests, and how they are taken over."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from portal.accounts.models import User
from portal.attachments import storage
from portal.offices.models import Office
from registration.imports.columns import Subject
from registration.imports.run import Begun, Order, advance, begin
from registration.models import Employer, ImportRow, ImportRun
from tests.registration import making

AS_OF = date(2026, 11, 20)
Cells = dict[str, Any]


def company(**changes: Any) -> Cells:
    """Return the row of a company of 任城区."""
    return {
        "credit_code": making.credit_code(),
        "name": "济宁演示机械有限公司",
        "kind": "有限责任公司",
        "legal_representative": "孔演示",
        "county": "370811",
        "town": "许庄街道",
        "address": "济宁市任城区演示路 1 号",
        "phone": "0537-0000000",
        "industry_code": "C3411",
        "founded_on": "2015-03-02",
    } | changes


def as_csv(rows: Iterable[Cells], *, encoding: str = "utf-8") -> bytes:
    """Return rows as a CSV file; the header has every column that some row fills."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_json(rows: Iterable[Cells]) -> bytes:
    """Return rows as a JSON file."""
    return json.dumps(list(rows), ensure_ascii=False).encode()


def order(**changes: Any) -> Order:
    """Return the order of the city's agency to take over a file of 2026-11-20."""
    office = changes.pop("office", "shizhi-sb")
    values: dict[str, Any] = {
        "subject": Subject.EMPLOYERS,
        "office": Office.objects.get(code=office),
        "as_of": AS_OF,
        "file_name": "登记信息.csv",
        "by": None,
    }
    return Order(**(values | changes))


def started(data: bytes, *, by: User | None = None, **changes: Any) -> Begun:
    """Take a file in without writing a row."""
    return begin(order(by=by, **changes), [data], hand_over=False)


def take(data: bytes | Iterable[Cells], **changes: Any) -> ImportRun:
    """Take a file over to its end."""
    data = data if isinstance(data, bytes) else as_csv(data)
    return advance(started(data, **changes).run.pk)


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    """Return how many rows were added, changed, unchanged, refused; none waits for a duty."""
    assert not run.closed
    return run.added, run.changed, run.unchanged, run.refused


def said(run: ImportRun) -> list[str]:
    """Return the report's sentences in their order."""
    return list(ImportRow.objects.filter(run=run).values_list("text", flat=True))


def reason(row: Cells, **changes: Any) -> str:
    """Return why a row is refused, after it was seen that the others of its file are not."""
    run = take([row, company(name="济宁旁观有限公司")], **changes)
    assert counts(run) == (1, 0, 0, 1), said(run)
    return ImportRow.objects.get(run=run, outcome="refused").text


def register() -> list[tuple[Any, ...]]:
    """Return what stands on the register of employers, in an order of its own."""
    rows = Employer.objects.select_related("identity", "parent__identity", "town")
    return sorted(
        (
            row.credit_code,
            row.name,
            row.kind,
            row.county_id,
            row.town_id or "",
            row.address,
            row.parent.credit_code if row.parent else "",
            str(row.founded_on),
            str(row.as_of),
            row.changes.count(),
        )
        for row in rows
    )


def path_of(run: ImportRun) -> Path:
    """Return where the file of a run lies."""
    return storage.path_of(run.stored_as)
