"""Applications for the subsidy as the tests need them."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.perform import perform
from registration.models import FlexibleSubsidy, SubsidyGround
from registration.subsidy import facts as f
from registration.subsidy.filing import Applicant, apply_for, identity_of
from registration.subsidy.process import SubsidyProcess as P
from tests.cast import Cast
from tests.registration import making

JANUARY = date(2026, 1, 1)


def paid(*months: int, year: int = 2026, pension: str = "900.00", medical: str = "0") -> Any:
    """Return months for which the same was paid."""
    return tuple(f.Paid(date(year, m, 1), Decimal(pension), Decimal(medical)) for m in months)


def application(
    user: User,
    *,
    name: str = "李小满",
    number: str = "",
    months: Any = None,
    until: date | None = None,
) -> Case:
    """Return an application that has just come in."""
    who = Applicant(
        "resident_id", number or making.id_number(), name, phone="13800000009", county="370811"
    )
    applied = f.Applied(
        identity_id=identity_of(who).pk,
        ground_id=SubsidyGround.objects.first().pk,  # type: ignore[union-attr]
        ground_number="",
        ground_until=until,
        months=months or paid(1),
    )
    return apply_for(applied, who, by=user, key=uuid.uuid4())


def proposed(cast: Cast, case: Case, proposal: str = "grant", **changes: Any) -> Case:
    """Return the application with what the registrar proposes."""
    values = {"reason": "", "retires_on": None, "checked": "register"}
    until = FlexibleSubsidy.objects.get(pk=case.pk).ground_until
    values |= {"until": until or date(2030, 12, 31)} | changes
    perform(case, P.propose, by=cast.registrar, facts=f.Proposal(proposal, **values))
    return case


def granted(cast: Cast, case: Case) -> FlexibleSubsidy:
    """Return the application granted by the second person."""
    proposed(cast, case)
    perform(case, P.approve, by=cast.register_reviewer)
    return FlexibleSubsidy.objects.get(pk=case.pk)
