"""The steps of adding a worker: who, what the document says, as what, what the work is; entered.

An agent of the employer and a clerk at a window go through the same ones. Where they sit, in which
frame the pages stand and what entering leaves behind is a `Desk`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal import clock
from portal.accounts.identifiers import IdentityKind, area_is_unusual
from portal.accounts.models import User
from portal.ui.dates import cn_date
from portal.ui.forms import PortalForm
from registration.entries import (
    AlreadyAtWorkError,
    EmployerClosedError,
    KeyUsedError,
    NewEmployment,
    OutletClosedError,
    insured_from,
)
from registration.models import Employer, Employment
from registration.outlets.base import base_on, base_rows
from registration.outlets.couriers import courier_form, courier_work, may_be_courier
from registration.outlets.forms import COURIER, CourierForm, TradeForm
from registration.outlets.rules import FIRST_AND_ALONE
from registration.people import adding
from registration.people.adding import Applicant, Found
from registration.people.forms import DocumentForm, WhoForm, WorkForm
from registration.people.told import telling_of
from registration.rules import told
from registration.rules.ages import Standing, standing

STALE = "这一页放得太久了，请从头再填一次"
CLOSED = "单位已经注销，不能再加职工"
OUTLET_CLOSED = "这个网点已经结束，请另选一个"


@dataclass(frozen=True)
class Desk(ABC):
    """The request of somebody who adds a worker of an employer, and where that happens."""

    request: HttpRequest
    employer: Employer
    user: User

    @abstractmethod
    def page(self, stage: str, form: PortalForm, **more: Any) -> HttpResponse:
        """Show a step; what is wrong with it makes it a 422."""

    @abstractmethod
    def there(self, work: Employment) -> HttpResponse:
        """Say that somebody is at work here already."""

    @abstractmethod
    def closed(self) -> HttpResponseBase:
        """Lead away from an employer that takes nobody any more."""

    @abstractmethod
    def enter(
        self, applicant: Applicant, *, work: NewEmployment, phone: str, key: UUID
    ) -> HttpResponseBase:
        """Enter the work and lead to it; raises what the writers of the register raise."""

    def sealed(self, applicant: Applicant) -> str:
        """Return what was told so far, for this person at this employer alone."""
        return applicant.sealed(by=self.user, employer=self.employer)

    def opened(self) -> Applicant | None:
        """Return what the steps before this one were told."""
        text = self.request.POST.get("sealed", "")
        return Applicant.opened(text, by=self.user, employer=self.employer)


def take(desk: Desk) -> HttpResponseBase:
    """Take the step that was sent and answer with the next one."""
    if not desk.employer.is_active:
        return _closed(desk)
    stage = desk.request.POST.get("stage", "")
    if stage == "who":
        return _who(desk)
    applicant = desk.opened()
    if applicant is None:
        if stage:
            messages.error(desk.request, STALE)
        return desk.page("who", WhoForm(initial={"started_on": clock.today()}))
    return STAGES.get(stage, _again)(desk, applicant)


def _who(desk: Desk) -> HttpResponseBase:
    """Find somebody by the number; who is at work here already needs no second entry."""
    form = WhoForm(desk.request.POST)
    if not form.is_valid():
        return desk.page("who", form)
    return _checked(desk, Applicant.from_who(**form.cleaned_data), form=form, stage="who")


def _again(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Go back to the first step with everything in its place."""
    kept: dict[str, Any] = {name: getattr(applicant, name) for name in ("kind", "number", "name")}
    return desk.page("who", WhoForm(initial=kept | {"started_on": applicant.first_day}))


