"""The line icons of the sprite file, always beside a word."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

_SPRITE = """
alert apply appraisal archive arrow ask calendar camera certificate check check-circle
circle clock down download file home info injury inquiry leave left lock look mail note
pause pencil phone pin plus print progress retake right scales search send shield stamp
stop turn upload user users x
"""
NAMES = frozenset(_SPRITE.split())


def icon_svg(name: str) -> SafeString:
    """Return the drawing as a reference into the sprite; an unknown name is a programming error."""
    if name not in NAMES:
        raise ValueError(f"unknown icon {name!r}")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        static("img/icons.svg"),
        name,
    )
