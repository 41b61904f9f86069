"""The papers of a draft: what is wanted, what has come, in which order its pages lie."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import Http404

from portal.attachments.models import Attachment, State
from portal.attachments.receive import receive
from portal.attachments.refusals import AlreadyThere, Refused
from portal.wizard.forms import Line, StepForm
from portal.wizard.models import Draft

ACCEPT = "image/*,.heic,.heif,.pdf"
NO_FILE = "还没有选文件。请先在这一栏选一个文件，再点上传。"


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
    """A material with the pages that have come for it, the last ones named, and its input."""

    need: Need
    bound: BoundField
    pages: list[Attachment] = field(default_factory=list)
    came: str = ""

    @property
    def received(self) -> int:
        """Return how many pages were received whole."""
        return sum(page.state == State.RECEIVED for page in self.pages)


class UploadForm(StepForm):
    """A step that collects files: stored at once with whatever button, never asked for twice."""

    button = "继续"
    pressed = ""
    accept = ACCEPT

    def prepare(self) -> None:
        """Give every material its input."""
        self.came: list[str] = []
        self.taken: list[Attachment] = []
        self._refused: dict[str, str] = {}
        for need in self.listed:
            self.fields[file_field(need.code)] = forms.FileField(
                label=f"{need.title}：选照片或者文件", required=False
            )

    @cached_property
    def listed(self) -> list[Need]:
        """Return the materials, read once a request."""
        return list(self.needs())

    def needs(self) -> Iterable[Need]:
        """Return the materials that the answers so far call for."""
        raise NotImplementedError

    @cached_property
    def pages(self) -> list[Attachment]:
        """Return the files of the draft in order, read once a request."""
        return list(Attachment.objects.filter(draft=self.telling.draft).in_order())

    def html_names(self) -> Iterable[str]:
        """Return nothing: files are stored, not typed."""
        return ()

    def answers(self) -> dict[str, Any]:
        """Return nothing: the files hang on the draft."""
        return {}

    def take(self, files: Mapping[str, Any], *, pressed: str = "") -> None:
        """Store every chosen file; what is not taken is told at its material.

        `pressed` is the material whose own button was pressed: no file there is told, and so is
        one that has come before. Whoever goes on has not to be told either.
        """
        if pressed and file_field(pressed) not in self.fields:
            raise Http404
        self.pressed = pressed
        for need in self.listed:
            upload = files.get(file_field(need.code))
            if upload is not None:
                self._store(upload, need.code)
            elif pressed == need.code:
                self._refused[need.code] = NO_FILE
        if self.taken:
            self.came = [str(page.pk) for page in self.taken]
            self.telling.draft.touch()
            self.telling.draft.save(update_fields=["saved_at", "expires_on"])
            self.__dict__.pop("pages", None)

    def _store(self, upload: Any, material: str) -> None:
        """Store one file, or note in a sentence why not."""
        draft = self.telling.draft
        try:
            self.taken.append(receive(upload, owner=draft, material=material, by=draft.user))
        except AlreadyThere as there:
            if self.pressed == material:
                self._refused[material] = str(there)
        except Refused as refused:
            self._refused[material] = not_taken(upload.name, refused)

    def clean(self) -> dict[str, Any]:
        """Tell of the files that were not taken."""
        cleaned = super().clean() or {}
        for code, sentence in self._refused.items():
            self.add_error(file_field(code), sentence)
        return cleaned

    def wanted(self) -> list[Wanted]:
        """Return each material with its pages in order."""
        by_material: dict[str, list[Attachment]] = {}
        for page in self.pages:
            by_material.setdefault(page.material, []).append(page)
        return [
            Wanted(
                need=need,
                bound=self[file_field(need.code)],
                pages=(pages := by_material.get(need.code, [])),
                came=received(page for page in pages if str(page.pk) in self.came),
            )
            for need in self.listed
        ]

    def outstanding(self) -> str:
        """Say how many of the required materials have not come."""
        have = {page.material for page in self.pages}
        count = sum(need.is_required and need.code not in have for need in self.listed)
        return f"还缺 {count} 样" if count else ""

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


def file_field(code: str) -> str:
    """Return the name of the input of a material."""
    return f"file_{code}"


def received(pages: Iterable[Attachment]) -> str:
    """Say which files have come; nothing when none has."""
    names = "、".join(f"“{page.original_name}”" for page in pages)
    return f"已收到{names}。" if names else ""


def not_taken(name: str, refused: Refused) -> str:
    """Say by its name which file was not taken, and what to do."""
    return f"“{name}”没有收：{str(refused).replace('，没有收下', '')}"


def move(draft: Draft, paper: uuid.UUID, *, up: bool) -> None:
    """Change a page's place with its neighbour within its material; the caller locks the draft."""
    page = Attachment.objects.get(draft=draft, pk=paper)
    pages = list(Attachment.objects.filter(draft=draft, material=page.material).in_order())
    index = next(n for n, one in enumerate(pages) if one.pk == page.pk)
    other = index - 1 if up else index + 1
    if 0 <= other < len(pages):
        pages[index], pages[other] = pages[other], pages[index]
    _number(pages)


def page_or_404(draft: Draft, paper: str) -> Attachment:
    """Return a file of this draft; one that is submitted keeps its files."""
    try:
        page = Attachment.objects.filter(draft=draft, pk=uuid.UUID(paper)).first()
    except ValueError:
        page = None
    if page is None:
        raise Http404
    return page


def _number(pages: list[Any]) -> None:
    """Number pages from one."""
    for number, page in enumerate(pages, start=1):
        page.paper, page.page_no = 1, number
    Attachment.objects.bulk_update(pages, ["paper", "page_no"])
