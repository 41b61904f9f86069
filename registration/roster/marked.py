"""The uploaded table as a file again, with what is wrong beside each line."""

import tempfile
from collections.abc import Iterator
from typing import IO

import xlsxwriter

from portal.attachments.uploads import incoming_folder
from registration.models import RosterRow, RosterUpload
from registration.roster.reading import Found

FILE_NAME = "花名册核对结果.xlsx"
ADDED = ("问题", "核对结果", "原表行号")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
MARKED = {RosterRow.State.WRONG, RosterRow.State.DUPLICATE, RosterRow.State.HIDDEN}
CHUNK = 500


def build(upload: RosterUpload) -> IO[bytes]:
    """Return the table in a file without a name; memory stays the same for any number of lines."""
    folder = incoming_folder()
    target = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (the answer closes it)
    options = {"constant_memory": True, "tmpdir": str(folder)}
    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        wrong = book.add_format({"num_format": "@", "bg_color": "#FDECEA"})
        sheet = book.add_worksheet("花名册")
        sheet.set_column(0, 0, 50)
        sheet.freeze_panes(1, 0)
        titles = Found.of(upload.found).titles
        for place, title in enumerate((*ADDED, *titles)):
            sheet.write_string(0, place, harmless(title), head)
        for line, row in enumerate(_rows(upload), start=1):
            look = wrong if row.state in MARKED else text
            for place, value in enumerate(_values(row)):
                sheet.write_string(line, place, harmless(value), look)
    target.seek(0)
    return target


def harmless(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula, here or saved as text."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _rows(upload: RosterUpload) -> Iterator[RosterRow]:
    rows = RosterRow.objects.filter(upload=upload).order_by("line")
    yield from rows.iterator(chunk_size=CHUNK)


def _values(row: RosterRow) -> list[str]:
    content = row.content
    said = "；".join([*content["problems"], *content["notes"]])
    return [said, RosterRow.State(row.state).label, str(row.line), *content["cells"]]
