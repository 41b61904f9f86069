"""What happened with a filing: for its employer in plain words, for officers with names."""

import json
from collections.abc import Iterable, Sequence

from django.urls import reverse

from portal.cases.kinds import kind_of
from portal.cases.models import Case, Entry
from portal.letters.models import Letter
from portal.ui import dates
from portal.ui.parts import Paper, TimelineItem
from portal.workflow.roles import Role

LINES = {
    "note_duty": ("告知您申报", "从这件事发生的那天起算期限。"),
    "submit": ("提交了申报", ""),
    "file": ("提交了申报", ""),
    "close_duty": ("不用申报了", "经办机构核实过了。"),
    "withdraw": ("撤回了申报", ""),
    "notify_correction": ("请您补正", "要补正的一次列全，写在告知书里。"),
    "supply_correction": ("补正了申报", "办理期限从第二天重新起算。"),
    "propose": ("核对过了，转入复核", "由另一名工作人员复核。"),
    "approve": ("办好了", ""),
    "refuse": ("没有办理", "理由和不服怎么办，写在告知书里。"),
    "record_service": ("文书送达了您", ""),
}


def course_for_employer(case: Case, letters: Sequence[Letter]) -> list[TimelineItem]:
    """Return what the employer reads, newest first; inner steps of the agency are left out."""
    process = kind_of(case.kind).process
    return [
        TimelineItem(
            on=entry.on,
            title=LINES[entry.act][0],
            text=LINES[entry.act][1],
            papers=_papers(case, entry, letters),
        )
        for entry in _entries(case)
        if entry.act in LINES and not process.act(entry.act).internal
    ]


def course_for_officers(case: Case, letters: Sequence[Letter]) -> list[TimelineItem]:
    """Return what officers read, newest first, with who did it."""
    acts = kind_of(case.kind).acts
    return [
        TimelineItem(
            on=entry.recorded_at,
            title=acts[entry.act].done,
            effect=f"{dates.cn_time(entry.recorded_at)}，{_who(entry)}",
            papers=_papers(case, entry, letters),
        )
        for entry in _entries(case)
    ]


def letter_paper(case: Case, letter: Letter) -> Paper:
    """Return a letter as a paper to open."""
    url = reverse("cases:letter", args=[case.reference, letter.pk])
    return Paper(title=letter.title, url=url, number=letter.number)


def _entries(case: Case) -> Iterable[Entry]:
    return Entry.objects.filter(case=case).select_related("by").order_by("-number")


def _who(entry: Entry) -> str:
    return f"{entry.by.name}（{Role(entry.role).label}）" if entry.by else "系统"


def _papers(case: Case, entry: Entry, letters: Sequence[Letter]) -> list[Paper]:
    ids = {row[0] for row in json.loads(entry.text)["letters"]}
    return [letter_paper(case, letter) for letter in letters if letter.pk in ids]
