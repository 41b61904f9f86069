"""What real offices hand in is read; what is no table of workers is refused with the reason."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from registration.roster import reader, reading, template_file
from registration.roster.refusals import SENTENCES, TableRefused
from tests.registration import rosters

ROWS = [("张三", "100000199001010018", "2026-03-01"), ("李四", "100000199002020036", "2026-03-02")]


def read(tmp_path: Path, data: bytes) -> tuple[dict[str, Any], list[Any]]:
    path = tmp_path / "table"
    path.write_bytes(data)
    found, *lines = list(reader.read(path))
    return found, lines


def refused(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(TableRefused) as refusal:
        read(tmp_path, data)
    assert str(refusal.value)
    return refusal.value.code


def names(lines: list[Any]) -> list[str]:
    return [cells[0] for _, _, cells in lines]


# Text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "，", "|"])
def test_text_is_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    found, lines = read(tmp_path, rosters.csv_bytes(ROWS, mark=mark, encoding=encoding))
    assert found["people"] == 2
    assert [cells[:3] for _, _, cells in lines] == [list(row) for row in ROWS]


def test_rare_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    _, lines = read(tmp_path, rosters.csv_bytes([("䶮玥喆", *ROWS[0][1:])], encoding="gb18030"))
    assert names(lines) == ["䶮玥喆"]


def test_a_cell_with_separator_and_line_break_is_one_cell(tmp_path: Path) -> None:
    rows = [(*ROWS[0], '"焊工,电工\n二班"'), (*ROWS[1], "钳工")]
    _, lines = read(tmp_path, rosters.csv_bytes(rows, header=(*rosters.HEADER, "岗位")))
    assert lines[0][2][3] == "焊工,电工\n二班"
    assert len(lines) == 2


# Where the header is --------------------------------------------------------------------------


def test_title_and_remarks_above_the_header_are_passed_over(tmp_path: Path) -> None:
    rows = [
        ("济宁演示机械有限公司职工花名册",),
        ("填表日期：2026年3月",),
        (),
        rosters.HEADER,
        *ROWS,
    ]
    data = rosters.workbook(rows[1:], header=rows[0])
    found, lines = read(tmp_path, data)
    assert (found["header_line"], names(lines)) == (4, ["张三", "李四"])


def test_a_title_merged_over_all_columns_is_passed_over(tmp_path: Path) -> None:
    def merge(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "职工花名册")

    data = rosters.workbook([rosters.HEADER, *ROWS], header=("",), dress=merge)
    assert names(read(tmp_path, data)[1]) == ["张三", "李四"]


def test_a_header_of_two_lines_is_read_as_one(tmp_path: Path) -> None:
    header = ("序号", "基本信息", "", "用工日期")
    below = ("", "姓名", "身份证号", "")
    rows = [below, ("1", "张三", "100000199001010018", "2026-03-01")]
    found, lines = read(tmp_path, rosters.workbook(rows, header=header))
    assert found["columns"] == {"name": 1, "number": 2, "started_on": 3}
    assert [line for line, _, _ in lines] == [3]


def test_a_table_may_begin_anywhere_on_the_sheet(tmp_path: Path) -> None:
    rows = [("", "", *rosters.HEADER), ("", "", *ROWS[0])]
    found, lines = read(tmp_path, rosters.workbook(rows, header=("",)))
    assert found["columns"] == {"name": 2, "number": 3, "started_on": 4}
    assert lines[0][2][2:] == list(ROWS[0])


def test_of_several_sheets_the_first_with_a_fitting_header_is_read(tmp_path: Path) -> None:
    def more(book: Any, sheet: Any) -> None:
        second = book.add_worksheet("2026年职工")
        rosters.write(book, second, [rosters.HEADER, *ROWS])
        rosters.write(book, book.add_worksheet("旧的"), [rosters.HEADER, ROWS[0]])

    data = rosters.workbook([("请看第二张表",)], header=("封面",), dress=more, name="封面")
    found, lines = read(tmp_path, data)
    assert (found["sheet"], found["others"]) == ("2026年职工", ["封面", "旧的"])
    assert len(lines) == 2


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        rosters.write(book, book.add_worksheet("空"), [("什么也没有",)])
        book.get_worksheet_by_name("空").activate()
        book.get_worksheet_by_name("空").set_first_sheet()
        sheet.hide()

    assert refused(tmp_path, rosters.workbook(ROWS, dress=hide)) == "no_header"


def test_fifty_columns_too_many_hinder_nothing(tmp_path: Path) -> None:
    extra = [f"备用{n}" for n in range(50)]
    rows = [(*extra, *row) for row in ROWS]
    found, _ = read(tmp_path, rosters.workbook(rows, header=(*extra, *rosters.HEADER)))
    assert found["columns"]["name"] == 50
    assert len(found["unused"]) == 50


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    data = rosters.workbook([row[:2] for row in ROWS], header=rosters.HEADER[:2])
    with pytest.raises(TableRefused, match="缺少“用工日期”"):
        read(tmp_path, data)


# Lines that are no people ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        ("合计", "", "2人"),
        ("合 计", "2", ""),
        ("", "", "制表人：王会计"),
        ("备注：本表一式两份", "", ""),
        ("填表人：王会计", "", "2026-11-01"),
    ],
)
def test_totals_and_remarks_are_no_people(tmp_path: Path, row: tuple[str, ...]) -> None:
    if row[0] == "合 计":
        row = ("合 计", "", "2")
    found, lines = read(tmp_path, rosters.workbook([*ROWS, (), row]))
    assert names(lines) == ["张三", "李四"]
    assert found["skipped"] == 1


def test_blank_lines_and_repeated_headers_are_no_people(tmp_path: Path) -> None:
    rows = [ROWS[0], (), ("", " ", "　"), rosters.HEADER, ROWS[1]]
    _, lines = read(tmp_path, rosters.workbook(rows))
    assert [line for line, _, _ in lines] == [2, 6]


def test_somebody_without_number_is_still_a_person(tmp_path: Path) -> None:
    _, lines = read(tmp_path, rosters.workbook([("张三", "", "2026-03-01")]))
    assert names(lines) == ["张三"]


def test_the_example_of_the_template_is_no_person(tmp_path: Path) -> None:
    assert refused(tmp_path, template_file.build()) == "no_rows"


# Hidden lines and columns ---------------------------------------------------------------------


def test_lines_hidden_by_hand_by_filter_or_by_height_are_told(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, 0)

    _, lines = read(tmp_path, rosters.workbook([*ROWS, ROWS[0]], dress=hide))
    assert [is_hidden for _, is_hidden, _ in lines] == [True, True, False]


def test_hidden_columns_are_read_and_told(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.set_column(1, 1, None, None, {"hidden": True})

    found, lines = read(tmp_path, rosters.workbook(ROWS, dress=hide))
    assert found["hidden_columns"] == ["证件号码"]
    assert lines[0][2][1] == ROWS[0][1]


# Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_and_numbers_come_as_what_they_are(tmp_path: Path, is_1904: bool) -> None:
    row = ("张三", 370811199001011234, date(2026, 3, 1))
    found, lines = read(tmp_path, rosters.workbook([row], date_1904=is_1904))
    assert found["is_1904"] is is_1904
    assert lines[0][2][2] == {"d": "2026-03-01"}
    assert isinstance(lines[0][2][1], float)


# Refused --------------------------------------------------------------------------------------

GOOD = rosters.workbook(ROWS)


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return data.getvalue()


def lying() -> bytes:
    """Return an archive whose directory says a part is small that is not."""
    data = bytearray(rosters.changed(GOOD, {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 5_000_000}))
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    data[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def doctype() -> bytes:
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        xml = archive.read(part)
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    return rosters.changed(GOOD, {part: xml.replace(b"<worksheet", entity, 1)})


def archive_of(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, b"x")
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HOSTILE = {
    "empty": (b"", "empty"),
    "only a mark of order": (b"\xef\xbb\xbf\r\n", "empty"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "xls named xlsx": (OLE + "Workbook".encode("utf-16-le"), "old_format"),
    "html named xls": (b"<html><table><tr><td>\xe5</td></tr></table></html>", "html"),
    "html with remarks": (b"\xef\xbb\xbf<!DOCTYPE html><p>x", "html"),
    "xml": (b"<?xml version='1.0'?><Workbook/>", "xml"),
    "a zip": (archive_of("a/花名册.xlsx"), "zip"),
    "ods": (archive_of("content.xml"), "open_document"),
    "docx": (archive_of("word/document.xml"), "document"),
    "xlsb": (archive_of("xl/workbook.bin"), "binary"),
    "rar": (b"Rar!\x1a\x07\x01\x00", "zip"),
    "pdf": (b"%PDF-1.7\n", "pdf"),
    "photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    "program": (b"MZ\x90\0\x03\0\0\0" + bytes(200), "not_text"),
    "no text at all": (bytes(range(128, 256)) * 9 + b"\xff\xff\x00", "not_text"),
    "cut off": (GOOD[: len(GOOD) // 2], "broken"),
    "without its sheet": (rosters.changed(GOOD, {"xl/worksheets/sheet1.xml": None}), "broken"),
    "sheet is no xml": (rosters.changed(GOOD, {"xl/worksheets/sheet1.xml": b"<a"}), "broken"),
    "declares entities": (doctype(), "broken"),
    "macro": (rosters.changed(GOOD, {"xl/vbaProject.bin": b"x"}), "macro"),
    "bomb": (bomb(), "bomb"),
    "a list without header": (rosters.workbook([("a", "b")], header=("x", "y")), "no_header"),
    "a header without people": (rosters.workbook(), "no_rows"),
    "too wide": (rosters.workbook([(*ROWS[0], *["x"] * 300)]), "too_wide"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    data, code = HOSTILE[name]
    assert refused(tmp_path, data) == code


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, lying()) in {"broken", "bomb"}


def test_a_stray_value_far_below_is_not_unfolded(tmp_path: Path) -> None:
    def stray(book: Any, sheet: Any) -> None:
        sheet.write_string(1_048_575, 0, "x")

    assert refused(tmp_path, rosters.workbook(ROWS, dress=stray)) == "too_many_rows"


def test_more_than_twenty_thousand_people_are_refused(tmp_path: Path) -> None:
    rows = [("张三", "1", "2")] * 20_001
    assert refused(tmp_path, rosters.csv_bytes(rows)) == "too_many_rows"
    assert read(tmp_path, rosters.csv_bytes(rows[1:]))[0]["people"] == 20_000


def test_a_reader_that_dies_refuses_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    with (
        pytest.raises(TableRefused) as refusal,
        reading.opened(tmp_path / "table"),
    ):
        pass
    assert refusal.value.code == "too_complex"


def test_a_reader_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o700)
    monkeypatch.setattr(reading.sys, "executable", str(slow))
    monkeypatch.setattr(reading, "SECONDS", 0.2)
    with pytest.raises(TableRefused), reading.opened(tmp_path / "table"):
        pass


def test_every_refusal_is_a_sentence_that_says_what_to_do() -> None:
    for code, sentence in SENTENCES.items():
        assert "请" in sentence, code


def test_the_reader_is_a_program_that_goes_on_after_a_line(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(rosters.csv_bytes(ROWS))
    done = subprocess.run(
        [sys.executable, "-m", "registration.roster.reader", str(path), "2"],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
    )
    found, *lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (found["people"], [line for line, _, _ in lines]) == (2, [3])
