"""The tabs of the officers' case page: course, papers, letters, people, notes; read on request."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from faq.api import all_answers_of, answers_given, give_url
from injury_claims.kind import KIND
from injury_claims.models import InjuryClaim, Statement
from portal import clock
from portal.attachments.models import Attachment
from portal.cases.models import Case, Entry, Note, Party, Recusal
from portal.cases.queues import CappedCount
from portal.crypto import mask_phone
from portal.letters.models import Letter, LetterRecipient, Service
from portal.ui import dates
from portal.ui.parts import Paper, TimelineItem
from portal.workflow.roles import Role

TABS = {
    "course": "经过",
    "papers": "材料",
    "letters": "文书",
    "people": "人员",
    "notes": "备注",
    "answers": "说明",
}
OTHER_PAPERS = {
    "service_proof": "送达凭证",
    "investigation_record": "调查笔录扫描件",
    "awaited_conclusion": "等待的结论",
    "employer_evidence": "单位提交的证据",
    "withdrawal_consent": "职工同意撤回的文书",
}
KINDS = {"application/pdf": "PDF", "image/jpeg": "照片", "image/png": "图片"}


@dataclass(frozen=True)
class Delivery:
    """A letter for one party, and what became of it."""

    party: Party
    tries: list[Service]
    receipt_url: str

    @property
    def success(self) -> Service | None:
        """Return the service that took effect."""
        return next((one for one in self.tries if one.served_on), None)


@dataclass(frozen=True)
class Person:
    """A party as officers see it: numbers masked."""

    party: Party
    number: str
    phone: str
    unmask_url: str


def tab_counts(case: Case) -> dict[str, int]:
    """Return how much each tab holds, in one query."""
    rows = {
        "course": Entry.objects.filter(case=case),
        "papers": Attachment.objects.received().filter(case=case),
        "letters": Letter.objects.filter(case=case),
        "people": Party.objects.filter(case=case),
        "notes": Note.objects.filter(case=case),
        "answers": answers_given(case),
        "statements": Statement.objects.filter(claim_id=case.pk),
    }
    counts = [CappedCount(one.order_by().values("pk")) for one in rows.values()]
    row = Case.objects.filter(pk=case.pk).values_list(*counts).get()
    found = dict(zip(rows, row, strict=True))
    found["notes"] += found.pop("statements")
    return found


def tab_context(tab: str, case: Case, claim: InjuryClaim) -> dict[str, Any]:
    """Return what the open tab shows."""
    return _READERS[tab](case, claim)


def _course(case: Case, claim: InjuryClaim) -> dict[str, Any]:
    letters = {letter.pk: letter for letter in Letter.objects.filter(case=case).defer("inputs")}
    entries = Entry.objects.filter(case=case).select_related("by").order_by("-number")
    return {"course": [_event(case, entry, letters) for entry in entries]}


def _event(case: Case, entry: Entry, letters: dict[int, Letter]) -> TimelineItem:
    ids = [row[0] for row in json.loads(entry.text)["letters"]]
    role = Role(entry.role)
    who = f"{entry.by.name}（{role.label}）" if entry.by else "系统"
    return TimelineItem(
        on=entry.recorded_at,
        title=KIND.acts[entry.act].done,
        effect=f"{short_time(entry.recorded_at)}，{who}",
        papers=[letter_link(case, letters[pk], is_short=True) for pk in ids if pk in letters],
    )


def short_time(at: datetime) -> str:
    """Write 11月20日 15:10, with the year when it is another year."""
    text = dates.cn_time(at)
    year = f"{clock.today().year}年"
    return text.removeprefix(year)


def letter_link(case: Case, letter: Letter, *, is_short: bool = False) -> Paper:
    """Return a letter as a paper to open; short without its number."""
    return Paper(
        title=letter.title,
        url=reverse("cases:letter", args=[case.reference, letter.pk]),
        kind="" if is_short else "PDF",
        number="" if is_short else letter.number,
    )


def _papers(case: Case, claim: InjuryClaim) -> dict[str, Any]:
    return {"groups": papers_of(case, claim)}


def papers_of(case: Case, claim: InjuryClaim) -> list[tuple[str, list[Paper]]]:
    """Return the papers of the file, grouped by what they are."""
    labels = OTHER_PAPERS | dict(claim.items.values_list("code", "label"))
    groups: dict[str, list[Paper]] = {}
    files = Attachment.objects.received().filter(case=case).select_related("uploaded_by")
    for file in files.in_order():
        who = file.uploaded_by.name if file.uploaded_by else ""
        day = dates.cn_day(file.uploaded_at)
        groups.setdefault(labels.get(file.material, "其他材料"), []).append(
            Paper(
                title=file.original_name,
                url=reverse("cases:paper", args=[case.reference, file.pk]),
                kind=KINDS.get(file.media_type, "文件"),
                size=file.size,
                note=f"{day}，{who}" if who else day,
            )
        )
    return sorted(groups.items())


def _letters(case: Case, claim: InjuryClaim) -> dict[str, Any]:
    tries: dict[tuple[int, int], list[Service]] = {}
    services = Service.objects.filter(letter__case=case).order_by("attempted_on", "pk")
    for one in services:
        tries.setdefault((one.letter_id, one.party_id), []).append(one)
    sheets: dict[int, tuple[Paper, list[Delivery]]] = {
        letter.pk: (letter_link(case, letter), [])
        for letter in Letter.objects.filter(case=case).defer("inputs").order_by("-pk")
    }
    recipients = LetterRecipient.objects.filter(letter__case=case).select_related("party")
    for row in recipients.order_by("pk"):
        address = reverse(
            "injury_claims:service_receipt", args=[case.reference, row.letter_id, row.party_id]
        )
        found = tries.get((row.letter_id, row.party_id), [])
        sheets[row.letter_id][1].append(Delivery(row.party, found, address))
    return {"sheets": list(sheets.values())}


def _people(case: Case, claim: InjuryClaim) -> dict[str, Any]:
    parties = Party.objects.filter(case=case).select_related("identity").order_by("pk")
    people = [
        Person(
            party=party,
            number=party.identity.masked_number if party.identity else "",
            phone=mask_phone(party.phone) if party.phone else "",
            unmask_url=reverse("cases:unmask", args=[case.reference, party.pk]),
        )
        for party in parties
    ]
    recusals = Recusal.objects.filter(case=case).select_related("user").order_by("pk")
    return {"people": people, "recusals": recusals}


def _notes(case: Case, claim: InjuryClaim) -> dict[str, Any]:
    notes = [
        (note.written_at, _remark(note.by.name, note.text, note.written_at))
        for note in Note.objects.filter(case=case).select_related("by")
    ]
    statements = [
        (one.written_at, _remark(_titled(one), one.text, one.written_at))
        for one in claim.statements.select_related("by")
    ]
    items = sorted([*notes, *statements], key=lambda pair: pair[0], reverse=True)
    url = reverse("cases:act", args=[case.reference, "note"])
    return {"notes": [item for _, item in items], "note_url": url}


def _answers(case: Case, claim: InjuryClaim) -> dict[str, Any]:
    return {"answers": all_answers_of(case), "give_url": give_url(case)}


def _titled(statement: Statement) -> str:
    return f"{statement.by.name}：{KIND.acts[statement.act].button}"


def _remark(title: str, text: str, at: datetime) -> TimelineItem:
    return TimelineItem(on=at, title=title, text=text, effect=short_time(at))


_READERS: dict[str, Callable[[Case, InjuryClaim], dict[str, Any]]] = {
    "course": _course,
    "papers": _papers,
    "letters": _letters,
    "people": _people,
    "notes": _notes,
    "answers": _answers,
}
