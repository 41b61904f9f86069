"""The case page of officers: facts and clocks, the next act with its form, the file in tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from injury_claims import letters
from injury_claims.kind import KIND
from injury_claims.models import InjuryClaim
from injury_claims.outcomes import CERTIFIED
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from injury_claims.views.office_facts import facts_of
from injury_claims.views.office_tabs import TABS, tab_context, tab_counts
from portal import clock
from portal.accounts.decorators import staff_required
from portal.accounts.models import User
from portal.cases.forms import ActForm, ConfirmForm
from portal.cases.models import Case, Party
from portal.cases.pages import pages_of
from portal.cases.standing import Standing, standings
from portal.cases.views.access import case_or_404, user_of
from portal.cases.views.act import check_items, draft_title
from portal.cases.views.beside import way_from
from portal.cases.views.papers import pdf_response
from portal.deadlines.models import Deadline
from portal.law.term import registered
from portal.letters.models import LetterRecipient
from portal.letters.typesetter import unprintable
from portal.ui import dates
from portal.ui.parts import ActItem, CheckItem, Clock, Row, ShutAct
from portal.workflow.roles import OUTSIDERS, Role

if TYPE_CHECKING:
    from portal.cases.refusals import Reason

NEXT: dict[str, tuple[str, ...]] = {
    S.REJECTED: ("record_service",),
    S.ACCEPTED: ("take", "investigate"),
    S.SUSPENDED: ("take", "resume"),
    S.REVIEWING: ("approve",),
    S.DECIDING: ("sign",),
    S.DECIDED: ("take", "dispatch"),
    S.SERVING: ("record_service",),
}
UNSAID = frozenset({"take", "give_back", "mark_ordinary", "record_failed_service"})
"""Acts that are closed as a matter of course: nobody asks why."""
TRACKS: dict[str, tuple[str, ...]] = {
    S.SUBMITTED: ("items",),
    S.SUBMITTED_AGAIN: ("items",),
    S.INVESTIGATING: ("records",),
}
"""What the rules and the form of a state ask again and again."""
MET = {
    Deadline.EndedBy.MET: ("已办", "done", "check"),
    Deadline.EndedBy.LAPSED: ("已届满", "rest", "clock"),
    Deadline.EndedBy.WITHDRAWN: ("不再计算", "rest", "x"),
    Deadline.EndedBy.REPLACED: ("已重新起算", "rest", "x"),
}


@dataclass(frozen=True)
class RailClock:
    """A clock of the left rail."""

    name: str
    row: Deadline
    left: int | None
    why_url: str
    whose: str = ""
    ended: tuple[str, str, str] | None = None

    @property
    def days(self) -> int:
        """Return the days before or after the last day."""
        return abs(self.left or 0)

    @property
    def is_paused(self) -> bool:
        """Say whether it stands still."""
        return self.ended is None and self.row.due_on is None


@dataclass(frozen=True)
class NextAct:
    """The act in the middle of the page: its words, its guards, its form when it is open."""

    title: str
    hint: str
    url: str
    checks: list[CheckItem]
    form: ActForm | None
    letter: str
    button: str
    is_dangerous: bool
    waits_for: str = ""
    background: Sequence[Row] = ()


def office_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a case to an officer of the office that has it."""
    user = user_of(request)
    claim = InjuryClaim.objects.select_related("evidence_notice", "proposed_by").get(pk=case.pk)
    claim.case = case
    prefetch_related_objects([claim], *TRACKS.get(case.state, ()))
    found = {one.act.name: one for one in standings(case, by=user, detail=claim)}
    name = next_name(claim, found)
    step = _next(case, claim, found.get(name), by=user) if name else None
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else next(iter(TABS))
    counts = tab_counts(case)
    clocks = _clocks(case)
    context = {
        "case": case,
        "way": way_from(request, case),
        "claim": claim,
        "state": KIND.states[case.state],
        "running": clocks,
        "legal_date": _legal_date(clocks),
        "facts": facts_of(claim),
        "answer": _answer(claim),
        "flags": _flags(claim),
        "next": step,
        "acts": _open_acts(case, found, without=name if step and step.form else ""),
        "shut": _shut_acts(case, found, without=name),
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "tab_template": f"injury_claims/_office_{tab}.html",
        **tab_context(tab, case, claim),
    }
    return render(request, "injury_claims/office_case.html", context)


