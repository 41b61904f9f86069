"""The units of the demonstration with their workers, months and agents; all of it invented."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from portal import clock
from portal.accounts.identifiers import IdentityKind, check_character, credit_check_character
from portal.accounts.models import User
from portal.law.term import corresponding_day
from portal.offices.models import County
from registration.demo.people import TOWN, let_act_for
from registration.entries import (
    NewEmployment,
    NewPerson,
    end_employment,
    enter_employer,
    enter_employment,
    person_of,
)
from registration.models import (
    Benefit,
    Contribution,
    Employer,
    EmployerContact,
    EmployerMonth,
    Employment,
    Person,
)

MACHINES = "济宁演示机械有限公司"
LOGISTICS = "济宁演示物流有限公司"
HEAVY = "济宁演示重型机械装备制造有限责任公司"
BRANCH = "济宁演示重型机械装备制造及配套零部件加工有限责任公司任城高端装备产业园第二分公司"
SCHOOL = "济宁市任城区演示小学"
NOODLES = "任城区演示拉面馆"
JINXIANG = "金乡演示大蒜储运有限公司"
MONTHS = 14
BASE = Decimal("5200.00")
RATE = Decimal("0.0070")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "小荷,立秋,芒种,清和,向阳,远山,望舒,晓岚"


@dataclass(frozen=True)
class Units:
    """The units by their part in the play."""

    machines: Employer
    logistics: Employer
    heavy: Employer
    branch: Employer
    school: Employer
    noodles: Employer
    jinxiang: Employer


def credit_code(serial: int) -> str:
    """Return a well-formed code of an area that does not exist."""
    first = f"91709900MA{serial:07d}"
    return first + credit_check_character(first)


def id_number(born_on: date, serial: int) -> str:
    """Return a well-formed number that nobody holds: area code 70 was never given out."""
    first = f"709901{born_on:%Y%m%d}{serial:03d}"
    return first + check_character(first)


def make_register(*, agent: User, school: User, worker_number: str) -> Units:
    """Make the whole register of the demonstration on the present day of the play."""
    units = make_units(agent, school)
    worker = make_people(units, worker_number=worker_number, agent=agent)
    make_months(units, worker=worker)
    return units


def make_units(agent: User, school: User) -> Units:
    """Enter the units with contacts, and let two agents act for most of them."""
    heavy = _unit(3, HEAVY, "company", address="任城区演示大道 88 号")
    units = Units(
        machines=_unit(1, MACHINES, "company", address="任城区演示路 9 号", industry_code="C3429"),
        logistics=_unit(2, LOGISTICS, "company", address="任城区演示物流园 3 号库", town_id=TOWN),
        heavy=heavy,
        branch=_unit(4, BRANCH, "company", address="任城区演示大道 90 号", parent=heavy),
        school=_unit(5, SCHOOL, "institution", source=Employer.Source.BY_HAND),
        noodles=_unit(6, NOODLES, "sole_trader", address="任城区演示街 12 号", town_id=TOWN),
        jinxiang=_unit(7, JINXIANG, "company", county="370828", address="金乡县演示路 2 号"),
    )
    EmployerContact.objects.create(
        employer=units.machines,
        part=EmployerContact.Part.SOCIAL_INSURANCE,
        name="赵会计",
        phone="19900000003",
        from_on=date(2024, 3, 1),
    )
    acting = (
        (agent, (units.machines, units.logistics, units.branch)),
        (school, (units.school, units.noodles)),
    )
    for user, own in acting:
        for unit in own:
            let_act_for(user, unit.identity)
    return units


def make_people(units: Units, *, worker_number: str, agent: User) -> Person:
    """Enter the workers of the units; return the worker of the main story."""
    today = clock.today()
    worker = _person("李小满", worker_number, date(1990, 3, 7), "male")
    _insured(worker, units.machines, date(2021, 3, 1), job="装配工", by=agent)
    _insured(worker, units.noodles, date(2025, 5, 6), kind="part_time", job="周末帮工")
    for number in range(32):
        born = date(1970 + number % 30, 1 + number % 12, 1 + number % 28)
        name = SURNAMES[number] + GIVEN.split(",")[number % 8]
        sex = "female" if number % 3 else "male"
        person = _person(name, id_number(born, 100 + 2 * number + (sex == "male")), born, sex)
        unit = units.logistics if number % 5 == 4 else units.machines
        started = date(2022 + number % 5, 1 + number % 11, 5)
        _insured(person, unit, min(started, today - timedelta(days=40)), job=JOBS[number % 4])
        if number in {7, 13}:
            work = Employment.objects.get(person=person, employer=unit)
            end_employment(work, on=today - timedelta(days=number), reason="合同到期", by=agent)
    _noted(units.machines, "柳新禾", date(2001, 6, 12), 24, agent)
    _noted(units.machines, "韦立冬", date(1996, 11, 30), 33, agent)
    minor_born = corresponding_day(today, months=-17 * 12)
    minor = _person("童学徒", id_number(minor_born, 311), minor_born, "male")
    _insured(minor, units.machines, today - timedelta(days=5), job="学徒", is_minor=True)
    old = _person("老石匠", id_number(date(1958, 4, 2), 317), date(1958, 4, 2), "male")
    _insured(old, units.machines, date(2026, 7, 6), kind="overage", job="看护设备")
    Benefit.objects.create(
        person=worker,
        reference="YS-2024-000117",
        name="工伤医疗费",
        paid_on=date(2024, 6, 18),
        amount=Decimal("3186.40"),
        as_of=today,
    )
    return worker


def make_months(units: Units, *, worker: Person) -> None:
    """Enter what the units owed and paid: one of them owes three months and a fine."""
    today = clock.today()
    first = today.replace(day=1)
    for back in range(MONTHS, 0, -1):
        month = corresponding_day(first, months=-back)
        due_on = corresponding_day(month, months=1).replace(day=25)
        if due_on > today:
            due_on = today
        for unit, heads in ((units.machines, 30), (units.logistics, 7), (units.branch, 12)):
            owed = (BASE * heads * RATE).quantize(Decimal("0.01"))
            is_paid = unit != units.logistics or back > 3
            EmployerMonth.objects.create(
                employer=unit,
                month=month,
                payable=owed,
                paid=owed if is_paid else Decimal(0),
                paid_on=due_on if is_paid else None,
                due_on=due_on,
                fine=Decimal("500.00") if not is_paid and back == 3 else Decimal(0),
                as_of=today,
            )
        Contribution.objects.create(
            person=worker,
            employer=units.machines,
            month=month,
            base=BASE,
            is_paid=True,
            as_of=today,
        )


JOBS = ("装配工", "焊工", "叉车司机", "质检员")


def _unit(serial: int, name: str, kind: str, **changes: object) -> Employer:
    county = County.objects.get(code=changes.pop("county", "370811"))
    values: dict[str, object] = {
        "name": name,
        "kind": kind,
        "county": county,
        "legal_representative": "演示负责人",
        "founded_on": date(2015, 4, 8),
        "registered_on": date(2016, 1, 4),
        "source": Employer.Source.BUSINESS_REGISTER,
        "as_of": clock.today(),
    }
    return enter_employer(credit_code(serial), by=None, values=values | changes)


def insure(unit: str, *, name: str, number: str, born_on: date, sex: str) -> None:
    """Have a unit of the play insure somebody who tells another story of it, for a year already."""
    employer = Employer.objects.filter(name=unit).first()
    if employer is None:
        return
    person = _person(name, number, born_on, sex)
    if not person.employments.filter(employer=employer).exists():
        _insured(person, employer, clock.today() - timedelta(days=400), job="装配工")


def _person(name: str, number: str, born_on: date, sex: str) -> Person:
    return person_of(NewPerson(IdentityKind.RESIDENT_ID, number, name, sex, born_on))


def _insured(
    person: Person,
    unit: Employer,
    started_on: date,
    *,
    kind: str = "employee",
    job: str = "",
    is_minor: bool = False,
    by: User | None = None,
) -> Employment:
    """Enter work that was reported on its first day; the clock goes there and comes back."""
    new = NewEmployment(kind, started_on, job=job, is_minor=is_minor)
    present = clock.now()
    clock.stop(datetime.combine(started_on, time(9), tzinfo=clock.CHINA))
    try:
        return enter_employment(person, unit, new, by=by, key=None)
    finally:
        clock.stop(present)


def _noted(unit: Employer, name: str, born_on: date, days_ago: int, by: User) -> None:
    person = _person(name, id_number(born_on, 320 + days_ago), born_on, "female")
    started_on = clock.today() - timedelta(days=days_ago)
    new = NewEmployment("employee", started_on, job="操作工", is_reported=False)
    enter_employment(person, unit, new, by=by, key=None)
