"""What people type, brought into one shape before it is checked or stored."""

import unicodedata

# Full-width letters and digits become ASCII; Chinese punctuation stays as it was typed, because
# the compatibility forms of Unicode would turn "，" into "," in every story told to us.
_WIDE = {
    code: code - 0xFEE0
    for start, end in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(start, end + 1)
}
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F, 0x3000), " ")
_UNSEEN = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD))
_TABLE: dict[int, int | str | None] = {**_WIDE, **_SPACES, **_UNSEEN}
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def normalise(value: str) -> str:
    """Return the text with half-width letters and digits, plain spaces and clean ends."""
    return unicodedata.normalize("NFC", value).translate(_TABLE).replace("\r\n", "\n").strip()


def search_words(typed: str, *, most: int) -> str:
    """Return what was typed into a search, cut to `most` characters; never with a NUL."""
    return normalise(typed.replace("\0", " "))[:most]


def normalise_code(value: str) -> str:
    """Return a number or code in compatibility form without inner spaces."""
    return "".join(unicodedata.normalize("NFKC", value).translate(_TABLE).split())


def has_control_characters(value: str, *, lines: bool) -> bool:
    """Tell whether the text holds characters that print nothing or turn the direction."""
    allowed = "\n\t" if lines else ""
    return any(
        character in _DIRECTION or (unicodedata.category(character) == "Cc")
        for character in value
        if character not in allowed
    )