def next_name(claim: InjuryClaim, found: dict[str, Standing]) -> str:
    """Return the act that the procedure waits for; none when it waits for nobody here."""
    state = claim.case.state
    if state in {S.SUBMITTED, S.SUBMITTED_AGAIN}:
        return _next_of_review(claim, found)
    if state == S.INVESTIGATING:
        names: tuple[str, ...] = ("take", "note_silence", _record_or_propose(claim))
    else:
        names = NEXT.get(state, ())
    for name in names:
        if found[name].is_open:
            return name
    return names[-1] if names else ""


def _next_of_review(claim: InjuryClaim, found: dict[str, Standing]) -> str:
    """The clerk checks the list first, then accepts, or tells what is missing, or refuses."""
    if claim.unchecked_materials():
        return "check_materials"
    if not claim.missing_codes():
        return "accept"
    return "notify_correction" if found["notify_correction"].is_open else "refuse"


def _record_or_propose(claim: InjuryClaim) -> str:
    if claim.records_count() or claim.is_simple or claim.ground_claimed == CERTIFIED:
        return "propose"
    return "record_interview"


def _next(case: Case, claim: InjuryClaim, standing: Standing | None, *, by: User) -> NextAct | None:
    if standing is None:
        return None
    act = standing.act
    label = KIND.acts[act.name]
    form = None
    if standing.is_open:
        form_class = pages_of(case.kind).forms.get(act.name, ConfirmForm)
        form = form_class(case=case, by=by, detail=claim)
    return NextAct(
        title=label.button,
        hint=label.hint,
        url=_act_url(case, act.name),
        checks=check_items(standing, pages_of(case.kind).guard_words),
        form=form,
        letter=draft_title(KIND, act),
        button=label.on_form,
        is_dangerous=label.is_dangerous,
        waits_for=_who(case, act.roles) if standing.bars else "",
        background=form.background() if form else (),
    )


def _who(case: Case, roles: tuple[Role, ...]) -> str:
    """Return who acts: the handler by name, everybody else by role."""
    if roles[0] is Role.HANDLER and case.handler:
        return f"承办人{case.handler.name}"
    return "、".join(role.label for role in roles)


def _open_acts(case: Case, found: dict[str, Standing], *, without: str) -> list[ActItem]:
    items = []
    for name, standing in found.items():
        if not standing.is_open or name == without:
            continue
        label = KIND.acts[name]
        style: Any = "danger" if label.is_dangerous else "secondary"
        items.append(ActItem(label=label.button, url=_act_url(case, name), style=style))
    return sorted(items, key=lambda item: item.style == "danger")


def _shut_acts(case: Case, found: dict[str, Standing], *, without: str) -> list[ShutAct]:
    """Return the acts of this state that are closed to this person, with the first reason."""
    shut = []
    for name, standing in found.items():
        act = standing.act
        if standing.is_open or case.state not in KIND.process.sources_of(act):
            continue
        if name in UNSAID or name == without or OUTSIDERS.issuperset(act.roles):
            continue
        reason: Reason = standing.reasons[0]
        shut.append(ShutAct(label=KIND.acts[name].button, reason=reason.sentence.rstrip("。")))
    return shut


