"""The case page of the parties: whose turn, next date, what to do, course, facts, people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from faq.api import answers_for
from injury_claims import terms
from injury_claims.course import course_of
from injury_claims.kind import KIND
from injury_claims.models import InjuryClaim, SuspensionRecord
from injury_claims.outcomes import GROUNDS
from injury_claims.party_forms.papers import PENDING_ACTS, pending_of
from injury_claims.process import ClaimProcess
from injury_claims.seeing import Side, sees
from injury_claims.situation import Situation, situations
from injury_claims.states import ClaimState as S
from injury_claims.turns import Turn, turn_of
from injury_claims.views.insured import insured_for_side
from portal import clock
from portal.accounts.models import User
from portal.attachments.models import Attachment
from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from portal.cases.models import Case, Entry
from portal.cases.papers import attachments_for, letters_for
from portal.cases.standing import standings
from portal.cases.views.access import user_of
from portal.crypto import mask_phone
from portal.deadlines.models import Deadline
from portal.law.term import registered
from portal.ui import dates
from portal.ui.parts import Clock, Paper, Row
from portal.workflow.roles import OUTSIDERS

KINDS = {"application/pdf": "PDF", "image/jpeg": "照片", "image/png": "图片"}
LOOKS_DAYS = 30
CLOCK_TITLES = {
    terms.ACCEPTANCE_REVIEW.code: "最晚哪一天告诉您是否受理",
    terms.ACCEPTANCE_AFTER_CORRECTION.code: "最晚哪一天告诉您是否受理",
    terms.RECOGNITION_SERVICE.code: "最晚哪一天送到",
}
CLOCK_TITLE = "最晚哪一天作出决定"
DUTIES = {
    terms.ACCEPTANCE_REVIEW.code: "告诉您是否受理",
    terms.ACCEPTANCE_AFTER_CORRECTION.code: "告诉您是否受理",
}
OVERDUE = "已经过了还没有办完的，可以打电话问。"


@dataclass(frozen=True)
class Choice:
    """An act that the table allows this person now, with its words."""

    label: str
    hint: str
    url: str
    is_dangerous: bool


@dataclass(frozen=True)
class Remedy:
    """One way to contest the decision: to whom, until when."""

    title: str
    organ: str
    deadline: Deadline
    why_url: str

    @property
    def is_over(self) -> bool:
        """Say whether the last day is past."""
        return self.deadline.ended_on is not None


@dataclass(frozen=True)
class Look:
    """An officer who opened the file, how often, and when last."""

    name: str
    count: int
    last: datetime


def party_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a case to one of its parties, as far as that side may know of it."""
    user = user_of(request)
    now = next(iter(situations(user, [case])), None)
    if now is None:
        raise Http404
    turn = turn_of(now)
    entries = list(Entry.objects.filter(case=case).order_by("-number"))
    files = list(attachments_for(now.parties, user=user, case=case).in_order())
    open_acts = _choices(now, turn)
    looks = list(_looks(case)) if sees("readers", now.side) else []
    own_clock = clock_of(turn.deadline) if turn.deadline else None
    office_clock = now.office_deadline()
    context = {
        "case": case,
        "claim": now.claim,
        "now": now,
        "is_worker_side": now.side is Side.WORKER,
        "turn": turn,
        "turn_act": _address(case, turn.act) if turn.act else "",
        "own_clock": own_clock,
        "office_clock": clock_of(office_clock) if office_clock else None,
        "office_clock_title": _clock_title(office_clock),
        "pending": _pending(now, turn, files, entries),
        "decision": _decision(now),
        "decision_url": _decision_url(now),
        "remedies": list(_remedies(now)),
        "course": course_of(
            now,
            entries=entries,
            letters=list(letters_for(now.parties, case=case).defer("inputs")),
            suspensions=_suspensions(now),
        ),
        "facts": list(facts_of(now)),
        "insured": insured_for_side(now),
        "people": list(_people(now)),
        "answers": answers_for(case.reference, now.given, employer=now.side is Side.EMPLOYER),
        "papers": _papers(now, files),
        "safe_acts": [act for act in open_acts if not act.is_dangerous],
        "danger_acts": [act for act in open_acts if act.is_dangerous],
        "looks": looks,
        "look_count": sum(look.count for look in looks),
        "receipt_url": reverse("injury_claims:receipt", args=[case.reference]),
    }
    return render(request, "injury_claims/party_case.html", context)


def clock_of(row: Deadline) -> Clock:
    """Return a period as the sentence of a date."""
    left = (row.due_on - clock.today()).days if row.due_on else None
    return Clock(
        label=DUTIES.get(row.term) or registered(row.term).duty,
        due_on=row.due_on,
        days_left=left,
        paused=row.due_on is None,
        why_url=reverse("cases:why", args=[row.case.reference, row.pk]),
        note=OVERDUE if row.binds_office and left is not None and left < 0 else "",
    )


