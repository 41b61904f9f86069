"""The case page of officers: facts and clocks, the next act with its form, the file in tabs."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from injury_claims import letters
from injury_claims.kind import KIND
from injury_claims.models import InjuryClaim
from injury_claims.outcomes import CERTIFIED
from injury_claims.process import ClaimProcess as P
from injury_claims.states import ClaimState as S
from injury_claims.views.insured import checks_of, flag_of, insured_for_office
from injury_claims.views.office_facts import facts_of
from injury_claims.views.office_tabs import TABS, tab_context, tab_counts
from portal import clock
from portal.accounts.decorators import staff_required
from portal.cases.models import Case, Party
from portal.cases.standing import Standing, standings
from portal.cases.views.access import case_or_404, user_of
from portal.cases.views.beside import way_from
from portal.cases.views.desk import legal_date, next_act, open_acts, rail_clocks, shut_acts
from portal.cases.views.papers import pdf_response
from portal.letters.models import LetterRecipient
from portal.letters.typesetter import unprintable
from portal.ui import dates
from portal.ui.parts import Row

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


def office_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a case to an officer of the office that has it."""
    user = user_of(request)
    claim = InjuryClaim.objects.select_related("evidence_notice", "proposed_by").get(pk=case.pk)
    claim.case = case
    prefetch_related_objects([claim], *TRACKS.get(case.state, ()))
    found = {one.act.name: one for one in standings(case, by=user, detail=claim)}
    name = next_name(claim, found)
    step = next_act(case, claim, found.get(name), by=user) if name else None
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else next(iter(TABS))
    counts = tab_counts(case)
    clocks = rail_clocks(case)
    checks = checks_of(claim)
    context = {
        "case": case,
        "way": way_from(request, case),
        "claim": claim,
        "state": KIND.states[case.state],
        "running": clocks,
        "legal_date": legal_date(clocks),
        "facts": facts_of(claim),
        "answer": _answer(claim),
        "insured": insured_for_office(checks),
        "flags": [*_flags(claim), *filter(None, [flag_of(claim, checks)])],
        "next": step,
        "acts": open_acts(case, found, without=name if step and step.form else ""),
        "shut": shut_acts(case, found, without=name, unsaid=UNSAID),
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
