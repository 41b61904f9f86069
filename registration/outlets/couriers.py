"""People of outlets: who may be one, what is asked for their work, its correction."""

from typing import Any

from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.ui.dates import cn_date
from registration.entries import NewEmployment, correct_employment, insured_from, lock_active
from registration.models import Employer, Employment, Outlet
from registration.outlets.forms import CourierForm
from registration.outlets.rules import age_leaves_the_outlet_open
from registration.outlets.shown import present_outlets
from registration.people.adding import Applicant
from registration.rules.ages import Standing, standing


def may_be_courier(employer: Employer, applicant: Applicant) -> bool:
    """Say whether somebody may be insured as a courier of this unit."""
    return employer.is_courier and age_leaves_the_outlet_open(applicant.worker()) is None


def courier_form(
    employer: Employer, applicant: Applicant, *, is_known: bool, typed: Any
) -> CourierForm:
    """Return the last step for somebody of an outlet."""
    begins = insured_from(clock.today(), started_on=applicant.first_day)
    return CourierForm(
        typed,
        outlets=present_outlets(employer),
        is_known=is_known,
        insured_from=cn_date(begins),
    )


def courier_work(employer: Employer, applicant: Applicant, said: dict[str, Any]) -> NewEmployment:
    """Return the work at an outlet as the register takes it; the form has checked what is said."""
    return NewEmployment(
        kind=Employment.Kind.COURIER,
        started_on=applicant.first_day,
        job=said["job"],
        is_minor=standing(applicant.worker()) is Standing.MINOR,
        is_reported=said["report"] == "now",
        outlet=Outlet.objects.get(pk=said["outlet"], employer=employer),
    )


@transaction.atomic
def correct_courier(work: Employment, *, outlet_id: int, job: str, by: User) -> Employment:
    """Let the unit correct outlet and job of a courier, and keep what was there before.

    Raises EmployerClosedError, or OutletClosedError where a new outlet is none of the employer's.
    """
    lock_active(work.employer)
    outlet = Outlet.objects.get(pk=outlet_id)
    return correct_employment(work, kind=work.kind, job=job, outlet=outlet, by=by)
