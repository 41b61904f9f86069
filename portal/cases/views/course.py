"""What happened with a case, and its papers, as the case pages of all procedures show them."""

import json
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from portal.attachments.models import Attachment
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Entry
from portal.letters.models import Letter
from portal.ui.dates import cn_day, cn_time
from portal.ui.parts import Paper, TimelineItem
from portal.workflow.roles import Role

LONGEST = 200  # lines of a course; a case with more has its ledger


def course_for_officers(case: Case, letters: Sequence[Letter] = ()) -> list[TimelineItem]:
    """Return what officers read, newest first, with who did it."""
    acts = kind_of(case.kind).acts
    return [
        TimelineItem(
            on=entry.recorded_at,
            title=acts[entry.act].done,
            effect=f"{cn_time(entry.recorded_at)}，{_who(entry)}",
            papers=papers_of_entry(case, entry, letters),
        )
        for entry in entries_of(case)
    ]


def course_for_parties(case: Case, letters: Sequence[Letter] = ()) -> list[TimelineItem]:
    """Return what happened, newest first, without inner steps and without names."""
    kind = kind_of(case.kind)
    return [
        TimelineItem(
            on=entry.on,
            title=kind.acts[entry.act].done,
            papers=papers_of_entry(case, entry, letters),
        )
        for entry in entries_of(case)
        if not kind.process.act(entry.act).internal
    ]


def entries_of(case: Case) -> QuerySet[Entry]:
    """Return the lines of the ledger, newest first, with who wrote them."""
    return Entry.objects.filter(case=case).select_related("by").order_by("-number")[:LONGEST]


def papers_of_entry(case: Case, entry: Entry, letters: Sequence[Letter]) -> list[Paper]:
    """Return those letters that an act issued."""
    ids = {row[0] for row in json.loads(entry.text)["letters"]} if letters else set()
    return [letter_paper(case, letter) for letter in letters if letter.pk in ids]


def letter_paper(case: Case, letter: Letter) -> Paper:
    """Return a letter as a paper to open."""
    url = reverse("cases:letter", args=[case.reference, letter.pk])
    return Paper(title=letter.title, url=url, number=letter.number)


def file_papers(case: Case, files: Iterable[Attachment]) -> list[Paper]:
    """Return what was handed in as papers to open, with the day on which it came."""
    return [
        Paper(
            title=file.original_name,
            url=reverse("cases:paper", args=[case.reference, file.pk]),
            kind="文件",
            size=file.size,
            note=cn_day(file.uploaded_at),
        )
        for file in files
    ]


def _who(entry: Entry) -> str:
    return f"{entry.by.name}（{Role(entry.role).label}）" if entry.by else "系统"
