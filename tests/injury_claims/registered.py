"""Claims whose employer is on the register, with whatever the register says of the worker."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from injury_claims import facts as f
from portal import clock
from registration.entries import NewEmployment, enter_employment
from registration.models import Employer, EmployerMonth, Employment
from tests import factories as make
from tests.registration import making

HURT_ON = date(2026, 11, 9)


def unit_with_worker(*, insured_from: date | None = date(2026, 3, 3)) -> Employer:
    """Return an employer, and have it insure the worker of the claims from a day, or not at all."""
    unit = making.employer()
    if insured_from is not None:
        insure(unit, insured_from=insured_from)
    return unit


def insure(unit: Employer, *, insured_from: date) -> Employment:
    """Insure the worker of the claims from a day on."""
    person = making.person(number=make.WORKER_NUMBER)
    new = NewEmployment(kind="employee", started_on=insured_from - timedelta(days=1))
    work = enter_employment(person, unit, new, by=None, key=None)
    Employment.objects.filter(pk=work.pk).update(
        reported_on=insured_from, insured_from=insured_from
    )
    return work


def owe(unit: Employer) -> None:
    """Let the month of the accident be unpaid after its last day."""
    EmployerMonth.objects.create(
        employer=unit,
        month=HURT_ON.replace(day=1),
        payable=Decimal(1000),
        due_on=date(2026, 11, 20),
        as_of=clock.today(),
    )


def facts_for(unit: Employer, **changes: Any) -> dict[str, Any]:
    """Return the changes of a filing whose employer was chosen from the register."""
    chosen = f.EmployerFacts(
        name=unit.name,
        credit_code=unit.credit_code,
        contact="赵会计",
        phone="13800000003",
        address="演示路9号",
        register_id=unit.pk,
    )
    return {"employer": chosen, "happened_on": HURT_ON, **changes}
