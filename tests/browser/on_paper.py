"""Read a letter as somebody who holds it: the characters that its PDF shows."""

import re
from io import BytesIO
from typing import Any

import pikepdf
from playwright.sync_api import Page

_BLOCK = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def letter(page: Page, title: str) -> str:
    """Open the letter behind a link of the page, and return its text without white space."""
    link = page.get_by_role("link", name=title).first
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf", answer.status
    return text_of(answer.body())


def found(pattern: str, text: str) -> str:
    """Return the first group of a pattern that the paper must show."""
    match = re.search(pattern, text)
    assert match is not None, (pattern, text)
    return match[1]


def text_of(pdf: bytes) -> str:
    """Return the characters that a PDF of letters or printed pages shows, without white space."""
    assert pdf.startswith(b"%PDF-")
    shown: list[str] = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            fonts = {name: _characters(font) for name, font in page.Resources.Font.items()}
            characters: dict[bytes, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    characters = fonts[str(operands[0])]
                elif str(operator) in {"Tj", "TJ"}:
                    shown += _shown(operands[0], characters)
    return re.sub(r"\s", "", "".join(shown))


def _shown(operand: Any, characters: dict[bytes, str]) -> list[str]:
    """Return the characters of one piece of text: one or two bytes stand for one of them."""
    step = max(map(len, characters), default=2)
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    raw = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return [characters.get(raw[n : n + step], "") for n in range(0, len(raw), step)]


def _characters(font: Any) -> dict[bytes, str]:
    """Return which bytes of a font stand for which characters."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {
        bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
        for block in _BLOCK.findall(table)
        for code, text in _PAIR.findall(block)
    }
    for block in _RANGES.findall(table):
        for first, last, text in _RANGE.findall(block):
            begin = int(first, 16)
            for code in range(begin, int(last, 16) + 1):
                found[code.to_bytes(len(first) // 2, "big")] = chr(int(text, 16) + code - begin)
    return found
