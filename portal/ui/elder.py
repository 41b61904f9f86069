"""The elder-friendly mode: larger, fewer, calmer; chosen with one button and remembered.

The choice is a plain cookie of the browser. It says nothing about who somebody is, holds for
visitors and people who are logged in alike, and is never asked for by the pages of staff.
"""

from dataclasses import dataclass

from django.http import HttpRequest

COOKIE = "elder"
COOKIE_SECONDS = 365 * 24 * 60 * 60
STANDARD = "0"


@dataclass(frozen=True)
class Size:
    """One step of the size of text: its code in form and cookie, and what the button says."""

    code: str
    words: str


SIZES = (Size("1", "大"), Size("2", "更大"), Size("3", "最大"))
BY_CODE = {size.code: size for size in SIZES}


def size_of(request: HttpRequest) -> Size | None:
    """Return the chosen size of text; None in the standard mode, or where the cookie is odd."""
    return BY_CODE.get(request.COOKIES.get(COOKIE, ""))


def context(request: HttpRequest) -> dict[str, object]:
    """Give every template `elder`, the chosen size or None, the sizes, and where to come back to.

    What somebody searched while logged in is not written into the page once more.
    """
    user = getattr(request, "user", None)
    is_known = bool(user and user.is_authenticated)
    back = request.path if is_known else request.get_full_path()
    return {"elder": size_of(request), "elder_sizes": SIZES, "elder_next": back}
