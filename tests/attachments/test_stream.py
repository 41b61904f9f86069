"""Sending kept files: never active, never sniffed, never cached."""

import pytest
from django.test import Client
from pytest_django import Settings

from portal.attachments import storage
from tests.attachments import files
from tests.attachments.conftest import HandIn

pytestmark = pytest.mark.urls("tests.attachments.urls")


def body(answer: object) -> bytes:
    """Return what was sent, and let go of the file."""
    data = b"".join(answer.streaming_content)
    answer.close()
    return data


def test_a_photo_is_shown(client: Client, hand_in: HandIn) -> None:
    attachment = hand_in(files.photo(), "事故现场.jpg")

    answer = client.get(f"/show/{attachment.pk}/")

    assert body(answer) == storage.path_of(attachment.storage_name).read_bytes()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Length"] == str(attachment.size)
    assert answer["Content-Disposition"] == (
        "inline; filename*=utf-8''%E4%BA%8B%E6%95%85%E7%8E%B0%E5%9C%BA.jpg"
    )


def test_a_photo_may_be_saved(client: Client, hand_in: HandIn) -> None:
    answer = client.get(f"/show/{hand_in(files.photo()).pk}/?save")

    assert answer["Content-Disposition"] == 'attachment; filename="photo.jpg"'
    answer.close()


def test_a_pdf_is_saved_unless_showing_it_is_asked_for(client: Client, hand_in: HandIn) -> None:
    attachment = hand_in(files.pdf(), "a.pdf")

    saved = client.get(f"/show/{attachment.pk}/")
    shown = client.get(f"/show/{attachment.pk}/?show")

    assert saved["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert shown["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert saved["Content-Type"] == shown["Content-Type"] == "application/pdf"
    for answer in (saved, shown):
        answer.close()


@pytest.mark.parametrize(
    ("data", "query", "sandboxed"),
    [(files.photo(), "", True), (files.pdf(), "", True), (files.pdf(), "?show", False)],
)
def test_a_file_can_do_nothing_in_the_browser(
    client: Client, hand_in: HandIn, data: bytes, query: str, sandboxed: bool
) -> None:
    answer = client.get(f"/show/{hand_in(data).pk}/{query}")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert ("sandbox" in answer["Content-Security-Policy"]) == sandboxed
    assert "no-store" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()


def test_a_web_server_in_front_may_send_the_bytes(
    client: Client, hand_in: HandIn, settings: Settings
) -> None:
    settings.ACCEL_PREFIX = "/private/"
    attachment = hand_in(files.photo())

    answer = client.get(f"/show/{attachment.pk}/")

    assert answer["X-Accel-Redirect"] == f"/private/{attachment.storage_name}"
    assert answer.content == b""
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_lost_from_the_disk_is_not_found_and_noted(
    client: Client, hand_in: HandIn, caplog: pytest.LogCaptureFixture
) -> None:
    attachment = hand_in(files.photo(), "秘密.jpg")
    storage.drop(attachment.storage_name)

    assert client.get(f"/show/{attachment.pk}/").status_code == 404
    assert str(attachment.pk) in caplog.text
    assert "秘密" not in caplog.text


def test_a_header_in_a_name_is_no_header(client: Client, hand_in: HandIn) -> None:
    attachment = hand_in(files.photo(), 'a\r\nSet-Cookie: x=1; ".jpg')

    answer = client.get(f"/show/{attachment.pk}/")

    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]
    answer.close()
