"""File names as people send them: shown, saved and put into headers without harm."""

import pytest
from django.utils.http import content_disposition_header

from portal.attachments.names import clean_name

NAMES = {
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\windows\\system32\\a.jpg": "a.jpg",
    "/absolute/合同.jpg": "合同.jpg",
    "C:\\照片\\合同.JPEG": "合同.jpg",
    "a\0b.jpg": "ab.jpg",
    "合同\u202egpj.exe": "合同gpj.exe.jpg",
    "\u2066a\u2069\ufeff.jpg": "a.jpg",
    "a\r\nSet-Cookie: x=1.jpg": "aSet-Cookie x1.jpg",
    "tab\tbell\x07.png": "tabbell.jpg",
    'a".jpg': "a.jpg",
    "<img src=x onerror=alert(1)>.jpg": "img srcx onerroralert(1).jpg",
    "CON.jpg": "文件-CON.jpg",
    "nul": "文件-nul.jpg",
    "com1.txt.jpg": "文件-com1.txt.jpg",
    "-rf.jpg": "rf.jpg",
    "--help": "help.jpg",
    ".htaccess": "htaccess.jpg",
    "...": "文件.jpg",
    "": "文件.jpg",
    "   .jpg": "文件.jpg",
    "事故😀现场.jpg": "事故😀现场.jpg",
    "👨‍👩‍👧.heic": "👨‍👩‍👧.jpg",
    "\ud800.jpg": "文件.jpg",
    "a  b　c.jpg": "a bc.jpg",
}


@pytest.mark.parametrize("raw", NAMES)
def test_a_name_is_made_harmless(raw: str) -> None:
    assert clean_name(raw, media_type="image/jpeg") == NAMES[raw]


def test_a_name_of_255_chinese_characters_is_cut_at_a_whole_character() -> None:
    name = clean_name("工" * 255 + ".pdf", media_type="application/pdf")

    assert name == "工" * 58 + ".pdf"
    assert len(name.encode()) <= 180


def test_a_missing_name_gets_one() -> None:
    assert clean_name(None, media_type="image/png") == "文件.png"


@pytest.mark.parametrize("raw", NAMES)
def test_a_harmless_name_stays_one_line_of_a_header(raw: str) -> None:
    header = content_disposition_header(True, clean_name(raw, media_type="image/jpeg"))

    assert header is not None
    assert header.isprintable()
    assert header.isascii()
