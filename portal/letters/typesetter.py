"""The typesetter: one kept compiler and set of fonts for each process."""

import json
import threading
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from portal.letters import glyphs
from portal.ui.qr import qr_svg

EAST_8 = timezone(timedelta(hours=8))  # the compiler wants a fixed offset
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
BODY_FACES = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", "Noto Serif SC")
TITLE_FACES = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "Noto Serif SC")
HEADING_FACES = ("SimHei", "黑体", "Noto Sans SC")

_one_at_a_time = threading.Lock()


def compose(source: Path, *, data: dict[str, Any], on: date, seal: bytes = b"") -> bytes:
    """Set one paper; equal arguments give equal bytes, on any day and any machine.

    What people wrote reaches the paper only as JSON values, never as text of the template.
    """
    faces = _faces()
    inputs = {
        "data": json.dumps(
            glyphs.printable(data, points=_points()), ensure_ascii=False, sort_keys=True
        ),
        "qr": _qr(data["head"]["verify_url"]),
        "seal": json.dumps(list(seal)),
        "body": _first(BODY_FACES, faces),
        "title": _first(TITLE_FACES, faces),
        "heading": _first(HEADING_FACES, faces),
    }
    with _one_at_a_time:
        pdf = _compiler().compile(
            input=str(source),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[*STANDARDS],
            timestamp=datetime.combine(on, time(), tzinfo=EAST_8),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("the compiler gave no single paper")
    return pdf


def _folders() -> list[str]:
    """Return the folders of fonts: the agency's licensed ones, then those that are shipped."""
    shipped = [str(Path(pylopdf_fonts_zh_cn.__file__).parent)]
    return [settings.LETTER_FONT_DIR, *shipped] if settings.LETTER_FONT_DIR else shipped


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=_folders()
    )


def unprintable(text: str) -> str:
    """Return the characters of a name that letters can only mark as missing."""
    rare = {char for char in text if not "\u4e00" <= char <= "\u9fff" and not char.isascii()}
    printed = {char: glyphs.printable(char, points=_points()) for char in rare}
    return "".join(sorted(char for char, shown in printed.items() if shown == glyphs.GETA))


@lru_cache(maxsize=1)
def _points() -> frozenset[int]:
    return glyphs.coverage(_folders())


@lru_cache(maxsize=1)
def _faces() -> frozenset[str]:
    return frozenset(_fonts().families())


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        root=str(settings.BASE_DIR), font_paths=_fonts(), ignore_system_fonts=True
    )


def _first(wanted: tuple[str, ...], faces: frozenset[str]) -> str:
    return next(face for face in wanted if face in faces)


def _qr(address: str) -> str:
    """Return the QR code of an address as SVG; a draft has no address and gets none."""
    return str(qr_svg(address)) if address else ""
