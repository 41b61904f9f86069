"""Pictures of answers: rewritten, small, shown by number, public once an answer shows them."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from faq.models import Entry, Picture
from tests import reference
from tests.cast import Cast
from tests.desk import filled, text
from tests.faq.answers import three

pytestmark = pytest.mark.django_db
PAGE = "/answers/entries/commute-hit/"


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of an editor who has three answers."""
    reference.load()
    three()
    return cast.client(cast.editor)


def drawn(width: int = 2000, height: int = 1000, kind: str = "JPEG") -> bytes:
    """Return a picture as a camera would give it, with the place where it was taken."""
    image = Image.new("RGB", (width, height), (10, 88, 166))
    data = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "GEHEIM-35.41"
    image.save(data, kind, exif=exif)
    return data.getvalue()


def add(
    desk: Client, data: bytes, *, name: str = "路线.jpg", words: str = "上下班合理路线示意"
) -> Any:
    """Hand a picture in."""
    file = SimpleUploadedFile(name, data)
    return desk.post(f"{PAGE}pictures/", {"file": file, "words": words})


def body_of(response: Any) -> bytes:
    """Return what was sent."""
    return bytes(response.content)


def test_a_picture_is_shown_by_its_number_and_public_once_it_is_published(
    desk: Client, cast: Cast, client: Client
) -> None:
    assert add(desk, drawn()).status_code == 303
    row = Picture.objects.get()
    assert (row.number, row.width, row.height) == (1, 1280, 640)
    address = f"/ask/pictures/{row.pk}/"
    assert client.get(address).status_code == 404
    inside = desk.get(address)
    assert "no-store" in inside.headers["Cache-Control"]
    assert body_of(inside)
    form = filled(desk.get(f"{PAGE}edit/"))
    form |= {"body": "看这条路：\n\n{{图 1}}\n\n合理就算。", "why": "加图"}
    assert desk.post(f"{PAGE}edit/", form).status_code == 303
    assert f'src="{address}"' in text(desk.get(f"{PAGE}2/"))
    assert client.get(address).status_code == 404
    desk.post(f"{PAGE}send/")
    cast.client(cast.legal_checker).post(f"{PAGE}check/")
    desk.post(f"{PAGE}publish/")
    page = text(client.get("/ask/commute-hit/"))
    assert f'<img src="{address}" alt="上下班合理路线示意" width="1280" height="640"' in page
    sent = client.get(address)
    assert sent.headers["Cache-Control"] == "public, max-age=3600"
    assert sent.headers["Content-Type"] == "image/jpeg"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    data = body_of(sent)
    assert Image.open(BytesIO(data)).size == (1280, 640)
    assert b"GEHEIM" not in data
    desk.post(f"{PAGE}retire/", {"why": "图上有人脸"})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("看图 {{图 1}} 里的路。", "图要单独占一行"),
        ("看图：\n\n{{图 7}}\n\n里的路。", "没有第 7 号图"),
    ],
)
def test_a_text_names_only_pictures_that_are_there_on_lines_of_their_own(
    desk: Client, body: str, sentence: str
) -> None:
    add(desk, drawn())
    form = filled(desk.get(f"{PAGE}edit/")) | {"body": body, "why": "加图"}
    page = desk.post(f"{PAGE}edit/", form)
    assert page.status_code == 422
    assert sentence in text(page)


def test_the_short_answer_holds_no_picture(desk: Client) -> None:
    add(desk, drawn())
    form = filled(desk.get(f"{PAGE}edit/")) | {"short": "算。{{图 1}}", "why": "加图"}
    page = desk.post(f"{PAGE}edit/", form)
    assert "图只能放在详细说明里" in text(page)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "这个文件是空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不是照片也不是PDF"),
        (b"MZ\x90\x00 not a picture", "不是照片也不是PDF"),
        (drawn()[:4000], "打不开"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(
    desk: Client, data: bytes, sentence: str
) -> None:
    page = add(desk, data)
    assert page.status_code == 422
    assert sentence in text(page) or "空" in text(page)
    assert not Picture.objects.exists()


def test_a_picture_needs_words_and_these_are_text(desk: Client) -> None:
    assert add(desk, drawn(), words="").status_code == 422
    assert add(desk, drawn(), words='"><script>alert(1)</script>').status_code == 303
    assert "<script>alert" not in text(desk.get(PAGE))


def test_no_version_shows_pictures_of_another_question(desk: Client) -> None:
    add(desk, drawn(40, 40, "PNG"), name="x.png")
    other = Entry.objects.get(code="death")
    form = filled(desk.get(f"/answers/entries/{other.code}/edit/"))
    form |= {"body": "看图：\n\n{{图 1}}\n\n", "why": "加图"}
    page = desk.post(f"/answers/entries/{other.code}/edit/", form)
    assert "没有第 1 号图" in text(page)
