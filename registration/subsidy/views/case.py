"""The case page of an application for the subsidy: for its officers, and for the applicant."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.papers import attachments_for, letters_for
from portal.cases.standing import standings
from portal.cases.views.access import user_of
from portal.cases.views.beside import way_from
from portal.cases.views.course import course_for_officers, course_for_parties, file_papers
from portal.cases.views.desk import (
    act_url,
    legal_date,
    next_act,
    open_acts,
    rail_clocks,
    shut_acts,
)
from portal.cases.visible import parties_of
from portal.letters.models import Letter
from portal.workflow.roles import OUTSIDERS
from registration.filings.remedies import remedies_of
from registration.models import FlexibleSubsidy
from registration.subsidy.shown import (
    UNVERIFIED,
    facts_of,
    months_of,
    retirement_words,
    warnings_of,
)
from registration.subsidy.states import SubsidyState as S

DECISIONS = {"grant": "approve", "refuse": "refuse"}
TEXTS = {
    S.RECEIVED: "有证明的可以在下面交，没有可以不交。",
    S.CHECKED: "结果会显示在这里，也发短信告诉您。",
    S.APPROVED: "每个月的金额在下面。公示名单里您的姓名只显示一部分。",
    S.PAID_OUT: "每个月的金额在下面。",
    S.REFUSED: "理由在下面。补齐条件可以再申请；不服的，看“不服怎么办”。",
    S.WITHDRAWN: "可以重新申请。",
}


def office_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show an application to an officer of the agency that has it."""
    user, subsidy = user_of(request), _subsidy(case)
    found = {one.act.name: one for one in standings(case, by=user, detail=subsidy)}
    name = _next_name(subsidy)
    step = next_act(case, subsidy, found.get(name), by=user) if name else None
    clocks = rail_clocks(case)
    letters = list(Letter.objects.filter(case=case).defer("inputs").order_by("pk"))
    context = {
        "case": case,
        "kind": kind_of(case.kind),
        "subsidy": subsidy,
        "way": way_from(request, case),
        "state": kind_of(case.kind).states[case.state],
        "running": clocks,
        "legal_date": legal_date(clocks),
        "facts": [*facts_of(subsidy), *retirement_words(subsidy)],
        "months": months_of(subsidy),
        "warnings": warnings_of(subsidy),
        "next": step,
        "acts": open_acts(case, found, without=name if step and step.form else ""),
        "shut": shut_acts(
            case, found, without=name, unsaid={"approve", "refuse", "record_service"}
        ),
        "course": course_for_officers(case, letters),
        "papers": file_papers(case, subsidy.files().in_order()),
        "line": getattr(subsidy, "line", None),
    }
    return render(request, "registration/subsidy_office.html", context)


def party_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show an application to whoever applied."""
    user, subsidy = user_of(request), _subsidy(case)
    kind = kind_of(case.kind)
    acts = [act for act in kind.process.acts() if OUTSIDERS.issuperset(act.roles)]
    found = standings(case, by=user, detail=subsidy, acts=acts)
    clocks = rail_clocks(case)
    rule, parties = subsidy.rule(), parties_of(user, case)
    line = getattr(subsidy, "line", None)
    context = {
        "case": case,
        "kind": kind,
        "subsidy": subsidy,
        "state": kind.states[case.state],
        "text": TEXTS[S(case.state)],
        "clock": legal_date(clocks),
        "facts": facts_of(subsidy),
        "months": months_of(subsidy),
        "unverified": "" if rule is None or rule.is_verified else UNVERIFIED,
        "roll": line.roll if line and line.roll.published_on else None,
        "choices": [
            (kind.acts[one.act.name], act_url(case, one.act.name)) for one in found if one.is_open
        ],
        "course": course_for_parties(case, list(letters_for(parties, case=case).defer("inputs"))),
        "remedies": remedies_of(case, decided_on=None) if case.state == S.REFUSED else [],
        "papers": file_papers(case, attachments_for(parties, user=user, case=case).in_order()),
    }
    return render(request, "registration/subsidy_party.html", context)


def _subsidy(case: Case) -> FlexibleSubsidy:
    rows = FlexibleSubsidy.objects.select_related("ground", "identity", "proposed_by", "line__roll")
    subsidy = rows.get(pk=case.pk)
    subsidy.case = case
    return subsidy


def _next_name(subsidy: FlexibleSubsidy) -> str:
    if subsidy.case.state == S.RECEIVED:
        return "propose"
    if subsidy.case.state == S.CHECKED:
        return DECISIONS[subsidy.proposal]
    if subsidy.case.state == S.REFUSED and subsidy.unserved():
        return "record_service"
    return ""
