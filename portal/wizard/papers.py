"""The papers of a draft: what is wanted, what has come, in which order its pages lie."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.attachments.models import Attachment, State
from portal.wizard.forms import Line, StepForm
from portal.wizard.models import Draft


@dataclass(frozen=True, kw_only=True)
class Need:
    """One material that a filing calls for."""

    code: str
    title: str
    mark: str = ""
    is_required: bool = False
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A material with the pages that have come for it."""

    need: Need
    pages: list[Attachment] = field(default_factory=list)

    @property
    def received(self) -> int:
        """Return how many pages were received whole."""
        return sum(page.state == State.RECEIVED for page in self.pages)


class UploadForm(StepForm):
    """A step that collects files: one a request, stored at once, never asked for twice."""

    button = "继续"

    def needs(self) -> Iterable[Need]:
        """Return the materials that the answers so far call for."""
        raise NotImplementedError

    @cached_property
    def pages(self) -> list[Attachment]:
        """Return the files of the draft in order, read once a request."""
        return list(Attachment.objects.filter(draft=self.telling.draft).in_order())

    def wanted(self) -> list[Wanted]:
        """Return each material with its pages in order."""
        by_material: dict[str, list[Attachment]] = {}
        for page in self.pages:
            by_material.setdefault(page.material, []).append(page)
        return [Wanted(need=need, pages=by_material.get(need.code, [])) for need in self.needs()]

    def counts(self) -> dict[str, int]:
        """Return how many files came, are being checked, must be taken again."""
        states = [page.state for page in self.pages]
        return {
            "received": states.count(State.RECEIVED),
            "checking": states.count(State.CHECKING),
            "refused": states.count(State.REFUSED),
        }

    def lines(self) -> list[Line]:
        """Return the materials as they read on the check page."""
        found = []
        later = []
        for wanted in self.wanted():
            if wanted.pages:
                found.append(Line(label=wanted.need.title, text=f"已收到 {wanted.received} 个文件"))
            elif wanted.need.is_required:
                later.append(wanted.need.title)
        if later:
            found.append(Line(label="还没有交", text="、".join(later)))
        return found


def move(draft: Draft, paper: uuid.UUID, *, up: bool) -> None:
    """Change a page's place with its neighbour within its material; the caller locks the draft."""
    page = Attachment.objects.get(draft=draft, pk=paper)
    pages = list(Attachment.objects.filter(draft=draft, material=page.material).in_order())
    index = next(n for n, one in enumerate(pages) if one.pk == page.pk)
    other = index - 1 if up else index + 1
    if 0 <= other < len(pages):
        pages[index], pages[other] = pages[other], pages[index]
    _number(pages)


def _number(pages: list[Any]) -> None:
    """Number pages from one."""
    for number, page in enumerate(pages, start=1):
        page.paper, page.page_no = 1, number
    Attachment.objects.bulk_update(pages, ["paper", "page_no"])
