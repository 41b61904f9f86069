"""A courier company of the demonstration, its terminal and two couriers; all of it invented."""

from datetime import date, datetime, time, timedelta

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.models import User
from portal.offices.models import County, Office
from registration.demo.people import let_act_for
from registration.demo.register import credit_code, id_number
from registration.entries import (
    NewEmployment,
    NewPerson,
    enter_employer,
    enter_employment,
    person_of,
)
from registration.imports.columns import Subject
from registration.imports.run import Order, advance, begin
from registration.models import Employer, Employment, Outlet
from registration.outlets.entries import enter_terminal, mark_courier

COMPANY = "济宁演示快递有限公司"
TERMINAL = "济宁演示快递南门末端网点"
UNINSURED = "济宁演示快递北门末端网点"
COUNTY, AGENCY = "370811", "rencheng-sb"
HEAD = "number,name,credit_code,county,status"
LICENCE, FILED, UNFILED = "鲁邮演示0001号", "鲁邮演示备0002号", "鲁邮演示备0003号"
COURIERS = (
    ("邮小虎", date(1994, 5, 8), 411, "male", "投递"),
    ("分小燕", date(1999, 9, 2), 412, "female", "分拣"),
)


def make_outlets(*, agent: User) -> Employer:
    """Enter the company for the agent; its terminal has two couriers, another one has nobody."""
    today = clock.today()
    since = today - timedelta(days=400)
    company = enter_employer(
        credit_code(8),
        by=None,
        values={
            "name": COMPANY,
            "kind": "company",
            "county": County.objects.get(code=COUNTY),
            "address": "任城区演示物流园 8 号",
            "legal_representative": "演示负责人",
            "founded_on": date(2018, 6, 1),
            "registered_on": date(2018, 6, 1),
            "source": Employer.Source.BUSINESS_REGISTER,
            "as_of": today,
        },
    )
    let_act_for(agent, company.identity)
    mark_courier(company, number=LICENCE, from_on=since, by=agent)
    values = {"name": TERMINAL, "county_id": COUNTY, "address": "任城区演示南门 3 号"}
    terminal = enter_terminal(company, number=FILED, by=agent, values=values | {"from_on": since})
    for name, born_on, serial, sex, job in COURIERS:
        number = id_number(born_on, serial)
        new = NewPerson(IdentityKind.RESIDENT_ID, number, name, sex, born_on)
        _insured(new, terminal, job, on=today - timedelta(days=60), by=agent)
    listed = ((LICENCE, COMPANY), (FILED, TERMINAL), (UNFILED, UNINSURED))
    _take_list([f"{number},{name},{company.credit_code}" for number, name in listed])
    return company


def _insured(new: NewPerson, terminal: Outlet, job: str, *, on: date, by: User) -> None:
    """Enter work that was reported on its first day; the clock goes there and comes back."""
    work = NewEmployment(Employment.Kind.COURIER, on, job=job, outlet=terminal)
    present = clock.now()
    clock.stop(datetime.combine(on, time(9), tzinfo=clock.CHINA))
    try:
        enter_employment(person_of(new), terminal.employer, work, by=by, key=None)
    finally:
        clock.stop(present)


def _take_list(rows: list[str]) -> None:
    """Take over the postal authority's list of the day, on which one terminal more stands."""
    text = "\n".join([HEAD, *(f"{row},{COUNTY},正常" for row in rows)])
    order = Order(
        subject=Subject.OUTLETS,
        office=Office.objects.get(code=AGENCY),
        as_of=clock.today(),
        file_name="网点名单（演示）.csv",
        by=None,
    )
    advance(begin(order, [text.encode()], hand_over=False).run.pk)
