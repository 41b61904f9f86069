"""Uploads as browsers, bad lines and attackers send them, through the real parser and handler."""

import io
import resource
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django import Settings

from portal.attachments.models import Attachment
from portal.attachments.uploads import incoming_folder
from portal.wizard.models import Draft
from tests.attachments import files
from tests.attachments.conftest import kept_files

pytestmark = pytest.mark.urls("tests.attachments.urls")
MEGABYTE = 1024 * 1024
ADDRESS = "/hand-in/"


class Line(io.RawIOBase):
    """A body that comes over the line piece by piece and is nowhere whole in memory."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self.pieces = pieces
        self.rest = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, space: memoryview) -> int:
        """Give the next bytes, or none when the sender has no more."""
        if not self.rest:
            self.rest = next(self.pieces, b"")
        taken, self.rest = self.rest[: len(space)], self.rest[len(space) :]
        space[: len(taken)] = taken
        return len(taken)


def send(pieces: Iterator[bytes], *, length: int, kind: str = MULTIPART_CONTENT) -> HttpResponse:
    """Post a body with an announced length."""
    return Client().request(
        REQUEST_METHOD="POST",
        PATH_INFO=ADDRESS,
        CONTENT_TYPE=kind,
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": io.BufferedReader(Line(pieces))},
    )


def form(draft: Draft, data: bytes, name: str = "a.jpg") -> bytes:
    """Return the body of the form with one file in its midst."""
    fields = {
        "draft": str(draft.pk),
        "material": "contract",
        "file": SimpleUploadedFile(name, data, "image/jpeg"),
        "typed": "打过的字",
    }
    return encode_multipart(BOUNDARY, fields)


def large_form(draft: Draft, megabytes: int) -> tuple[Iterator[bytes], int]:
    """Return the form with a file of so many megabytes, piece by piece, and its length."""
    mark = b"--the-file--"
    head, tail = form(draft, mark).split(mark)

    def pieces() -> Iterator[bytes]:
        yield head
        yield from (b"\xff\xd8\xff" + b"\0" * (MEGABYTE - 3) for _ in range(megabytes))
        yield tail

    return pieces(), len(head) + megabytes * MEGABYTE + len(tail)


def test_a_file_of_60_megabytes_is_refused_beside_the_field_and_nothing_typed_is_lost(
    draft: Draft, private_root: Path
) -> None:
    body, length = large_form(draft, 60)

    answer = send(body, length=length)

    assert answer.status_code == 422
    assert "超过20 MB" in answer.content.decode()
    assert "打过的字" in answer.content.decode()
    assert not kept_files(private_root)


def test_a_file_of_60_megabytes_is_never_whole_on_disk(draft: Draft) -> None:
    body, length = large_form(draft, 60)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (22 * MEGABYTE, hard))
    try:
        answer = send(body, length=length)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert "超过20 MB" in answer.content.decode()


def test_a_file_of_60_megabytes_is_never_whole_in_memory(draft: Draft) -> None:
    body, length = large_form(draft, 60)
    tracemalloc.start()

    send(body, length=length)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * MEGABYTE


def test_a_file_of_19_megabytes_is_received_without_being_whole_in_memory(draft: Draft) -> None:
    photo = files.photo()
    head, tail = form(draft, b"--the-file--").split(b"--the-file--")
    pieces = [head, photo, *([b"\0" * MEGABYTE] * 19), tail]
    tracemalloc.start()

    answer = send(iter(pieces), length=sum(map(len, pieces)))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 201
    assert peak < 12 * MEGABYTE


def test_a_request_beyond_every_limit_is_not_read_at_all(draft: Draft) -> None:
    def nobody_asks() -> Iterator[bytes]:
        pytest.fail("the body was read")
        yield b""

    answer = send(nobody_asks(), length=500 * MEGABYTE)

    assert answer.status_code == 413
    assert "太大" in answer.content.decode()


def test_an_arriving_file_has_no_name_that_a_killed_process_could_leave(
    draft: Draft, private_root: Path
) -> None:
    head, tail = form(draft, b"--the-file--").split(b"--the-file--")
    seen: list[int] = []

    def pieces() -> Iterator[bytes]:
        yield head + files.photo()
        for _ in range(5):
            yield b"\0" * MEGABYTE
            seen.append(len(list(incoming_folder().iterdir())))
        yield tail

    body = list(pieces())
    seen.clear()
    answer = send(pieces(), length=sum(map(len, body)))

    assert answer.status_code == 201
    assert seen == [0] * 5


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_body_shorter_than_announced_stores_nothing(
    draft: Draft, private_root: Path, share: float
) -> None:
    body = form(draft, files.noisy_photo())
    cut = body[: int(len(body) * share)]

    answer = send(iter([cut]), length=len(body))

    assert answer.status_code in (400, 422)
    assert not kept_files(private_root)


def test_a_body_longer_than_announced_stores_nothing(draft: Draft, private_root: Path) -> None:
    body = form(draft, files.noisy_photo())

    answer = send(iter([body]), length=len(body) // 2)

    assert answer.status_code in (400, 422)
    assert not kept_files(private_root)


def test_a_lying_length_of_the_part_itself_does_no_harm(draft: Draft) -> None:
    body = form(draft, files.photo())
    marker = b"Content-Type: image/jpeg\r\n"
    assert marker in body
    lying = body.replace(marker, marker + b"Content-Length: 3\r\n")

    assert send(iter([lying]), length=len(lying)).status_code == 201


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=工"],
)
def test_a_missing_boundary_is_a_bad_request(draft: Draft, kind: str) -> None:
    body = form(draft, files.photo())

    assert send(iter([body]), length=len(body), kind=kind).status_code == 400


def test_a_wrong_boundary_stores_nothing(draft: Draft, private_root: Path) -> None:
    body = form(draft, files.photo())

    answer = send(iter([body]), length=len(body), kind="multipart/form-data; boundary=other")

    assert answer.status_code == 404
    assert not kept_files(private_root)


@pytest.mark.parametrize("what", ["files", "fields"])
def test_a_thousand_parts_are_a_bad_request(draft: Draft, private_root: Path, what: str) -> None:
    value = SimpleUploadedFile("a.jpg", b"x") if what == "files" else "x"
    many = {f"{what}{number}": value for number in range(1000)}
    body = encode_multipart(BOUNDARY, {"draft": str(draft.pk), **many})

    assert send(iter([body]), length=len(body)).status_code == 400
    assert not kept_files(private_root)


def test_a_huge_field_of_text_is_a_bad_request(draft: Draft) -> None:
    body = encode_multipart(BOUNDARY, {"draft": str(draft.pk), "typed": "x" * 3 * MEGABYTE})

    assert send(iter([body]), length=len(body)).status_code == 400


def test_an_upload_that_breaks_off_leaves_nothing(draft: Draft, private_root: Path) -> None:
    body = form(draft, files.noisy_photo())

    def breaks_off() -> Iterator[bytes]:
        yield body[:2000]
        raise ConnectionResetError

    with pytest.raises(OSError, match=r".*"):
        send(breaks_off(), length=len(body))

    assert not kept_files(private_root)
    assert not Attachment.objects.exists()


def test_a_form_without_a_chosen_file_is_told(draft: Draft) -> None:
    body = form(draft, b"").replace(b'filename="a.jpg"', b'filename=""')

    answer = send(iter([body]), length=len(body))

    assert "没有文件" in answer.content.decode()


def test_a_full_disk_while_a_file_arrives_is_told_beside_the_field(
    draft: Draft, private_root: Path, settings: Settings
) -> None:
    body = form(draft, files.photo() + b"\0" * 5 * MEGABYTE)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, hard))
    try:
        answer = send(iter([body]), length=len(body))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert answer.status_code == 422
    assert "系统暂时存不下" in answer.content.decode()
    assert "打过的字" in answer.content.decode()
    assert not kept_files(private_root)
    assert send(iter([body]), length=len(body)).status_code == 201


HOSTILE_NAMES = [
    "../../../etc/cron.d/x.jpg",
    "..%2f..%2fx.jpg",
    "a\0b.jpg",
    "合同\u202egpj.exe",
    "工" * 255 + ".jpg",
    "😀.jpg",
    "a\r\nX-Evil: 1\r\n\r\n<script>.jpg",
    "AUX",
    "-rf.jpg",
    '"><script>alert(1)</script>.jpg',
    "&#46;&#46;&#47;x.jpg",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_received_harmless_and_stays_inside(
    draft: Draft, private_root: Path, name: str
) -> None:
    raw = form(draft, files.photo()).replace(b"a.jpg", name.encode("utf-8", "surrogatepass"))

    answer = send(iter([raw]), length=len(raw))

    if answer.status_code == 201:
        attachment = Attachment.objects.get()
        assert not set('/\\\0\r\n<>"\u202e') & set(attachment.original_name)
        assert kept_files(private_root) == [private_root / attachment.storage_name]
    else:
        assert answer.status_code in (400, 422)
        assert not kept_files(private_root)
