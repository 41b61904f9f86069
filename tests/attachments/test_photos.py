"""Photos of phones: they simply work, upright, and without the place where they were taken."""

import pytest
from PIL import Image

from portal.attachments.models import Attachment
from portal.attachments.storage import digest, path_of
from tests.attachments import files
from tests.attachments.conftest import HandIn


def shown(attachment: Attachment) -> Image.Image:
    """Return the picture as it was kept."""
    with Image.open(path_of(attachment.storage_name)) as image:
        image.load()
        return image


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        ("JPEG", "IMG_0001.JPG", "image/jpeg"),
        ("PNG", "截图.png", "image/png"),
        ("HEIF", "IMG_0002.HEIC", "image/jpeg"),
    ],
)
def test_a_photo_is_received(hand_in: HandIn, kind: str, name: str, media_type: str) -> None:
    attachment = hand_in(files.photo(kind), name)

    assert attachment.state == "received"
    assert attachment.media_type == media_type
    assert (attachment.width, attachment.height) == (80, 60)
    assert shown(attachment).format == media_type.removeprefix("image/").upper()
    assert digest(path_of(attachment.storage_name)) == (attachment.sha256, attachment.size)


def test_a_heic_photo_becomes_a_jpeg_also_by_name(hand_in: HandIn) -> None:
    assert hand_in(files.photo("HEIF"), "IMG_0002.HEIC").original_name == "IMG_0002.jpg"


@pytest.mark.parametrize(
    ("orientation", "left", "size"),
    [(1, "red", (80, 60)), (3, "blue", (80, 60)), (6, None, (60, 80)), (8, None, (60, 80))],
)
def test_a_photo_is_kept_upright(
    hand_in: HandIn, orientation: int, left: str | None, size: tuple[int, int]
) -> None:
    image = shown(hand_in(files.geotagged_photo(orientation=orientation)))

    assert image.size == size
    assert image.getexif().get(files.ORIENTATION, 1) == 1
    red, _, blue = image.getpixel((5, 30))
    if left:
        assert (red > blue) == (left == "red")
    top_red, _, top_blue = image.getpixel((30, 5))
    if orientation in (6, 8):
        assert (top_red > top_blue) == (orientation == 6)


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "PNG"])
def test_a_photo_is_kept_without_place_and_remarks(hand_in: HandIn, kind: str) -> None:
    raw = files.geotagged_photo()
    if kind != "JPEG":
        with Image.open(files.io.BytesIO(raw)) as image:
            raw = files.photo(kind, image=image, exif=image.getexif())
    assert b"SecretPlace" in raw

    kept = path_of(hand_in(raw).storage_name).read_bytes()

    for secret in (b"Secret", b"GPS", b"Exif", b"eXIf", b"xmpmeta"):
        assert secret not in kept


def test_colours_stay_as_the_phone_meant_them(hand_in: HandIn) -> None:
    profile = b"\0\0\0\x80" + b"profile of a phone" * 10

    assert shown(hand_in(files.photo(icc_profile=profile))).info["icc_profile"] == profile


def test_a_photo_of_108_million_pixels_is_received_at_half_its_width(hand_in: HandIn) -> None:
    photo = files.photo(image=Image.new("RGB", (12_000, 9_000), "white"))

    attachment = hand_in(photo)

    assert (attachment.width, attachment.height) == (6_000, 4_500)


def test_a_transparent_screenshot_stays_transparent(hand_in: HandIn) -> None:
    image = shown(hand_in(files.photo("PNG", image=Image.new("RGBA", (20, 20), (1, 2, 3, 4)))))

    assert image.getpixel((5, 5)) == (1, 2, 3, 4)


def test_a_photo_for_printing_is_received_as_a_photo_for_screens(hand_in: HandIn) -> None:
    image = shown(hand_in(files.photo(image=Image.new("CMYK", (20, 20)))))

    assert image.mode == "RGB"
