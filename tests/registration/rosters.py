"""Rosters as offices make them, built in the test: workbooks and text files of every kind."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from registration.models import Employer, RosterUpload
from tests.desk import filled
from tests.registration import making

HEADER = ("姓名", "证件号码", "用工日期")
Row = Sequence[Any]


def people(count: int, *, serial: int = 0, day: str = "2026-11-20") -> list[Row]:
    """Return that many people with numbers that nobody holds, each another one."""
    return [(name_of(n), number_of(n), day) for n in range(serial, serial + count)]


def number_of(n: int) -> str:
    """Return the number of the n-th of twenty thousand grown men who were never born."""
    born = date.fromordinal(date(1970, 1, 1).toordinal() + n // 400)
    return making.id_number(born=f"{born:%Y%m%d}", serial=(n % 400) * 2 + 1)


def name_of(n: int) -> str:
    """Return a name without digits."""
    signs = "甲乙丙丁戊己庚辛壬癸"
    return "工" + "".join(signs[int(digit)] for digit in str(n))


def csv_bytes(
    rows: Iterable[Row], *, header: Row = HEADER, mark: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Return a table as text."""
    lines = [mark.join(str(cell) for cell in row) for row in (header, *rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def workbook(
    rows: Iterable[Row] = (),
    *,
    header: Row = HEADER,
    title: str = "",
    dress: Callable[[Any, Any], None] | None = None,
    name: str = "花名册",
    **options: Any,
) -> bytes:
    """Return a workbook with text in its cells; numbers and dates stay what they are."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet(name)
        write(book, sheet, [*([(title,)] if title else []), header, *rows])
        if dress:
            dress(book, sheet)
    return data.getvalue()


def write(book: Any, sheet: Any, rows: Iterable[Row]) -> None:
    """Write rows from the top."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, place, cell, day)
            elif isinstance(cell, int | float):
                sheet.write_number(line, place, cell)
            elif cell is not None:
                sheet.write_string(line, place, str(cell))


def changed(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Return an archive with parts put in, replaced, or taken out."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name not in changes:
                archive.writestr(name, source.read(name))
        for name, content in changes.items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def upload(client: Client, employer: Employer, data: bytes, name: str = "花名册.xlsx") -> Any:
    """Hand a table in as a browser would."""
    address = f"/units/{employer.pk}/roster/"
    typed = filled(client.get(address))
    return client.post(address, typed | {"table": SimpleUploadedFile(name, data)})


def taken(
    client: Client, employer: Employer, data: bytes, name: str = "花名册.xlsx"
) -> RosterUpload:
    """Hand a table in that must be taken, and return its row."""
    page = upload(client, employer, data, name)
    assert page.status_code == 303, page.context["form"].errors
    return RosterUpload.objects.latest("pk")


def enrol(client: Client, upload: RosterUpload) -> HttpResponse:
    """Confirm the ticked rows."""
    address = f"/units/{upload.employer_id}/roster/{upload.pk}/enrol/"
    return client.post(address, filled(client.get(address)))


def states(upload: RosterUpload) -> list[str]:
    """Return the state of each row in order."""
    return list(upload.rows.order_by("line").values_list("state", flat=True))


def problems(upload: RosterUpload) -> list[str]:
    """Return what is wrong, row by row."""
    return ["；".join(row.content["problems"]) for row in upload.rows.order_by("line")]


def page_of(one: RosterUpload, part: str = "") -> str:
    """Return the address of a page of an upload."""
    return f"/units/{one.employer_id}/roster/{one.pk}/{part}"
