"""A report for the officers: what was told, the clocks, the acts; the reporter behind a wall."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts.decorators import staff_required
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.models import User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases import clerkship
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Note
from portal.cases.standing import standings
from portal.cases.views.access import SeeOther, case_or_404, user_of
from portal.cases.views.beside import way_from
from portal.cases.views.course import course_for_officers
from portal.cases.views.desk import legal_date, next_act, open_acts, rail_clocks, shut_acts
from portal.ui.parts import Row
from portal.workflow.roles import Role
from registration.access import employers_of_agency
from registration.models import Employer, Reporter, UninsuredReport
from registration.uninsured.process import ReportProcess
from registration.uninsured.states import ReportState as S

NEXT = {S.RECEIVED: "look_into", S.CHECKING: "settle", S.REFERRED: "settle"}
MORE = "写明理由才能查看，理由会记入审计记录。"


def office_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a report to an officer of the office that has it."""
    user = user_of(request)
    report = UninsuredReport.objects.select_related("county").get(pk=case.pk)
    report.case = case
    found = {one.act.name: one for one in standings(case, by=user, detail=report)}
    name = NEXT.get(S(case.state), "")
    step = next_act(case, report, found.get(name), by=user) if name else None
    clocks = rail_clocks(case)
    reporter = Reporter.objects.filter(report=report).exists()
    context = {
        "case": case,
        "kind": kind_of(case.kind),
        "report": report,
        "way": way_from(request, case),
        "state": kind_of(case.kind).states[case.state],
        "running": clocks,
        "legal_date": legal_date(clocks),
        "facts": _facts(report),
        "next": step,
        "acts": open_acts(case, found, without=name if step and step.form else ""),
        "shut": shut_acts(case, found, without=name),
        "course": course_for_officers(case),
        "notes": Note.objects.filter(case=case).select_related("by")[:50],
        "has_reporter": reporter,
        "may_ask": reporter and user.has_role(Role.SUPERVISOR),
        "entries": _entries(report, user),
    }
    return render(request, "registration/report_office.html", context)


@staff_required(Role.SUPERVISOR)
@never_cache
@require_POST
def reporter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who reported to the head of the section, for a reason that stands in the audit."""
    case = case_or_404(request, reference)
    if case.kind != ReportProcess.code:
        raise Http404
    row = get_object_or_404(Reporter, report_id=case.pk)
    reason = " ".join(request.POST.get("reason", "").replace("\0", " ").split())[:200]
    if len(reason) < 2:
        messages.error(request, f"查看举报人要{MORE}")
        return SeeOther(clerkship.address(case))
    record(
        Verb.LOOK_REPORTER,
        actor=request.user,
        target=case.reference,
        case_id=case.pk,
        reason=reason,
        request=request,
    )
    context = {"case": case, "reporter": row, "reason": reason}
    return render(request, "registration/report_reporter.html", context)


def _facts(report: UninsuredReport) -> list[Row]:
    rows = [
        ("单位", report.case.employer_name),
        ("信用代码", report.credit_code or "没有填"),
        ("县市区", report.county.name),
        ("地点", report.place),
        ("开始", report.since or "没有填"),
        ("人数", report.how_many or "没有填"),
        ("举报人", "说自己在这家单位干活" if report.is_worker else "没有说自己在这家单位干活"),
    ]
    return [Row(term=term, value=value) for term, value in rows]


def _entries(report: UninsuredReport, user: User) -> list[Employer]:
    """Return the officer's own entries that may be the reported unit: same code or same name."""
    same = Q(name=report.case.employer_name)
    if report.credit_code:
        same |= Q(
            identity__kind=IdentityKind.CREDIT_CODE,
            identity__number_index=number_index(report.credit_code),
        )
    return list(employers_of_agency(user).filter(same).order_by("pk")[:3])
