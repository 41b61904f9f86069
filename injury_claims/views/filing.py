"""The receipt of a filing: its number, what comes next, what was received, who was told."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from injury_claims import terms
from injury_claims.models import InjuryClaim
from portal.attachments.models import Attachment, State
from portal.cases import clerkship
from portal.cases.models import Case, Party
from portal.cases.views.access import case_or_404
from portal.cases.visible import parties_of
from portal.crypto import mask_phone
from portal.deadlines import clocks
from portal.deadlines.models import Deadline
from portal.law.term import Step
from portal.letters.models import Letter
from portal.ui import dates
from portal.ui.parts import DateStep, Paper

RECEIPT = "material_receipt"


@login_required
@never_cache
@require_GET
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the receipt to whoever filed."""
    case, mine = _filed(request, reference)
    claim = InjuryClaim.objects.get(pk=case.pk)
    papers = _papers(case, claim)
    running = Deadline.objects.filter(case=case, term=terms.ACCEPTANCE_REVIEW.code).first()
    context = {
        "case": case,
        "received_at": f"{dates.cn_date(case.opened_at)}{dates.cn_time(case.opened_at)[-5:]} ",
        "clock": running,
        "steps": list(date_steps(clocks.due_of(running).steps)) if running else [],
        "papers": papers,
        "file_count": sum(len(names) for _, names in papers),
        "missing": _missing(claim, papers),
        "letters": list(_letters(case, mine)),
        "told": list(_told(case, claim, mine)),
        "case_url": clerkship.address(case),
    }
    return render(request, "injury_claims/filing_receipt.html", context)


def date_steps(steps: tuple[Step, ...]) -> Iterator[DateStep]:
    """Yield the lines of 「怎么算的」: where it begins, what is added, the last day."""
    dated = [step for step in steps if step.day]
    for n, step in enumerate(dated):
        if step.day is None:
            continue
        basis = (str(step.basis),) if step.basis else ()
        yield DateStep(op="+" if n else "", term=step.text, to=step.day, notes=basis)
    if dated and dated[-1].day:
        yield DateStep(op="=", term="最后一天", to=dated[-1].day, is_total=True)


def _filed(request: HttpRequest, reference: str) -> tuple[Case, list[Party]]:
    """Return a case that this account filed, and its parties; any other is unknown."""
    case = case_or_404(request, reference)
    mine = parties_of(request.user, case)
    if not any(party.is_applicant for party in mine):
        raise Http404
    return case, mine


def _papers(case: Case, claim: InjuryClaim) -> list[tuple[str, list[str]]]:
    """Return the files that came with the filing, by material in the order of the list."""
    labels = dict(claim.items.order_by("position").values_list("code", "label"))
    found: dict[str, list[str]] = {}
    rows = Attachment.objects.filter(
        case=case, state=State.RECEIVED, uploaded_at__lte=case.opened_at
    ).in_order()
    for code, name in rows.values_list("material", "original_name"):
        found.setdefault(code, []).append(name)
    order = [*labels, *(code for code in found if code not in labels)]
    return [(labels.get(code, "其他材料"), found[code]) for code in order if code in found]


def _missing(claim: InjuryClaim, papers: list[tuple[str, list[str]]]) -> list[str]:
    """Return the required materials of which nothing came yet."""
    there = {label for label, _ in papers}
    rows = claim.items.filter(is_required=True).order_by("position")
    return [label for label in rows.values_list("label", flat=True) if label not in there]


def _receipts(case: Case, mine: list[Party]) -> Any:
    """Return the receipt letters that are addressed to this side."""
    return Letter.objects.filter(case=case, kind=RECEIPT, recipients__party__in=mine).distinct()


def _letters(case: Case, mine: list[Party]) -> Iterator[Paper]:
    """Yield the receipt as a paper to open."""
    for letter in _receipts(case, mine)[:1]:
        yield Paper(
            title=letter.title,
            url=reverse("cases:letter", args=[case.reference, letter.pk]),
            number=letter.number,
        )


def _told(case: Case, claim: InjuryClaim, mine: list[Party]) -> Iterator[tuple[str, str]]:
    """Yield who has been told of the filing, and who has not."""
    applicant = next(party for party in mine if party.is_applicant)
    phone = mask_phone(applicant.phone) if applicant.phone else ""
    yield "您", f"这一页，和发到 {phone} 的短信" if phone else "这一页"
    if claim.filed_by != Party.Kind.WORKER and not claim.is_death:
        worker = claim.party(Party.Kind.WORKER)
        if worker and worker.phone:
            yield "职工本人", f"短信，{mask_phone(worker.phone)}"
        else:
            yield "职工本人", "还没有，没有留手机号。受理时书面告知"
    if claim.filed_by != Party.Kind.EMPLOYER:
        yield "用人单位", "还没有。受理后书面通知"
    yield "办理机关", case.office.full_name