def facts_of(now: Situation) -> Iterator[Row]:
    """Yield the facts claimed that this side may read; a death is not told again in detail."""
    claim = now.claim
    is_spared = claim.is_death and now.side is Side.WORKER
    ground = GROUNDS[claim.ground_claimed]
    told = (
        ("event", "诊断时间" if claim.injury_kind == "disease" else "时间", _when(claim)),
        ("place", "地点", claim.place),
        ("course", "经过", "" if is_spared else claim.course),
        ("ground", "情形", str(ground.basis) if is_spared else f"{ground.label}（{ground.basis}）"),
        ("body_parts", "部位", "" if is_spared else claim.harm_told),
        ("hospital", "医院", "" if is_spared else claim.hospital),
        ("diagnosis", "诊断", "" if is_spared else claim.diagnosis),
        ("witnesses", "证人", claim.witnesses),
        ("employer_name", "单位", claim.case.employer_name),
        ("occupation", "岗位", claim.occupation),
    )
    for field, term, value in told:
        if value and sees(field, now.side):
            yield Row(term=term, value=value)


def _when(claim: InjuryClaim) -> str:
    if claim.injury_kind == "disease" and claim.diagnosed_on:
        return dates.cn_date(claim.diagnosed_on)
    at = f"{claim.happened_at:%H:%M}" if claim.happened_at else ""
    day = dates.cn_date(claim.happened_on)
    return format_html('<span class="nobr">{}</span>{}', day, at)


def _people(now: Situation) -> Iterator[Row]:
    """Yield what the portal keeps of this person's own party."""
    for party in now.parties:
        way = "电子送达" if party.electronic_service_consent else "纸质送达"
        yield Row(term=party.get_kind_display(), value=party.name)
        if party.phone:
            yield Row(term="手机", value=mask_phone(party.phone))
        if party.address:
            yield Row(term="文书寄到", value=party.address)
        yield Row(term="怎么送", value=way)


def _choices(now: Situation, turn: Turn) -> list[Choice]:
    """Return the acts that the table allows, without the one that the page asks for already."""
    acts = [act for act in ClaimProcess.acts() if OUTSIDERS.issuperset(act.roles)]
    here = [act for act in acts if now.case.state in ClaimProcess.sources_of(act)]
    found = standings(now.case, by=now.user, detail=now.claim, acts=here, held=now.roles)
    choices = [
        Choice(
            label=KIND.acts[one.act.name].button,
            hint=KIND.acts[one.act.name].hint,
            url=_address(now.case, one.act.name),
            is_dangerous=KIND.acts[one.act.name].is_dangerous,
        )
        for one in found
        if one.is_open and one.act.name not in _asked_for(turn)
    ]
    return sorted(choices, key=lambda choice: choice.is_dangerous)


def _asked_for(turn: Turn) -> set[str]:
    """Return the acts that the page asks for already; a file for the list goes to its item."""
    return {turn.act, "add_papers"} if turn.act == "supply_correction" else {turn.act}


def _pending(
    now: Situation, turn: Turn, files: Sequence[Attachment], entries: Sequence[Entry]
) -> int:
    """Return how many files this person sent without handing them in yet."""
    if now.case.state not in ClaimProcess.sources_of(ClaimProcess.add_papers):
        return 0
    if turn.act in PENDING_ACTS:
        return 0
    return len(pending_of(now.user, files=files, entries=entries))


def _decision(now: Situation) -> str:
    """Return the result in the statute's words, once it was served on this person's party."""
    if now.case.state == S.REJECTED and now.is_filer:
        return "不予受理"
    return now.claim.outcome_label if now.may_read_outcome else ""


def _decision_url(now: Situation) -> str:
    """Return the address of the decision that was served on this person's party."""
    service = now.decision_service
    if service is None:
        return ""
    return reverse("cases:letter", args=[now.case.reference, service.letter_id])


def _remedies(now: Situation) -> Iterator[Remedy]:
    office = now.case.office
    organs = {
        terms.RECONSIDERATION.code: ("行政复议", office.reconsideration_organ),
        terms.LITIGATION.code: ("行政诉讼", office.court_or_general),
    }
    for row in now.own_deadlines(*organs):
        title, organ = organs[row.term]
        why_url = reverse("cases:why", args=[now.case.reference, row.pk])
        yield Remedy(title=title, organ=organ, deadline=row, why_url=why_url)


def _papers(now: Situation, files: Sequence[Attachment]) -> list[Paper]:
    return [
        Paper(
            title=file.original_name,
            url=reverse("cases:paper", args=[now.case.reference, file.pk]),
            kind=KINDS.get(file.media_type, "文件"),
            size=file.size,
            note=dates.cn_day(file.uploaded_at),
        )
        for file in files
    ]


def _suspensions(now: Situation) -> list[SuspensionRecord]:
    return list(now.claim.suspensions.all()) if now.claim.accepted_on else []


def _looks(case: Case) -> Iterator[Look]:
    """Yield the officers who opened the case or its papers of late."""
    since = clock.now() - timedelta(days=LOOKS_DAYS)
    rows = AuditEvent.objects.filter(
        case_id=case.pk,
        at__gte=since,
        verb__in=(Verb.LOOK_CASE, Verb.LOOK_PAPER, Verb.UNMASK),
        actor_id__in=User.objects.filter(is_staff=True).values("pk"),
    )
    counted = rows.order_by().values("actor_label").annotate(count=Count("pk"), last=Max("at"))
    for row in counted.order_by("-last"):
        yield Look(row["actor_label"], row["count"], row["last"])


def _clock_title(row: Deadline | None) -> str:
    return CLOCK_TITLES.get(row.term, CLOCK_TITLE) if row else ""


def _address(case: Case, name: str) -> str:
    return reverse("cases:act", args=[case.reference, name])
