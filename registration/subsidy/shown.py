"""An application for the subsidy as pages show it: facts, months, retirement."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.accounts.identifiers import birthday, gender, normalise
from portal.crypto import mask_phone
from portal.law.term import corresponding_day
from portal.ui.dates import cn_date
from portal.ui.parts import Row
from registration.models import Employment, FlexibleSubsidy, Person, SubsidyRule
from registration.rules.retirement import Post, Sex, retirement_day
from registration.subsidy.amounts import total

UNITS = 3
UNVERIFIED = "补贴标准的依据还没有核实，每个月的金额按那个月有效的标准算。"
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}


@dataclass(frozen=True)
class Months:
    """The months of an application with their sums."""

    rows: list[object]
    paid: Decimal
    amount: Decimal
    is_granted: bool


def months_of(subsidy: FlexibleSubsidy) -> Months:
    """Return the months of an application, the earliest first."""
    rows = list(subsidy.months.order_by("month"))
    return Months(
        rows=list(rows),
        paid=total(one.paid for one in rows),
        amount=total(one.amount for one in rows),
        is_granted=subsidy.granted_on is not None,
    )


def facts_of(subsidy: FlexibleSubsidy) -> list[Row]:
    """Return what was applied for; numbers are masked."""
    who = subsidy.applicant()
    number = who.identity.masked_number if who.identity else ""
    rows = [
        ("申请人", who.name),
        ("证件号码", number),
        ("手机号", mask_phone(who.phone)),
        ("身份", subsidy.ground.name),
        ("编号", subsidy.ground_number or "没有填"),
        ("身份到期", cn_date(subsidy.ground_until) if subsidy.ground_until else "没有填"),
    ]
    if subsidy.status_checked:
        rows.append(("身份核实", subsidy.get_status_checked_display()))
    return [Row(term=term, value=value) for term, value in rows]


def retirement_words(subsidy: FlexibleSubsidy) -> list[Row]:
    """Return when the person reaches the age of retirement, as far as the number tells it."""
    identity = subsidy.identity
    born = birthday(identity.kind, identity.number)
    sex = SEXES.get(gender(identity.kind, identity.number))
    if born is None or sex is None:
        return []
    days = sorted({retirement_day(born, sex=sex, post=post) for post in Post})
    return [Row(term="按号码推算的退休日", value=" 或者 ".join(map(_day, days)))]


def rule_rows(rule: SubsidyRule) -> list[Row]:
    """Return how much is granted and how long, with the source."""
    cap = f"每月不超过 {rule.month_cap} 元" if rule.month_cap else "不另设封顶"
    rows = [
        ("补多少", f"实际缴费的 {rule.numerator}/{rule.denominator}，{cap}"),
        (
            "补多久",
            f"最多 {rule.most_months} 个月；距退休不足 {rule.years_before_retirement} 年的补到退休",
        ),
        ("依据", rule.source),
    ]
    return [Row(term=term, value=value) for term, value in rows]


def warnings_of(subsidy: FlexibleSubsidy) -> list[str]:
    """Return what an officer should look at first."""
    found = []
    person = Person.objects.filter(identity_id=subsidy.identity_id).first()
    name = subsidy.applicant().name
    if person is not None and normalise(person.name) != normalise(name):
        found.append("姓名和登记簿里这个证件号码的姓名不一样，请核对证件。")
    elif person is None and normalise(subsidy.identity.name) != normalise(name):
        found.append("这个证件号码以前用过另一个姓名，请核对证件。")
    if units := _units_in_those_months(subsidy):
        found.append(f"申请的月份里在单位参保（{'、'.join(units)}），请核对是不是灵活就业。")
    if subsidy.returned_because:
        found.append(f"复核退回：{subsidy.returned_because}")
    rule = subsidy.rule()
    if rule is not None and not rule.is_verified:
        found.append(UNVERIFIED)
    return found


def _units_in_those_months(subsidy: FlexibleSubsidy) -> list[str]:
    """Return at which units somebody was insured in a month of the application; a few."""
    months = subsidy.asked()
    last = corresponding_day(months[-1], months=1) - timedelta(days=1)
    rows = Employment.objects.filter(person_id=subsidy.identity_id)
    rows = rows.insured(since=months[0], until=last)
    return list(rows.order_by("-insured_from").values_list("employer__name", flat=True)[:UNITS])


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
