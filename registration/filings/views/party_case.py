"""The case page of a filing for its employer: whose turn, until when, what to do, what came."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.accounts.models import User
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.papers import attachments_for, letters_for
from portal.cases.standing import standings
from portal.cases.views.access import user_of
from portal.cases.views.course import file_papers
from portal.cases.visible import parties_of
from portal.workflow.roles import OUTSIDERS
from registration.access import employers_of
from registration.filings.choices import choices_of
from registration.filings.course import course_for_employer
from registration.filings.lists import clock_of, running
from registration.filings.process import CancellationProcess, RegistrationProcess
from registration.filings.remedies import remedies_of
from registration.filings.rows import compared, filed_rows, lateness, owed_rows, units_row
from registration.filings.states import FilingState as S
from registration.models import EmployerFiling

TEXTS = {
    S.DUE: "{reason}。在下面申报，不用交材料。",
    S.SUBMITTED: "收到了。要补正的，我们一次列全告诉您。",
    S.CORRECTING: "要补正的：{missing}",
    S.SUBMITTED_AGAIN: "补正收到了，不会再要求补正第二次。",
    S.CHECKED: "核对过了，由另一名工作人员复核。",
    S.APPROVED: "登记回执在下面，可以下载，扫码能查真伪。",
    S.REFUSED: "理由：{refusal}不服的，看下面。",
    S.WITHDRAWN: "以后可以重新申报。",
    S.CLOSED: "{closing}",
}
TO_COUNTER = "请经办人带身份证和单位委托书到窗口领单位激活码，领了就能在网上办这个单位的全部事项。"
ALL_OPEN = "现在可以在“我的单位”里办这个单位的全部事项。"
ASKED_FOR = {S.DUE: "file", S.CORRECTING: "supply_correction"}


def party_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a filing to one of those who act for the employer."""
    user = user_of(request)
    kind, filing = kind_of(case.kind), _filing(case)
    parties = parties_of(user, case)
    letters = list(letters_for(parties, case=case).defer("inputs"))
    row = running([case]).get(case.pk)
    acts = [act for act in kind.process.acts() if OUTSIDERS.issuperset(act.roles)]
    found = standings(case, by=user, detail=filing, acts=acts)
    asked, choices = ASKED_FOR.get(S(case.state)), choices_of(case, found)
    is_open_cancellation = case.is_open and case.kind == CancellationProcess.code
    context = {
        "case": case,
        "kind": kind,
        "filing": filing,
        "state": kind.states[case.state],
        "text": _text(filing),
        "clock": clock_of(row, case) if row else None,
        "lead": "应在" if row and row.binds_office else "请在",
        "turn_act": next((one for one in choices if one.name == asked), None),
        "choices": [one for one in choices if one.name != asked],
        "compared": compared(filing),
        "facts": filed_rows(filing),
        "late": lateness(filing),
        "owed": owed_rows(filing) if is_open_cancellation else [],
        "is_owed": is_open_cancellation and bool(filing.owed().total),
        "units": units_row(filing) if is_open_cancellation else [],
        "remedies": remedies_of(case, decided_on=filing.decided_on)
        if case.state == S.REFUSED
        else [],
        "course": course_for_employer(case, letters),
        "papers": file_papers(case, attachments_for(parties, user=user, case=case).in_order()),
        "back": _back(filing, user),
    }
    return render(request, "registration/party_case.html", context)


def _filing(case: Case) -> EmployerFiling:
    filing = EmployerFiling.objects.select_related("employer__identity").get(pk=case.pk)
    filing.case = case
    return filing


def _text(filing: EmployerFiling) -> str:
    state = S(filing.case.state)
    text = TEXTS[state].format(
        reason=filing.reason.rstrip("。"),
        missing=filing.missing,
        closing=filing.closing_reason,
        refusal=filing.refusal_reason.rstrip("。") + "。",
    )
    if state is S.APPROVED and filing.case.kind == RegistrationProcess.code:
        return text + (ALL_OPEN if filing.is_identity_checked else TO_COUNTER)
    return text


def _back(filing: EmployerFiling, user: User) -> str:
    """Return the list from which the page was opened: the unit's, or that of registrations.

    Whoever may open this one case and not the unit goes back to the own page.
    """
    if filing.case.kind == RegistrationProcess.code:
        return reverse("registration:register_unit")
    if employers_of(user).filter(pk=filing.employer_id).exists():
        return reverse("registration:unit_filings", args=[filing.employer_id])
    return reverse("accounts:me")
