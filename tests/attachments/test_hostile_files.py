"""Files that must not get in: each is refused with a sentence, and nothing of it is kept."""

from pathlib import Path

import pikepdf
import pytest

from portal.attachments.models import Attachment
from portal.attachments.refusals import Refused
from portal.attachments.storage import path_of
from tests.attachments import files
from tests.attachments.conftest import HandIn, kept_files

HTML = b"<html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

REFUSED = {
    "empty": ("a.jpg", b"", "是空的"),
    "program as photo": ("a.jpg", files.program(), "不是照片也不是PDF"),
    "page as pdf": ("a.pdf", HTML, "不是照片也不是PDF"),
    "script as png": ("a.php.png", b"<?php system('id'); ?>", "不是照片也不是PDF"),
    "svg with script": ("a.svg", SVG, "不是照片也不是PDF"),
    "svg as png": ("a.png", SVG, "不是照片也不是PDF"),
    "page": ("a.html", HTML, "不是照片也不是PDF"),
    "gif with script": ("a.gif", b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)", "不是照片也不是PDF"),
    "zip as docx": ("a.docx", files.archive(), "不是照片也不是PDF"),
    "macro document": ("a.docm", files.archive("word/vbaProject.bin"), "不是照片也不是PDF"),
    "zip bomb as xlsx": (
        "a.xlsx",
        files.archive("xl/sheet1.xml", b"\0" * 50_000_000),
        "不是照片也不是PDF",
    ),
    "virus test file": ("a.com", files.EICAR, "不是照片也不是PDF"),
    "virus test file as pdf": ("a.pdf", b"%PDF-1.4\n" + files.EICAR, "这个PDF打不开"),
    "pdf with a page in its head": (
        "a.pdf",
        b"%PDF-1.4\n" + HTML + files.pdf()[9:],
        "混有别的文件",
    ),
    "pdf with a page at its end": ("a.pdf", files.pdf() + HTML, "混有别的文件"),
    "pdf with an archive": ("a.pdf", files.pdf() + files.archive(), "混有别的文件"),
    "pdf with a script": ("a.pdf", files.pdf(change=files.with_script), "带有程序"),
    "pdf with a hidden script": ("a.pdf", files.pdf(change=files.with_hidden_script), "带有程序"),
    "pdf with a script in a packed object": (
        "a.pdf",
        files.pdf(
            change=files.with_hidden_script,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
        "带有程序",
    ),
    "pdf with a launch": ("a.pdf", files.pdf(change=files.with_launch), "启动命令"),
    "pdf with a file": ("a.pdf", files.pdf(change=files.with_embedded_file), "附件"),
    "pdf that opens a remote file": (
        "a.pdf",
        files.pdf(change=files.with_remote_page),
        "带有程序",
    ),
    "pdf that calls on opening": (
        "a.pdf",
        files.pdf(change=files.with_call_on_opening),
        "带有程序",
    ),
    "pdf that calls on a page": ("a.pdf", files.pdf(change=files.with_call_on_a_page), "带有程序"),
    "pdf with contents elsewhere": (
        "a.pdf",
        files.pdf(change=files.with_contents_elsewhere),
        "带有程序",
    ),
    "pdf that sends": ("a.pdf", files.pdf(change=files.with_form_sending), "带有程序"),
    "locked pdf": (
        "a.pdf",
        files.pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        "取消密码",
    ),
    "pdf locked against changes": (
        "a.pdf",
        files.pdf(encryption=pikepdf.Encryption(owner="a", user="")),
        "取消密码",
    ),
    "truncated pdf": ("a.pdf", files.pdf(30)[:-400], "重新导出"),
    "pdf with a hole": ("a.pdf", files.pdf(30)[:400] + files.pdf(30)[900:], "重新导出"),
    "broken pdf": ("a.pdf", b"%PDF-1.7\n" + b"\xff" * 3000 + b"\n%%EOF", "重新导出"),
    "pdf of 201 pages": ("a.pdf", files.pdf(201), "超过200页"),
    "pdf that unfolds to 1 GB": ("a.pdf", files.object_stream_bomb(), "这个PDF打不开"),
    "truncated jpeg": ("a.jpg", files.noisy_photo()[:-2000], "需要重拍"),
    "broken jpeg": ("a.jpg", files.photo()[:30] + b"\0" * 3000, "需要重拍"),
    "truncated png": ("a.png", files.noisy_photo("PNG")[:-2000], "需要重拍"),
    "broken png": ("a.png", files.photo("PNG")[:40] + b"\0" * 3000, "需要重拍"),
    "truncated heic": ("a.heic", files.noisy_photo("HEIF")[:-2000], "需要重拍"),
    "png of 50,000 x 50,000": ("a.png", files.huge_png(50_000, 50_000), "尺寸太大"),
    "png of 9,000 x 9,000": ("a.png", files.huge_png(9_000, 9_000), "尺寸太大"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_sentence_and_leaves_nothing(
    hand_in: HandIn, private_root: Path, case: str
) -> None:
    name, data, sentence = REFUSED[case]

    with pytest.raises(Refused, match=sentence) as refusal:
        hand_in(data, name)

    assert "请" in str(refusal.value), "the sentence says what to do"
    assert not Attachment.objects.exists()
    assert not kept_files(private_root)


def test_a_file_over_the_limit_is_refused(hand_in: HandIn, private_root: Path) -> None:
    just_over = files.photo() + b"\0" * (20 * 1024 * 1024 + 1)

    with pytest.raises(Refused, match="超过20 MB"):
        hand_in(just_over)

    assert not kept_files(private_root)


def test_a_file_at_the_limit_is_received(hand_in: HandIn) -> None:
    photo = files.photo()
    at_limit = photo + b"\0" * (20 * 1024 * 1024 - len(photo))

    assert hand_in(at_limit).media_type == "image/jpeg"


def test_a_photo_that_is_also_an_archive_is_kept_as_a_photo_only(hand_in: HandIn) -> None:
    attachment = hand_in(files.photo() + files.archive() + HTML)

    kept = path_of(attachment.storage_name).read_bytes()
    assert b"PK" not in kept
    assert b"<script" not in kept


def test_a_picture_with_a_script_in_its_remarks_is_kept_without_it(hand_in: HandIn) -> None:
    attachment = hand_in(files.photo(comment=HTML))

    assert b"<script" not in path_of(attachment.storage_name).read_bytes()


def test_a_wrong_extension_of_a_good_photo_is_put_right(hand_in: HandIn) -> None:
    attachment = hand_in(files.photo("PNG"), "合同.exe")

    assert attachment.media_type == "image/png"
    assert attachment.original_name == "合同.exe.png"
    assert attachment.storage_name.endswith(".png")


def test_a_pdf_of_200_pages_is_received(hand_in: HandIn) -> None:
    assert hand_in(files.pdf(200), "a.pdf").pages == 200


def test_a_linearised_pdf_with_packed_objects_is_received(hand_in: HandIn) -> None:
    data = files.pdf(3, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert hand_in(data, "a.pdf").pages == 3
