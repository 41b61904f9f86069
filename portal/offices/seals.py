"""Seal images: checked, redrawn and named by us before they are stored."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, UnidentifiedImageError

LARGEST_BYTES = 1024 * 1024
LEAST_SIDE, MOST_SIDE = 200, 2000


def redraw(upload: UploadedFile[bytes], *, code: str) -> ContentFile[bytes]:
    """Return the seal as a PNG of our own making, or refuse it in words for the administrator."""
    if not upload.size or upload.size > LARGEST_BYTES:
        raise ValidationError("印章图片不能是空的，也不能超过 1 MB。")
    try:
        upload.seek(0)
        with Image.open(upload, formats=["PNG"]) as image:
            if not all(LEAST_SIDE <= side <= MOST_SIDE for side in image.size):
                raise ValidationError(
                    f"印章图片的边长应在 {LEAST_SIDE} 到 {MOST_SIDE} 像素之间，"
                    f"这一张是 {image.width} × {image.height}。"
                )
            target = BytesIO()
            image.convert("RGBA").save(target, format="PNG", optimize=True)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError("读不出这张图片。请上传 PNG 格式的印章图片。") from error
    return ContentFile(target.getvalue(), name=f"{code}.png")
