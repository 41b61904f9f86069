"""What the public verification finds under a code: letters, and papers of higher floors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html

from portal.law.words import day_words
from portal.letters import codes
from portal.letters.models import Letter
from portal.letters.render import pdf
from portal.ui.parts import Row


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A paper that was issued: what everybody may know of it, and the hash of its file."""

    heading: str
    rows: Sequence[Row]
    code: str
    sha256: str
    is_sample: bool


Finder = Callable[[str], Finding | None]
_finders: dict[str, Finder] = {}


def register_finder(name: str, finder: Finder) -> None:
    """Let a higher floor answer for its own codes; called from AppConfig.ready()."""
    _finders[name] = finder


def find(code: str) -> Finding | None:
    """Return what was issued under a code; everybody is asked, so that time tells nothing."""
    if not codes.is_genuine(code):
        return None
    found = [finder(code) for finder in _finders.values()]
    return next((finding for finding in found if finding is not None), None)


def find_letter(code: str) -> Finding | None:
    """Return the letter with a code; one that was not set yet is set now."""
    letter = Letter.objects.select_related("office").filter(verification_code=code).first()
    if letter is None:
        return None
    pdf(letter)
    prefix, bracket, rest = letter.number.partition("〔")
    number = format_html('{}<span class="nobr">{}{}</span>', prefix, bracket, rest)
    return Finding(
        heading="查到了，确有这份文书",
        rows=(
            Row(term="文书名称", value=letter.title),
            Row(term="文号", value=number if letter.number else "这种文书不编文号"),
            Row(term="制发机关", value=letter.inputs["head"]["organ"]),
            Row(term="成文日期", value=day_words(letter.issued_on)),
        ),
        code=letter.verification_code,
        sha256=letter.pdf_sha256,
        is_sample=letter.is_sample,
    )
