"""The public page: real or not, changed or not, and nothing about anybody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.letters import codes, render
from tests.letters.conftest import Sign
from tests.letters.samples import EMPLOYER, WORKER


def page_of(code: str) -> str:
    """Return the address that the QR code leads to."""
    return reverse("letters:verify_code", args=[code])


def test_a_code_shows_the_letter_and_no_person(client: Client, sign: Sign) -> None:
    letter = sign()
    page = client.get(page_of(letter.verification_code)).content.decode()
    letter.refresh_from_db()
    for shown in (
        letter.title,
        "〔2026〕第0001号",
        "济宁市任城区人力资源和社会保障局",
        "2026年12月18日",
    ):
        assert shown in page
    assert letter.pdf_sha256 in page
    for hidden in (WORKER, EMPLOYER, "370811", "左手腕", "13899990001"):
        assert hidden not in page


def test_a_code_typed_from_paper_leads_to_the_letter(client: Client, sign: Sign) -> None:
    letter = sign()
    typed = codes.grouped(letter.verification_code).lower() + " "
    answer = client.get(reverse("letters:verify"), {"code": typed})
    assert answer.url == page_of(letter.verification_code)


@pytest.mark.parametrize("typed", ["", "ABC", "济宁", "A" * 65, "<script>alert(1)</script>"])
def test_a_code_that_cannot_be_one_is_explained(client: Client, db: None, typed: str) -> None:
    page = client.get(reverse("letters:verify"), {"code": typed}).content.decode()
    assert "核对码" in page
    assert "invalid-feedback" in page
    assert "<script>alert" not in page


def test_an_unknown_code_is_told_so_and_not_found(client: Client, db: None) -> None:
    for code in (codes.new_code(), "A" * 16, "x" * 300):
        answer = client.get(page_of(code))
        assert answer.status_code == 404
        assert "没有查到这个核对码" in answer.content.decode()


def test_guessing_is_stopped_after_thirty_misses(client: Client, sign: Sign) -> None:
    letter = sign()
    for _ in range(30):
        client.get(page_of(codes.new_code()))
    answer = client.get(page_of(codes.new_code()))
    assert answer.status_code == 429
    assert "尝试次数太多" in answer.content.decode()
    assert client.get(page_of(letter.verification_code)).status_code == 429


def test_the_same_file_is_told_from_a_changed_one(client: Client, sign: Sign) -> None:
    letter = sign()
    paper = render.pdf(letter)
    address = page_of(letter.verification_code)
    for content, said in ((paper, "一致：您的文件"), (paper + b" ", "不一致：您的文件")):
        upload = SimpleUploadedFile("决定书.pdf", content, content_type="application/pdf")
        page = client.post(address, {"paper": upload}).content.decode()
        assert said in page


def test_no_file_and_an_empty_file_are_explained(client: Client, sign: Sign) -> None:
    address = page_of(sign().verification_code)
    assert "请选择要比对的 PDF 文件" in client.post(address, {}).content.decode()
    empty = SimpleUploadedFile("a.pdf", b"", content_type="application/pdf")
    assert "这个文件是空的" in client.post(address, {"paper": empty}).content.decode()


def test_codes_are_signed_so_that_made_up_ones_are_known(db: None) -> None:
    code = codes.new_code()
    assert codes.is_genuine(code)
    other = "A" if code[0] != "A" else "B"
    assert not codes.is_genuine(other + code[1:])


def test_the_qr_code_leads_to_the_portal_and_nowhere_else(sign: Sign) -> None:
    letter = sign()
    expected = "https://gongshang.example" + page_of(letter.verification_code)
    assert letter.inputs["head"]["verify_url"] == expected


def test_the_answer_is_not_kept_by_browsers(client: Client, sign: Sign) -> None:
    answer = client.get(page_of(sign().verification_code))
    assert "no-store" in answer.headers["Cache-Control"]