def _document(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Take what the document says beyond its number."""
    form = DocumentForm(desk.request.POST, kind=applicant.kind, number=applicant.number)
    if not form.is_valid():
        return _applicant_page(desk, "document", applicant, form)
    whole = applicant.with_document(**form.cleaned_data)
    return _checked(desk, whole, form=form, stage="document", before=applicant)


def _checked(
    desk: Desk,
    applicant: Applicant,
    *,
    form: PortalForm,
    stage: str,
    before: Applicant | None = None,
) -> HttpResponseBase:
    """Go on to the next step when register and law have nothing against it.

    What was refused is not carried on: the page keeps `before`, as it was known till then.
    """
    found = adding.find(applicant, desk.employer)
    if found.here is not None:
        return desk.there(found.here)
    field, sentence = adding.objection(applicant, found.person, by=desk.user, request=desk.request)
    if sentence:
        form.add_error(field if field in form.fields else None, sentence)
        if before is not None:
            return _applicant_page(desk, stage, before, form)
        return desk.page(stage, form)
    if stage == "who" and applicant.needs_document:
        asked = DocumentForm(kind=applicant.kind, number=applicant.number)
        return _applicant_page(desk, "document", applicant, asked)
    if may_be_courier(desk.employer, applicant):
        return _applicant_page(desk, "trade", applicant, TradeForm())
    return _work_page(desk, applicant, found, None)


def _trade(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Take as what somebody works for a unit with outlets, and ask what goes with it."""
    if not _is_askable(desk, applicant):
        return _again(desk, applicant)
    form = TradeForm(desk.request.POST)
    if not form.is_valid():
        return _applicant_page(desk, "trade", applicant, form)
    found = adding.find(applicant, desk.employer)
    if form.cleaned_data["trade"] == COURIER:
        return _courier_page(desk, applicant, found, None)
    return _work_page(desk, applicant, found, None)


def _courier(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Put the work at an outlet on the register."""
    if not _is_askable(desk, applicant):
        return _again(desk, applicant)
    found = adding.find(applicant, desk.employer)
    form = _courier_form(desk, applicant, found, desk.request.POST)
    if form.is_valid():
        work = courier_work(desk.employer, applicant, form.cleaned_data)
        try:
            return _entered(desk, applicant, form.cleaned_data, work=work)
        except OutletClosedError:
            form.add_error("outlet", OUTLET_CLOSED)
    return _courier_page(desk, applicant, found, form)


def _is_askable(desk: Desk, applicant: Applicant) -> bool:
    return _is_whole(desk, applicant) and may_be_courier(desk.employer, applicant)


def _is_whole(desk: Desk, applicant: Applicant) -> bool:
    """Say whether all is known that the earlier steps ask, and register and law still agree."""
    if not applicant.is_complete or adding.refusal(applicant):
        return False
    person = adding.find(applicant, desk.employer).person
    return person is None or not adding.differing_field(applicant, person)


def _work(desk: Desk, applicant: Applicant) -> HttpResponseBase:
    """Put the work on the register; the same form again leads to the same entry."""
    if not _is_whole(desk, applicant):
        return _again(desk, applicant)
    found = adding.find(applicant, desk.employer)
    form = _work_form(applicant, found, desk.request.POST)
    if not form.is_valid():
        return _work_page(desk, applicant, found, form)
    work = _new_work(applicant, form.cleaned_data)
    return _entered(desk, applicant, form.cleaned_data, work=work)


def _entered(
    desk: Desk, applicant: Applicant, said: dict[str, Any], *, work: NewEmployment
) -> HttpResponseBase:
    """Enter the work and lead to it; raises OutletClosedError."""
    try:
        return desk.enter(applicant, work=work, phone=said.get("phone", ""), key=said["key"])
    except AlreadyAtWorkError as there:
        return desk.there(there.employment)
    except EmployerClosedError:
        return _closed(desk)
    except KeyUsedError:
        messages.error(desk.request, STALE)
        return _again(desk, applicant)


def _closed(desk: Desk) -> HttpResponseBase:
    messages.error(desk.request, CLOSED)
    return desk.closed()


def _new_work(applicant: Applicant, said: dict[str, Any]) -> NewEmployment:
    """Return the work as the register takes it."""
    return NewEmployment(
        kind=adding.kind_of_work(
            applicant,
            asked=said.get("kind", ""),
            post=said.get("post", ""),
            is_delayed=said.get("is_delayed", False),
        ),
        started_on=applicant.first_day,
        job=said["job"],
        is_minor=standing(applicant.worker()) is Standing.MINOR,
        is_reported=said["report"] == "now",
    )


def _applicant_page(
    desk: Desk, stage: str, applicant: Applicant, form: PortalForm, **more: Any
) -> HttpResponse:
    """Show a step after the first, which carries on what the ones before were told."""
    return desk.page(
        stage,
        form,
        sealed=desk.sealed(applicant),
        applicant=applicant,
        is_third=applicant.needs_document,
        **more,
    )


def _last_page(
    desk: Desk, stage: str, applicant: Applicant, found: Found, form: PortalForm, **more: Any
) -> HttpResponse:
    """Show the last step with what the law says about this person."""
    is_resident = applicant.kind == IdentityKind.RESIDENT_ID
    return _applicant_page(
        desk,
        stage,
        applicant,
        form,
        is_known=found.person is not None,
        is_unusual=is_resident and area_is_unusual(applicant.number),
        telling=telling_of(applicant),
        no_share=told.NO_PERSONAL_SHARE,
        **more,
    )


def _courier_page(
    desk: Desk, applicant: Applicant, found: Found, form: CourierForm | None
) -> HttpResponse:
    """Show the last step for somebody of an outlet, with what the unit pays."""
    base = base_on(clock.today())
    return _last_page(
        desk,
        "courier",
        applicant,
        found,
        form or _courier_form(desk, applicant, found, None),
        first_and_alone=FIRST_AND_ALONE,
        base=base,
        base_rows=base_rows(base) if base else [],
    )


def _courier_form(desk: Desk, applicant: Applicant, found: Found, typed: Any) -> CourierForm:
    is_known = found.person is not None
    return courier_form(desk.employer, applicant, is_known=is_known, typed=typed)


def _work_page(
    desk: Desk, applicant: Applicant, found: Found, form: WorkForm | None
) -> HttpResponse:
    return _last_page(desk, "work", applicant, found, form or _work_form(applicant, found, None))


def _work_form(applicant: Applicant, found: Found, typed: Any) -> WorkForm:
    begins = insured_from(clock.today(), started_on=applicant.first_day)
    return WorkForm(
        typed,
        standing=standing(applicant.worker()),
        is_known=found.person is not None,
        insured_from=cn_date(begins),
    )


STAGES: dict[str, Callable[[Desk, Applicant], HttpResponseBase]] = {
    "document": _document,
    "trade": _trade,
    "courier": _courier,
    "work": _work,
}
