"""File names as people send them, made harmless."""

import re
import unicodedata

from portal.attachments.limits import MAX_NAME_BYTES

EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE
)
UNSAFE = re.compile(r'[<>:"|?*%;=&]')
JOINERS = ("\u200d", "\ufe0f")


def clean_name(raw: str | None, *, media_type: str) -> str:
    """Return a name that no file system, header or page can misread, ending as its type does."""
    text = unicodedata.normalize("NFC", raw or "").replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(char for char in text if _is_visible(char))
    text = " ".join(UNSAFE.sub("", text).split())
    stem = re.sub(r"\.(jpe?g|png|hei[cf]|pdf)$", "", text, flags=re.IGNORECASE).strip("-. ~")
    if not stem or DEVICES.match(stem):
        stem = f"文件-{stem}".rstrip("-")
    extension = EXTENSIONS[media_type]
    room = MAX_NAME_BYTES - len(extension)
    return stem.encode()[:room].decode(errors="ignore").rstrip("-. ~") + extension


def _is_visible(char: str) -> bool:
    """Refuse control, direction, surrogate and unassigned characters; keep what joins emoji."""
    return char in JOINERS or char == " " or not unicodedata.category(char).startswith(("C", "Z"))
