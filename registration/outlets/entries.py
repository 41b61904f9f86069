"""The writers of outlets: a unit becomes a courier unit, enters its terminals, ends them."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from registration.entries import lock_active
from registration.models import Employer, EmployerChange, Employment, Outlet
from registration.outlets.rules import Terminal, terminal_has_a_licensed_unit

LICENCE = "快递业务经营许可"
TAKEN = "这个号码已经登记在别的网点名下，请核对；没有写错的，请带许可证或者备案回执到经办窗口"
LICENSED_BEFORE = "本单位已经登记过经营许可，号码是 {number}"
AT_WORK = "这个网点还有从业人员在岗，请先给他们办停保"
TERMINALS = "本单位名下还有末端网点，请先结束它们"


class OutletRefusedError(Exception):
    """What was asked of an outlet cannot be; `field` is where the page says why."""

    def __init__(self, sentence: str, *, field: str = "number") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def mark_courier(employer: Employer, *, number: str, from_on: date, by: User | None) -> Outlet:
    """Note the licence of a unit, which is an outlet of its own from now on; twice it is one."""
    lock_active(employer)
    mine = licence_of(employer)
    if mine is not None:
        if mine.number == number:
            return mine
        raise OutletRefusedError(LICENSED_BEFORE.format(number=mine.number))
    outlet = _created(
        Outlet(
            employer=employer,
            kind=Outlet.Kind.LICENSED,
            name=employer.name,
            county_id=employer.county_id,
            address=employer.address,
            number=number,
            from_on=from_on,
            entered_by=by,
        )
    )
    _note(employer, on=from_on, what=LICENCE, after=number, by=by)
    _set_courier(employer, True)
    return outlet


@transaction.atomic
def enter_terminal(
    employer: Employer, *, number: str, by: User | None, values: dict[str, Any]
) -> Outlet:
    """Enter a terminal under the licensed unit that answers for it; the same again is the first."""
    lock_active(employer)
    fault = terminal_has_a_licensed_unit(Terminal(licence_of(employer) is not None))
    if fault:
        raise OutletRefusedError(fault)
    mine = employer.outlets.filter(number=number, to_on=None, kind=Outlet.Kind.FILED).first()
    if mine is not None:
        return mine
    outlet = _created(
        Outlet(employer=employer, kind=Outlet.Kind.FILED, number=number, entered_by=by, **values)
    )
    _note(employer, on=outlet.from_on, what="末端网点", after=_told(outlet), by=by)
    return outlet


@transaction.atomic
def end_outlet(outlet: Outlet, *, on: date, by: User | None) -> Outlet:
    """End an outlet at which nobody works any more; ended twice it is ended once."""
    employer = Employer.objects.select_for_update(of=("self",), no_key=True).get(
        pk=outlet.employer_id
    )
    row = Outlet.objects.select_for_update(of=("self",)).get(pk=outlet.pk)
    if row.to_on is not None:
        return row
    if Employment.objects.filter(outlet=row, ended_on=None).exists():
        raise OutletRefusedError(AT_WORK, field="to_on")
    is_licence = row.kind == Outlet.Kind.LICENSED
    if is_licence and employer.outlets.filter(kind=Outlet.Kind.FILED, to_on=None).exists():
        raise OutletRefusedError(TERMINALS, field="to_on")
    row.to_on = on
    row.save(update_fields=["to_on"])
    _note(employer, on=on, what=LICENCE if is_licence else "末端网点", before=_told(row), by=by)
    if is_licence:
        _set_courier(employer, False)
    return row


def end_outlets_of(employer: Employer, *, on: date, by: User | None) -> None:
    """End the outlets of a unit that leaves the register; its people have ended before."""
    rows = list(employer.outlets.select_for_update(of=("self",)).filter(to_on=None).order_by("pk"))
    for row in rows:
        row.to_on = max(on, row.from_on)
    Outlet.objects.bulk_update(rows, ["to_on"])
    for row in rows:
        what = LICENCE if row.kind == Outlet.Kind.LICENSED else "末端网点"
        _note(employer, on=on, what=what, before=_told(row), by=by)
    _set_courier(employer, False)


def licence_of(employer: Employer) -> Outlet | None:
    """Return the unit's own present outlet, by which it is a courier unit."""
    return employer.outlets.filter(kind=Outlet.Kind.LICENSED, to_on=None).first()


def _created(outlet: Outlet) -> Outlet:
    """Write a new outlet; a number that is in use already is refused."""
    try:
        with transaction.atomic():
            outlet.save(force_insert=True)
    except IntegrityError:
        raise OutletRefusedError(TAKEN) from None
    return outlet


def _set_courier(employer: Employer, is_courier: bool) -> None:
    Employer.objects.filter(pk=employer.pk).update(is_courier=is_courier)
    employer.is_courier = is_courier


def _told(outlet: Outlet) -> str:
    return f"{outlet.name}，{outlet.number}"


def _note(
    employer: Employer, *, on: date, what: str, by: User | None, before: str = "", after: str = ""
) -> None:
    EmployerChange.objects.create(
        employer=employer, on=on, what=what, before=before[:200], after=after[:200], by=by
    )
