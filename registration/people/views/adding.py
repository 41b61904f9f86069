"""/units/<id>/people/add/: a worker is found by the number, then the rest is asked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.accounts.identifiers import IdentityKind, area_is_unusual
from portal.accounts.models import User
from portal.accounts.throttle import LockedError
from portal.cases.views.access import SeeOther, user_of
from portal.deadlines.calendar import Almanac
from portal.ui.dates import cn_date
from portal.ui.forms import PortalForm
from registration.access import own_employer_or_404
from registration.entries import (
    AlreadyAtWorkError,
    EmployerClosedError,
    NewEmployment,
    OutletClosedError,
    insured_from,
)
from registration.frames import unit_frame
from registration.models import Employer, Employment
from registration.outlets.base import base_on, base_rows
from registration.outlets.couriers import courier_form, courier_work, may_be_courier
from registration.outlets.forms import COURIER, CourierForm, TradeForm
from registration.outlets.rules import FIRST_AND_ALONE
from registration.people import adding
from registration.people.adding import DIFFERS, Applicant
from registration.people.forms import DocumentForm, WhoForm, WorkForm
from registration.people.told import telling_of
from registration.people.workers import due_of
from registration.rules import told
from registration.rules.ages import Standing, standing

STALE = "这一页放得太久了，请从头再填一次"
CLOSED = "单位已经注销，不能再加职工"
OUTLET_CLOSED = "这个网点已经结束，请另选一个"
ADDED = "已经申报，{day}起参保"
NOTED = "已经记下，还没有参保。请在{day}以前申报"


@dataclass(frozen=True)
class Desk:
    """The request of an agent who adds a worker."""

    request: HttpRequest
    employer: Employer
    user: User

    def page(self, stage: str, form: PortalForm, **more: Any) -> HttpResponse:
        """Show a step; what is wrong with it makes it a 422."""
        context = {
            **unit_frame(self.employer, here="unit_people"),
            "list_url": self.list_url,
            "stage": stage,
            "form": form,
            "no_share": told.NO_PERSONAL_SHARE,
            "household_law": told.NO_HOUSEHOLD,
            "several": told.SEVERAL,
            **more,
        }
        status = 422 if form.errors else 200
        return render(self.request, "registration/unit_person_add.html", context, status=status)

    @property
    def list_url(self) -> str:
        """Return the address of the list."""
        return reverse("registration:unit_people", args=[self.employer.pk])

    def entry_url(self, employment: Employment) -> str:
        """Return the address of an employment of this employer."""
        return reverse("registration:unit_person", args=[self.employer.pk, employment.pk])

    def opened(self) -> Applicant | None:
        """Return what the steps before this one were told."""
        text = self.request.POST.get("sealed", "")
        return Applicant.opened(text, by=self.user, employer=self.employer)


@citizen_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def unit_person_add(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Ask who, then what the document says, then what the work is."""
    desk = Desk(request, own_employer_or_404(request, employer_id), user_of(request))
    if not desk.employer.is_active:
        messages.error(request, CLOSED)
        return SeeOther(desk.list_url)
    stage = request.POST.get("stage", "")
    if stage == "who":
        return _who(desk)
    applicant = desk.opened()
    if applicant is None:
        form = WhoForm(initial={"started_on": clock.today()})
        if stage:
            messages.error(request, STALE)
        return desk.page("who", form)
    return STAGES.get(stage, _again)(desk, applicant)


def _who(desk: Desk) -> HttpResponseBase:
    """Find somebody by the number; who is at work here already needs no second entry."""
    form = WhoForm(desk.request.POST)
    if not form.is_valid():
        return desk.page("who", form)
    return _checked(desk, Applicant.from_who(**form.cleaned_data), form=form, stage="who")