def _clocks(case: Case) -> list[RailClock]:
    """Return the clocks: running ones of the office first, then the parties', then ended ones."""
    today = clock.today()
    rows = list(Deadline.objects.filter(case=case).select_related("party").order_by("pk"))
    rows.sort(
        key=lambda row: (
            row.ended_on is not None,
            not row.binds_office,
            row.due_on is None,
            row.due_on or today,
        )
    )
    return [
        RailClock(
            name=registered(row.term).label,
            whose=row.party.get_kind_display() if row.party else "",
            row=row,
            left=(row.due_on - today).days if row.due_on else None,
            why_url=reverse("cases:why", args=[case.reference, row.pk]),
            ended=MET[Deadline.EndedBy(row.ended_by)] if row.ended_by else None,
        )
        for row in rows
    ]


def _legal_date(clocks: list[RailClock]) -> Clock | None:
    """Return the office's next legal date, to be said in a whole sentence once."""
    first = clocks[0] if clocks else None
    if first is None or first.ended or not first.row.binds_office:
        return None
    return Clock(
        label=registered(first.row.term).duty,
        due_on=first.row.due_on,
        days_left=first.left,
        paused=first.is_paused,
        why_url=first.why_url,
    )


def _answer(claim: InjuryClaim) -> list[Row]:
    """Return what came of the evidence notice."""
    notice = getattr(claim, "evidence_notice", None)
    if notice is None:
        return []
    words = {
        "issued": "已发出，还没有送达",
        "served": "已送达，等单位答复",
        "silence_noted": "逾期没有举证，已记录",
        "replied": "认为是工伤" if notice.agrees else "不认为是工伤",
    }
    rows = [Row(term="结果", value=words[notice.status])]
    if notice.statement:
        rows.append(Row(term="陈述", value=notice.statement))
    if notice.extended_days:
        rows.append(Row(term="延期", value=f"{notice.extended_days} 天，{notice.extension_reason}"))
    return rows


def _flags(claim: InjuryClaim) -> list[str]:
    """Return what an officer should know before anything else; flags bar nobody."""
    flags = []
    if sent_back := _sent_back(claim):
        flags.append(sent_back)
    if not claim.is_filed_in_time:
        flags.append(
            f"申请日期 {dates.cn_day(claim.case.filed_on)} 晚于法定时限的最后一日 "
            f"{dates.cn_day(claim.filing_due_on)}，是否受理由受理人员审查（"
            "《工伤保险条例》第十七条）。"
        )
    is_undecided = claim.is_accepted and not claim.decided_on
    is_ours_to_ask = is_undecided and claim.filed_by != Party.Kind.EMPLOYER
    if is_ours_to_ask and getattr(claim, "evidence_notice", None) is None:
        flags.append("还没有向用人单位发出限期举证通知书（《工伤认定办法》第十七条）。")
    if missing := unprintable(claim.case.person_name + claim.case.employer_name):
        flags.append(f"文书字库里没有“{missing}”这个字，文书上印成〓，送达前请手写补上并盖校对章。")
    if claim.is_simple:
        flags.append(f"按简单案件办理：{claim.simple_reason}")
    return flags


RETURNS = (P.return_from_review, P.return_from_signing)


def _sent_back(claim: InjuryClaim) -> str:
    """Return why the last proposal came back, until there is a new one."""
    back = {act.name for act in RETURNS if act.target == claim.case.state}
    was_proposed = back and claim.outcome
    last = claim.statements.select_related("by").last() if was_proposed else None
    return f"{last.by.name}退回：{last.text}" if last and last.act in back else ""


def _act_url(case: Case, name: str) -> str:
    return reverse("cases:act", args=[case.reference, name])


@staff_required()
@never_cache
@require_safe
def service_receipt(
    request: HttpRequest, reference: str, letter_id: int, party_id: int
) -> HttpResponse:
    """Give the 送达回证 of one letter for one party, to be printed and signed by hand."""
    case = case_or_404(request, reference)
    recipient = get_object_or_404(
        LetterRecipient.objects.select_related("letter__case", "letter__office", "party"),
        letter_id=letter_id,
        party_id=party_id,
        letter__case=case,
    )
    content = letters.service_receipt(
        recipient.letter, party=recipient.party, by=user_of(request), on=clock.today()
    )
    return pdf_response(content, name=f"送达回证-{case.reference}.pdf")
