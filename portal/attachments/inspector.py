"""Looks into one file in a process of its own, with caps on memory, time and output.

A program, not a module: decoders of foreign bytes must never run inside a web process.
Usage: inspector.py SOURCE TARGET. Writes one JSON object: what the file is, or why it is refused.
A photo is written anew to TARGET: upright, without its place and other remarks.
"""

import contextlib
import errno
import json
import resource
import sys
import zipfile
from pathlib import Path
from typing import Any

import filetype
import pikepdf
import pillow_heif
from PIL import Image, ImageOps

MEGABYTE = 1024 * 1024
MEMORY_BYTES = 2048 * MEGABYTE
CPU_SECONDS = 45
OUTPUT_BYTES = 64 * MEGABYTE
STREAM_BYTES = 128 * MEGABYTE

JPEG_PIXELS = 250_000_000
OTHER_PIXELS = 55_000_000
JPEG_QUALITY = 90

PDF_PAGES = 200
PDF_NODES = 400_000
PDF_TAIL = 1024
FOREIGN_MARKS = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?php", b"<iframe", b"<body")
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/Launch"})
ACTIVE_KINDS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToE",
        "/GoToR",
        "/Thread",
        "/RichMediaExecute",
        "/EmbeddedFile",
        "/FileAttachment",
        "/RichMedia",
        "/Movie",
        "/Screen",
        "/3D",
    }
)
KIND_KEYS = ("/S", "/Type", "/Subtype")

Report = dict[str, Any]


class Refusal(Exception):
    """The file is not taken; the text is the code of the sentence."""


def main() -> None:
    """Look into the file named on the command line and report."""
    source, target = (Path(argument) for argument in sys.argv[1:3])
    _cap()
    try:
        report = inspect(source, target)
    except Refusal as refusal:
        report = {"refused": str(refusal)}
    except MemoryError:
        report = {"refused": "too_complex"}
    sys.stdout.write(json.dumps(report))


def inspect(source: Path, target: Path) -> Report:
    """Return what the file is, by its content alone."""
    with source.open("rb") as file:
        head = file.read(4096)
    kind = filetype.guess_mime(head)
    if kind == "application/pdf":
        return _inspect_pdf(source)
    if kind == "image/jpeg":
        return _rewrite_image(source, target, formats=("JPEG",), media_type="image/jpeg")
    if kind == "image/png":
        return _rewrite_image(source, target, formats=("PNG",), media_type="image/png")
    if kind == "image/heic" or pillow_heif.is_supported(head):
        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
        return _rewrite_image(source, target, formats=("HEIF",), media_type="image/jpeg")
    raise Refusal("wrong_type")


def _rewrite_image(
    source: Path, target: Path, *, formats: tuple[str, ...], media_type: str
) -> Report:
    """Decode a photo whole and write it anew."""
    Image.MAX_IMAGE_PIXELS = JPEG_PIXELS
    try:
        image = _decode(source, formats=formats)
    except (Refusal, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal("too_many_pixels") from None
    except Exception as error:
        # Decoders fail in many ways on damaged bytes; each of them means the same to the person.
        raise Refusal("broken_image") from error
    profile = image.info.get("icc_profile")
    image.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
    try:
        if media_type == "image/jpeg":
            flat = image if image.mode in ("L", "RGB") else image.convert("RGB")
            flat.save(target, "JPEG", quality=JPEG_QUALITY, icc_profile=profile)
        else:
            image.save(target, "PNG", compress_level=4, icc_profile=profile)
    except OSError as error:
        code = {errno.ENOSPC: "no_room", errno.EDQUOT: "no_room", errno.EFBIG: "too_complex"}
        raise Refusal(code.get(error.errno or 0, "broken_image")) from error
    return {"media_type": media_type, "width": image.width, "height": image.height, "pages": 1}


def _decode(source: Path, *, formats: tuple[str, ...]) -> Image.Image:
    """Return the upright picture; a very large JPEG is halved while it is decoded."""
    image: Image.Image = Image.open(source, formats=formats)
    pixels = image.width * image.height
    if pixels > (JPEG_PIXELS if formats == ("JPEG",) else OTHER_PIXELS):
        raise Refusal("too_many_pixels")
    if pixels > OTHER_PIXELS:
        image.draft("RGB", (image.width // 2, image.height // 2))
    image.load()
    with contextlib.suppress(Exception):  # a photo with unreadable remarks is still a photo
        ImageOps.exif_transpose(image, in_place=True)
    return image


def _inspect_pdf(source: Path) -> Report:
    """Refuse a PDF that is broken, locked, too long, or more than paper."""
    _refuse_disguise(source)
    pikepdf.settings.set_qpdf_limits(flate_max_memory=STREAM_BYTES, png_max_memory=STREAM_BYTES)
    try:
        with pikepdf.open(source, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refusal("encrypted_pdf")
            pages = len(pdf.pages)
            if pages > PDF_PAGES:
                raise Refusal("too_many_pages")
            if pages == 0:
                raise Refusal("broken_pdf")
            _refuse_active(pdf)
    except pikepdf.PasswordError:
        raise Refusal("encrypted_pdf") from None
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        raise Refusal("broken_pdf") from error
    return {"media_type": "application/pdf", "width": None, "height": None, "pages": pages}


def _refuse_disguise(source: Path) -> None:
    """Refuse a PDF that is at the same time a page, a script or an archive."""
    data = source.read_bytes()
    if any(mark in data[:2048].lower() for mark in FOREIGN_MARKS) or zipfile.is_zipfile(source):
        raise Refusal("disguised_pdf")
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refusal("broken_pdf")
    tail = data[end + 5 :]
    if len(tail) > PDF_TAIL or any(mark in tail.lower() for mark in FOREIGN_MARKS):
        raise Refusal("disguised_pdf")


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    """Walk over every object and refuse programs, launches, sendings and embedded files."""
    nodes = 0
    for root in (pdf.trailer, *pdf.objects):
        waiting: list[pikepdf.Object] = [root]
        while waiting:
            nodes += 1
            if nodes > PDF_NODES:
                raise Refusal("too_complex")
            waiting.extend(_inner(waiting.pop()))


def _inner(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the containers written inside this one, after looking at its own entries."""
    if isinstance(node, pikepdf.Array):
        values = list(node)
    elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
        entries = dict(node.items())
        if not ACTIVE_KEYS.isdisjoint(entries) or any(
            str(entries.get(key)) in ACTIVE_KINDS for key in KIND_KEYS
        ):
            raise Refusal("active_pdf")
        if _calls_out(node, entries):
            raise Refusal("active_pdf")
        values = list(entries.values())
    else:
        return []
    return [
        value
        for value in values
        if isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect
    ]


def _calls_out(node: pikepdf.Object, entries: dict[str, pikepdf.Object]) -> bool:
    """Say whether opening the paper fetches something: a link of itself, or contents elsewhere."""
    if isinstance(node, pikepdf.Stream) and "/F" in entries:
        return True
    started = [entries.get("/OpenAction"), *_values(entries.get("/AA"))]
    return any(
        isinstance(one, pikepdf.Dictionary) and str(one.get("/S")) not in {"/GoTo", "/Named"}
        for one in started
    )


def _values(node: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(dict(node.items()).values()) if isinstance(node, pikepdf.Dictionary) else []


def _cap() -> None:
    """Bound what this process may use, whatever the file makes a decoder do."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        already = [value for value in resource.getrlimit(kind) if value != resource.RLIM_INFINITY]
        lowest = min([limit, *already])
        resource.setrlimit(kind, (lowest, lowest))


if __name__ == "__main__":
    main()