def _again(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Go back to the first step with everything in its place."""
    kept = ("kind", "number", "name")
    initial: dict[str, Any] = {name: getattr(applicant, name) for name in kept}
    return desk.page("who", WhoForm(initial=initial | {"started_on": applicant.first_day}))


def _document(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Take what the document says beyond its number."""
    form = DocumentForm(desk.request.POST, kind=applicant.kind, number=applicant.number)
    if not form.is_valid():
        return _document_page(desk, applicant, form)
    whole = applicant.with_document(**form.cleaned_data)
    return _checked(desk, whole, form=form, stage="document")


def _checked(desk: Desk, applicant: Applicant, *, form: PortalForm, stage: str) -> HttpResponseBase:
    """Go on to the next step when register and law have nothing against it."""
    found = adding.find(applicant, desk.employer)
    if found.here is not None:
        return _already(desk, found.here)
    field, sentence = _objection(desk, applicant, found)
    if sentence:
        form.add_error(field if field in form.fields else None, sentence)
        if stage == "document":
            return _document_page(desk, applicant, form)
        return desk.page("who", form)
    if stage == "who" and applicant.needs_document:
        asked = DocumentForm(kind=applicant.kind, number=applicant.number)
        return _document_page(desk, applicant, asked)
    if may_be_courier(desk.employer, applicant):
        return _trade_page(desk, applicant, TradeForm())
    return _work_page(desk, applicant, found, None)


def _objection(desk: Desk, applicant: Applicant, found: adding.Found) -> tuple[str, str]:
    """Return the field and the sentence of what is wrong, or two empty words."""
    try:
        field = adding.difference(applicant, found.person, by=desk.user, request=desk.request)
    except LockedError as locked:
        return "name", str(locked)
    if field:
        return field, DIFFERS
    if not applicant.born_on:
        return "", ""
    return "started_on" if not applicant.needs_document else "born_on", adding.refusal(applicant)


def _work(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Put the work on the register; the same form again leads to the same entry."""
    if not applicant.is_complete or adding.refusal(applicant):
        return _again(desk, applicant)
    found = adding.find(applicant, desk.employer)
    form = _work_form(applicant, found, desk.request.POST)
    if not form.is_valid():
        return _work_page(desk, applicant, found, form)
    data = form.cleaned_data
    return _entered(desk, applicant, data, work=_new_work(applicant, data))


def _trade(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Take as what somebody works for a unit with outlets, and ask what goes with it."""
    if not _is_askable(desk, applicant):
        return _again(desk, applicant)
    form = TradeForm(desk.request.POST)
    if not form.is_valid():
        return _trade_page(desk, applicant, form)
    found = adding.find(applicant, desk.employer)
    if form.cleaned_data["trade"] == COURIER:
        return _courier_page(desk, applicant, found, None)
    return _work_page(desk, applicant, found, None)


def _courier(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Put the work at an outlet on the register."""
    if not _is_askable(desk, applicant):
        return _again(desk, applicant)
    found = adding.find(applicant, desk.employer)
    form = courier_form(
        desk.employer, applicant, is_known=found.person is not None, typed=desk.request.POST
    )
    if form.is_valid():
        data = form.cleaned_data
        work = courier_work(desk.employer, applicant, data)
        try:
            return _entered(desk, applicant, data, work=work)
        except OutletClosedError:
            form.add_error("outlet", OUTLET_CLOSED)
    return _courier_page(desk, applicant, found, form)


def _is_askable(desk: Desk, applicant: Applicant) -> bool:
    is_whole = applicant.is_complete and not adding.refusal(applicant)
    return is_whole and may_be_courier(desk.employer, applicant)


def _entered(
    desk: Desk, applicant: Applicant, data: dict[str, Any], *, work: NewEmployment
) -> HttpResponseBase:
    """Enter the work and lead to it; raises OutletClosedError."""
    try:
        made = adding.add(
            applicant,
            desk.employer,
            work=work,
            phone=data.get("phone", ""),
            by=desk.user,
            key=data["key"],
        )
    except AlreadyAtWorkError as there:
        return _already(desk, there.employment)
    except EmployerClosedError:
        messages.error(desk.request, CLOSED)
        return SeeOther(desk.list_url)
    messages.success(desk.request, _done(made))
    return SeeOther(desk.entry_url(made))


def _new_work(applicant: Applicant, data: dict[str, Any]) -> NewEmployment:
    """Return the work as the register takes it."""
    return NewEmployment(
        kind=adding.kind_of_work(
            applicant,
            asked=data.get("kind", ""),
            post=data.get("post", ""),
            is_delayed=data.get("is_delayed", False),
        ),
        started_on=applicant.first_day,
        job=data["job"],
        is_minor=standing(applicant.worker()) is Standing.MINOR,
        is_reported=data["report"] == "now",
    )


def _done(work: Employment) -> str:
    """Return what the agent reads on the entry that was just made."""
    if work.insured_from:
        return ADDED.format(day=cn_date(work.insured_from))
    due = due_of(work, is_working_day=Almanac().is_working_day)
    return NOTED.format(day=cn_date(due.due_on))


def _already(desk: Desk, work: Employment) -> HttpResponse:
    """Say that somebody is at work here already, and lead there."""
    context = {
        **unit_frame(desk.employer, here="unit_people"),
        "list_url": desk.list_url,
        "work": work,
        "work_url": desk.entry_url(work),
    }
    return render(desk.request, "registration/unit_person_there.html", context)


def _document_page(desk: Desk, applicant: Applicant, form: PortalForm) -> HttpResponse:
    sealed = applicant.sealed(by=desk.user, employer=desk.employer)
    return desk.page("document", form, sealed=sealed, applicant=applicant)


def _trade_page(desk: Desk, applicant: Applicant, form: TradeForm) -> HttpResponse:
    return desk.page(
        "trade",
        form,
        sealed=applicant.sealed(by=desk.user, employer=desk.employer),
        applicant=applicant,
        is_third=applicant.needs_document,
    )


def _courier_page(
    desk: Desk, applicant: Applicant, found: adding.Found, form: CourierForm | None
) -> HttpResponse:
    """Show the last step for somebody of an outlet, with what the unit pays."""
    base = base_on(clock.today())
    is_known = found.person is not None
    return desk.page(
        "courier",
        form or courier_form(desk.employer, applicant, is_known=is_known, typed=None),
        sealed=applicant.sealed(by=desk.user, employer=desk.employer),
        applicant=applicant,
        is_third=applicant.needs_document,
        is_known=is_known,
        telling=telling_of(applicant),
        first_and_alone=FIRST_AND_ALONE,
        base=base,
        base_rows=base_rows(base) if base else [],
    )


def _work_page(
    desk: Desk, applicant: Applicant, found: adding.Found, form: WorkForm | None
) -> HttpResponse:
    """Show the last step with what the law says about this person."""
    return desk.page(
        "work",
        form or _work_form(applicant, found, None),
        sealed=applicant.sealed(by=desk.user, employer=desk.employer),
        applicant=applicant,
        is_third=applicant.needs_document,
        is_known=found.person is not None,
        is_unusual=applicant.kind == IdentityKind.RESIDENT_ID and area_is_unusual(applicant.number),
        telling=telling_of(applicant),
    )


def _work_form(applicant: Applicant, found: adding.Found, typed: Any) -> WorkForm:
    begins = insured_from(clock.today(), started_on=applicant.first_day)
    return WorkForm(
        typed,
        standing=standing(applicant.worker()),
        is_known=found.person is not None,
        insured_from=cn_date(begins),
    )


STAGES = {"document": _document, "trade": _trade, "courier": _courier, "work": _work}
