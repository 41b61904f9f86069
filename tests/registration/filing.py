"""Filings for the tests: begun and carried on through the front door."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse

from portal import clock
from portal.cases.models import Case
from portal.deadlines.models import Deadline
from portal.offices.models import County
from registration.models import Employer, EmployerMonth
from tests.cast import Cast
from tests.desk import Desk, Typed, assert_done, day, filled
from tests.registration import making

TODAY = date(2026, 11, 24)
CHANGED_ON = date(2026, 11, 10)
NEW_ADDRESS = "济宁市任城区演示路 9 号"
AGENCY_DUE = date(2026, 12, 8)  # ten working days after TODAY


def running(case: Case) -> dict[str, date | None]:
    """Return the periods that run and their last days."""
    rows = Deadline.objects.filter(case=case, ended_on__isnull=True)
    return dict(rows.values_list("term", "due_on"))


def unit(cast: Cast, name: str = "济宁演示机械有限公司", **changes: Any) -> Employer:
    """Return an employer whose entry is whole, with its agent."""
    values = {
        "legal_representative": "钱经理",
        "phone": "0537-2200001",
        "industry_code": "C3311",
    } | changes
    employer = making.employer(name, **values)
    making.agent_for(cast.agent, employer)
    return employer


def begin(cast: Cast, employer: Employer, what: str, **typed: Any) -> HttpResponse:
    """Open the form of a filing as its agent, change what is typed, and send it."""
    client = cast.client(cast.agent)
    address = f"/units/{employer.pk}/filings/{what}/"
    return client.post(address, filled(client.get(address)) | typed)


def case_of(page: HttpResponse) -> Case:
    """Return the case to which the browser was sent."""
    assert page.status_code == 303, page.context["form"].errors
    found = re.fullmatch(r"/cases/([\w-]+)/", page["Location"])
    assert found
    return Case.objects.get(reference=found.group(1))


def change(cast: Cast, employer: Employer | None = None, **typed: Any) -> Case:
    """Return the case of a change of the address, just filed."""
    typed = {"address": NEW_ADDRESS, **day("happened_on", CHANGED_ON)} | typed
    return case_of(begin(cast, employer or unit(cast), "change", **typed))


def cancellation(cast: Cast, employer: Employer | None = None, **typed: Any) -> Case:
    """Return the case of a cancellation, just filed."""
    typed = {"reason": "股东会决议解散", **day("happened_on", CHANGED_ON)} | typed
    return case_of(begin(cast, employer or unit(cast), "cancellation", **typed))


def association(**changes: Any) -> Typed:
    """Return what is typed to register an association by hand."""
    return {
        "kind": "social_group",
        "credit_code": making.credit_code(),
        "name": "济宁演示志愿者协会",
        **day("happened_on", CHANGED_ON),
        "legal_representative": "仲会长",
        "place": County.objects.get(code="370811").code,
        "address": "济宁市任城区演示路 5 号",
        "phone": "0537-2200005",
        "contact": "仲经办",
    } | changes


def registration(cast: Cast, **changes: Any) -> Case:
    """Return the case of a registration by hand, just filed by a citizen."""
    client = cast.client(cast.stranger)
    address = "/units/register/"
    typed = filled(client.get(address)) | association(**changes)
    return case_of(client.post(address, typed))


def noted(cast: Cast, employer: Employer, *, what: str = "change", on: date = CHANGED_ON) -> Case:
    """Return the case of a duty that the agency told an employer."""
    client = cast.client(cast.registrar)
    address = f"/register/{employer.pk}/filings/duty/"
    typed = {"what": what, "reason": "换了法定代表人", **day("happened_on", on)}
    return case_of(client.post(address, filled(client.get(address)) | typed))


def corrected(cast: Cast, case: Case) -> Case:
    """Let the checker tell everything that is missing."""
    page = Desk(cast, cast.registrar).act(case, "notify_correction", missing="写明门牌号")
    assert_done(page, case)
    return case


def proposed(cast: Cast, case: Case, **typed: Any) -> Case:
    """Let the checker propose approval, or what is typed."""
    page = Desk(cast, cast.registrar).act(case, "propose", **{"decision": "approve"} | typed)
    assert_done(page, case)
    return case


def refusal(cast: Cast, case: Case) -> Case:
    """Let both persons refuse a filing."""
    proposed(cast, case, decision="refuse", refusal_reason="地址与营业执照不一致")
    assert_done(Desk(cast, cast.register_reviewer).act(case, "refuse"), case)
    return case


def approved(cast: Cast, case: Case, **typed: Any) -> Case:
    """Let both persons approve a filing."""
    proposed(cast, case, **typed)
    assert_done(Desk(cast, cast.register_reviewer).act(case, "approve"), case)
    return case


def month(employer: Employer, first: date, **values: Any) -> None:
    """Write what is known of a month of an employer."""
    values = {"payable": "1200.00", "as_of": clock.today()} | values
    EmployerMonth.objects.update_or_create(employer=employer, month=first, defaults=values)


def owes(employer: Employer, **changes: Any) -> None:
    """Let an employer owe a month."""
    values = {"paid": "0", "due_on": date(2026, 10, 25)} | changes
    month(employer, date(2026, 10, 1), **values)
