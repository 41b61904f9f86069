"""The case page of a filing for officers: clocks, what changes, the next act, the course."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.attachments.models import Attachment
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.standing import Standing, standings
from portal.cases.views.access import user_of
from portal.cases.views.beside import way_from
from portal.cases.views.course import course_for_officers, file_papers, letter_paper
from portal.cases.views.desk import legal_date, next_act, open_acts, rail_clocks, shut_acts
from portal.letters.models import Letter
from portal.letters.typesetter import unprintable
from portal.ui.dates import cn_day
from portal.ui.parts import ShutAct
from registration.filings.process import CancellationProcess
from registration.filings.rows import compared, filed_rows, lateness, owed_rows, units_row
from registration.filings.states import FilingState as S
from registration.models import EmployerFiling
from registration.models.reviewed import Reviewed

WORDS = {"approve": "予以办理", "refuse": "不予办理"}


def office_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a filing to an officer of the agency that has it."""
    rows = EmployerFiling.objects.select_related("employer__identity", "proposed_by")
    filing = rows.get(pk=case.pk)
    filing.case = case
    is_cancellation = case.kind == CancellationProcess.code
    context = {
        **office_context(request, filing),
        "filing": filing,
        "state": kind_of(case.kind).states[case.state],
        "facts": filed_rows(filing, day=cn_day),
        "compared": compared(filing),
        "owed": owed_rows(filing) if is_cancellation and case.is_open else [],
        "units": units_row(filing) if is_cancellation and case.is_open else [],
        "flags": _flags(filing),
        "register_url": _register_url(filing),
    }
    return render(request, "registration/office_case.html", context)


def office_context(request: HttpRequest, detail: Reviewed, *, after: str = "") -> dict[str, Any]:
    """Return what every case page of the agency shows: clocks, next act, course, papers.

    `after` is the act to do next where the procedure waits for nobody.
    """
    case, user = detail.case, user_of(request)
    found = {one.act.name: one for one in standings(case, by=user, detail=detail)}
    letters = list(Letter.objects.filter(case=case).defer("inputs").order_by("pk"))
    unserved = detail.unserved()
    name = next_name(detail, is_served=not unserved) or after
    step = next_act(case, detail, found.get(name), by=user) if name else None
    clocks = rail_clocks(case)
    return {
        "case": case,
        "kind": kind_of(case.kind),
        "way": way_from(request, case),
        "running": clocks,
        "legal_date": legal_date(clocks),
        "proposal": WORDS.get(detail.proposal, ""),
        "next": step,
        "acts": open_acts(case, found, without=name if step and step.form else ""),
        "shut": _shut(case, found, without=name),
        "course": course_for_officers(case, letters),
        "sheets": [(letter_paper(case, one), one.pk not in unserved) for one in letters],
        "papers": file_papers(case, Attachment.objects.received().filter(case=case).in_order()),
        "party": detail.party(),
    }


def next_name(filing: Reviewed, *, is_served: bool) -> str:
    """Return the act that the procedure waits for; none when it waits for nobody here."""
    state = filing.case.state
    if state in {S.SUBMITTED, S.SUBMITTED_AGAIN}:
        return "propose"
    if state == S.CHECKED:
        return filing.proposal
    if not is_served and state in {S.CORRECTING, S.APPROVED, S.REFUSED}:
        return "record_service"
    return ""


def _shut(case: Case, found: dict[str, Standing], *, without: str) -> list[ShutAct]:
    """Leave out the decision that was not proposed: it is closed as a matter of course."""
    unsaid = {"approve", "refuse", "record_service"} - {without}
    return shut_acts(case, found, without=without, unsaid=unsaid)


def _flags(filing: EmployerFiling) -> list[str]:
    flags = [lateness(filing)]
    if filing.returned_because:
        flags.append(f"复核退回：{filing.returned_because}")
    if missing := unprintable(filing.case.employer_name):
        flags.append(f"文书字库里没有“{missing}”这个字，文书上印成〓，送达前请手写补上。")
    return [flag for flag in flags if flag]


def _register_url(filing: EmployerFiling) -> str:
    if filing.employer_id is None:
        return ""
    return reverse("registration:register_filings", args=[filing.employer_id])
