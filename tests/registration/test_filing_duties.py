"""A company that the registering organ struck off owes the agency its cancellation, by a day."""

from datetime import date
from typing import Any

import pytest

from portal.cases.models import Case
from portal.deadlines.models import Deadline
from portal.notifications.models import Outbox
from registration.filings.process import CancellationProcess
from registration.models import Employer
from tests.cast import Cast
from tests.registration import making
from tests.registration.importing import company, take

pytestmark = pytest.mark.django_db


def strike_off(cast: Cast, row: dict[str, Any], *, seen_on: date) -> None:
    """Import the row of a company that is closed now."""
    take([row | {"status": "注销", "closed_on": "2026-11-10"}], as_of=seen_on)


def test_a_struck_off_company_gets_the_duty_with_its_thirty_days(cast: Cast) -> None:
    row = company()
    take([row])
    employer = Employer.objects.get()
    making.agent_for(cast.agent, employer)
    strike_off(cast, row, seen_on=date(2026, 11, 22))
    case = Case.objects.get(kind=CancellationProcess.code)
    assert (case.state, case.office, case.employer_name) == ("due", cast.agency, employer.name)
    duty = Deadline.objects.get(case=case)
    assert (duty.term, duty.due_on) == ("cancellation_duty", date(2026, 12, 10))
    told = Outbox.objects.filter(user=cast.agent, notice="duty_noted")
    assert told.exists()
    assert cast.client(cast.agent).get(f"/cases/{case.reference}/").status_code == 200


def test_the_same_closing_again_opens_no_second_duty(cast: Cast) -> None:
    row = company()
    take([row])
    strike_off(cast, row, seen_on=date(2026, 11, 22))
    strike_off(cast, row, seen_on=date(2026, 11, 23))
    assert Case.objects.filter(kind=CancellationProcess.code).count() == 1


def test_a_cancellation_that_is_under_way_is_left_alone(cast: Cast) -> None:
    row = company()
    take([row])
    strike_off(cast, row, seen_on=date(2026, 11, 22))
    first = Case.objects.get(kind=CancellationProcess.code)
    other = row | {"status": "注销", "closed_on": "2026-11-12"}
    take([other], as_of=date(2026, 11, 23))
    assert Case.objects.get(kind=CancellationProcess.code) == first
