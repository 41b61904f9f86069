"""People of outlets: who may be one, what is asked for their work, its correction."""

from typing import Any

from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.ui.dates import cn_date
from registration.entries import NewEmployment, insured_from, lock_active, require_outlet
from registration.models import Employer, Employment, EmploymentChange, Outlet
from registration.outlets.forms import CourierForm
from registration.outlets.shown import present_outlets
from registration.people.adding import Applicant
from registration.rules.ages import Standing, standing

ASKED = frozenset({Standing.ORDINARY, Standing.MINOR})
"""Whose age leaves open by which rule they are insured; others go the way of their age."""


def may_be_courier(employer: Employer, applicant: Applicant) -> bool:
    """Say whether somebody may be insured as a courier of this unit."""
    return employer.is_courier and standing(applicant.worker()) in ASKED


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
    """Correct outlet and job of a courier, and keep what was there before.

    Raises EmployerClosedError, or OutletClosedError where a new outlet is none of the employer's.
    """
    lock_active(work.employer)
    row = Employment.objects.select_for_update(of=("self",)).get(pk=work.pk)
    told = []
    if row.outlet_id != outlet_id:
        outlets = Outlet.objects.in_bulk([row.outlet_id or 0, outlet_id])
        require_outlet(outlets[outlet_id], work.employer)
        before = outlets[row.outlet_id].name if row.outlet_id else ""
        told.append(f"快递网点：{before[:60]} → {outlets[outlet_id].name[:60]}")
    if row.job != job:
        told.append(f"岗位：{row.job} → {job}")
    if told:
        row.outlet_id, row.job = outlet_id, job
        row.save(update_fields=["outlet", "job"])
        EmploymentChange.objects.create(
            employment=row,
            what=EmploymentChange.What.CORRECTED,
            on=clock.today(),
            text="；".join(told),
            by=by,
        )
    work.refresh_from_db()
    return work
