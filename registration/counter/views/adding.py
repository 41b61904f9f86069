"""/counter/<visit>/<employer>/add/: a worker is entered at the window, found by number first."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.identifiers import IdentityKind, area_is_unusual
from portal.accounts.models import User
from portal.accounts.throttle import LockedError
from portal.cases.views.access import SeeOther, user_of
from portal.ui.dates import cn_date
from portal.ui.forms import PortalForm
from registration.access import counter_employer_or_404
from registration.counter.forms import CounterDocumentForm, CounterWhoForm, CounterWorkForm
from registration.counter.views.guard import identified, unit_url
from registration.counter.views.visit import unit_frame
from registration.counter.visits import add_worker
from registration.entries import (
    AlreadyAtWorkError,
    EmployerClosedError,
    NewEmployment,
    insured_from,
)
from registration.models import CounterVisit, Employer, Employment
from registration.people import adding
from registration.people.adding import DIFFERS, Applicant
from registration.people.told import telling_of
from registration.rules.ages import Standing, standing

STALE = "这一页放得太久了，请从头再填一次"
CLOSED = "单位已经注销，不能再加职工"


@dataclass(frozen=True)
class Window:
    """The request of a clerk who enters a worker of an employer for whoever stands there."""

    request: HttpRequest
    visit: CounterVisit
    employer: Employer
    user: User

    def page(self, stage: str, form: PortalForm, **more: Any) -> HttpResponse:
        """Show a step; what is wrong with it makes it a 422."""
        context = {**unit_frame(self.visit, self.employer), "stage": stage, "form": form, **more}
        status = 422 if form.errors else 200
        return render(self.request, "registration/counter_add.html", context, status=status)

    def opened(self) -> Applicant | None:
        """Return what the steps before this one were told."""
        text = self.request.POST.get("sealed", "")
        return Applicant.opened(text, by=self.user, employer=self.employer)


@identified
@require_http_methods(["GET", "HEAD", "POST"])
def counter_add(request: HttpRequest, visit: CounterVisit, *, employer_id: int) -> HttpResponseBase:
    """Ask who, then what the document says, then what the work is."""
    employer = counter_employer_or_404(request, employer_id)
    window = Window(request, visit, employer, user_of(request))
    if not employer.is_active:
        return _closed(window)
    stage = request.POST.get("stage", "")
    if stage == "who":
        return _who(window)
    applicant = window.opened()
    if applicant is None:
        if stage:
            messages.error(request, STALE)
        return window.page("who", CounterWhoForm(initial={"started_on": clock.today()}))
    return STAGES.get(stage, _again)(window, applicant)


def _who(window: Window) -> HttpResponseBase:
    """Find somebody by the number; who is at work here already needs no second entry."""
    form = CounterWhoForm(window.request.POST)
    if not form.is_valid():
        return window.page("who", form)
    return _checked(window, Applicant.from_who(**form.cleaned_data), form=form, stage="who")


def _again(window: Window, applicant: Applicant) -> HttpResponseBase:
    """Go back to the first step with everything in its place."""
    kept: dict[str, Any] = {name: getattr(applicant, name) for name in ("kind", "number", "name")}
    return window.page("who", CounterWhoForm(initial=kept | {"started_on": applicant.first_day}))


def _document(window: Window, applicant: Applicant) -> HttpResponseBase:
    """Take what the document says beyond its number."""
    asked = {"kind": applicant.kind, "number": applicant.number}
    form = CounterDocumentForm(window.request.POST, **asked)
    if not form.is_valid():
        return _document_page(window, applicant, form)
    told = applicant.with_document(**form.cleaned_data)
    return _checked(window, told, form=form, stage="document")


def _checked(
    window: Window, applicant: Applicant, *, form: PortalForm, stage: str
) -> HttpResponseBase:
    """Go on to the next step when register and law have nothing against it."""
    found = adding.find(applicant, window.employer)
    if found.here is not None:
        return _already(window, found.here)
    field, sentence = _objection(window, applicant, found)
    if sentence:
        form.add_error(field if field in form.fields else None, sentence)
        if stage == "document":
            return _document_page(window, applicant, form)
        return window.page("who", form)
    if stage == "who" and applicant.needs_document:
        asked = CounterDocumentForm(kind=applicant.kind, number=applicant.number)
        return _document_page(window, applicant, asked)
    return _work_page(window, applicant, found, None)


def _objection(window: Window, applicant: Applicant, found: adding.Found) -> tuple[str, str]:
    """Return the field and the sentence of what is wrong, or two empty words."""
    try:
        field = adding.difference(applicant, found.person, by=window.user, request=window.request)
    except LockedError as locked:
        return "name", str(locked)
    if field:
        return field, DIFFERS
    if not applicant.born_on:
        return "", ""
    return "started_on" if not applicant.needs_document else "born_on", adding.refusal(applicant)


def _work(window: Window, applicant: Applicant) -> HttpResponseBase:
    """Enter the work and go to the receipt; the same form again leads to the same receipt."""
    if not applicant.is_complete or adding.refusal(applicant):
        return _again(window, applicant)
    found = adding.find(applicant, window.employer)
    form = _work_form(applicant, found, window.request.POST)
    if not form.is_valid():
        return _work_page(window, applicant, found, form)
    data = form.cleaned_data
    try:
        entry = add_worker(
            window.visit,
            window.employer,
            applicant,
            work=_new_work(applicant, data),
            phone=data.get("phone", ""),
            key=data["key"],
        )
    except AlreadyAtWorkError as there:
        return _already(window, there.employment)
    except EmployerClosedError:
        return _closed(window)
    return SeeOther(reverse("registration:counter_receipt", args=[entry.pk]))


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


def _closed(window: Window) -> HttpResponseBase:
    messages.error(window.request, CLOSED)
    return SeeOther(unit_url(window.visit, window.employer.pk))


def _already(window: Window, work: Employment) -> HttpResponse:
    """Say that somebody is at work here already; nothing is entered twice."""
    context = {**unit_frame(window.visit, window.employer), "work": work}
    return render(window.request, "registration/counter_there.html", context)


def _document_page(window: Window, applicant: Applicant, form: PortalForm) -> HttpResponse:
    sealed = applicant.sealed(by=window.user, employer=window.employer)
    return window.page("document", form, sealed=sealed, applicant=applicant)


def _work_page(
    window: Window, applicant: Applicant, found: adding.Found, form: CounterWorkForm | None
) -> HttpResponse:
    """Show the last step with what the law says about this person."""
    return window.page(
        "work",
        form or _work_form(applicant, found, None),
        sealed=applicant.sealed(by=window.user, employer=window.employer),
        applicant=applicant,
        is_unusual=applicant.kind == IdentityKind.RESIDENT_ID and area_is_unusual(applicant.number),
        telling=telling_of(applicant),
    )


def _work_form(applicant: Applicant, found: adding.Found, typed: Any) -> CounterWorkForm:
    begins = insured_from(clock.today(), started_on=applicant.first_day)
    return CounterWorkForm(
        typed,
        standing=standing(applicant.worker()),
        is_known=found.person is not None,
        insured_from=cn_date(begins),
    )


STAGES = {"document": _document, "work": _work}
