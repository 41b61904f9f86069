"""Pictures of made-up papers, for materials that a demonstration case needs."""

import io
import itertools

import pylopdf_fonts_zh_cn
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SIZE = (900, 1200)
_number = itertools.count(1)


def paper(title: str, lines: tuple[str, ...] = ()) -> ContentFile[bytes]:
    """Return a photo-like JPEG of a paper that says that it is a demonstration."""
    number = next(_number)
    image = Image.new("RGB", SIZE, "#f7f4ec")
    draw = ImageDraw.Draw(image)
    path = str(pylopdf_fonts_zh_cn.sans_path())
    draw.rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), outline="#9a938a", width=3)
    draw.text((90, 110), title, fill="#1a1f26", font=ImageFont.truetype(path, 54))
    body = ImageFont.truetype(path, 34)
    for row, line in enumerate((*lines, f"演示材料 第 {number} 号，内容均为虚构")):
        draw.text((90, 240 + row * 64), line, fill="#4a5564", font=body)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return ContentFile(out.getvalue(), name=f"{title}-{number}.jpg")
