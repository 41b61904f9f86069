"""The pages that each procedure brings: for officers, for parties, and the forms of its acts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from portal.cases.forms import ActForm
from portal.cases.kinds import Done
from portal.cases.models import Case
from portal.ui.parts import Paper, Row

PageView = Callable[[HttpRequest, Case], HttpResponseBase]
Draft = Callable[[str, Any, Any, Done], bytes]


@dataclass(frozen=True)
class Beside:
    """What an officer reads beside the form of an act."""

    facts: Sequence[Row]
    papers: Sequence[tuple[str, Sequence[Paper]]]


Reader = Callable[[Case, Any], Beside]


@dataclass
class Pages:
    """What a procedure registered: its two case pages, its act forms, its letter drafts."""

    office: PageView | None = None
    party: PageView | None = None
    preview: Draft | None = None
    beside: Reader | None = None
    drafts: dict[str, str] = field(default_factory=dict)
    forms: dict[str, type[ActForm]] = field(default_factory=dict)
    guard_words: dict[str, str] = field(default_factory=dict)


_PAGES: dict[str, Pages] = {}


def register(
    kind: str,
    *,
    office: PageView | None = None,
    party: PageView | None = None,
    preview: Draft | None = None,
    beside: Reader | None = None,
    forms: Mapping[str, type[ActForm]] | None = None,
    guard_words: Mapping[str, str] | None = None,
) -> None:
    """Add pages to a procedure; each of them may be registered once."""
    pages = _PAGES.setdefault(kind, Pages())
    for name, view in (
        ("office", office),
        ("party", party),
        ("preview", preview),
        ("beside", beside),
    ):
        if view is None:
            continue
        if getattr(pages, name) is not None:
            message = f"{kind} has a registered {name} page already"
            raise ValueError(message)
        setattr(pages, name, view)
    twice = set(pages.forms) & set(forms or {})
    if twice:
        message = f"{kind} has registered forms already: {', '.join(sorted(twice))}"
        raise ValueError(message)
    pages.forms.update(forms or {})
    pages.guard_words.update(guard_words or {})


def name_drafts(kind: str, drafts: Mapping[str, str]) -> None:
    """Name the letters that acts prepare which issue none, so that they can be looked at."""
    _PAGES.setdefault(kind, Pages()).drafts.update(drafts)


def pages_of(kind: str) -> Pages:
    """Return the pages of a procedure; empty ones where it registered none."""
    return _PAGES.get(kind, Pages())
