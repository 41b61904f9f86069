"""Industry, class, rate and base as the pages of an employer show them."""

from decimal import Decimal

from portal import clock
from portal.law.words import day_words
from portal.ui.parts import Row
from registration.models import BaseRule, Employer, RiskRate
from registration.models.rate import DatedRow
from registration.rates.rules import PERSONAL_SHARE, SHARES, Method, by_payroll
from registration.rates.tables import Rated, rated
from registration.rules.told import NO_PERSONAL_SHARE

UNVERIFIED = "（待核实）"
NO_CODE = "没有填行业代码，单位申报变更补上以后才有"
NOT_IN_TABLE = "表里还没有这个行业，请向经办机构核对"
CLASSES = "一二三四五六七八"
UNITS = {Method.FLOOR_AREA: "平方米", Method.OUTPUT: "吨"}


def class_rows(employer: Employer) -> list[Row]:
    """Return industry, risk class, rate and base of today."""
    return _class_rows(employer, rated(employer.industry_code, on=clock.today()))


def rate_rows(employer: Employer) -> list[Row]:
    """Return everything that the employer pays by today, with its source, and who pays nothing."""
    found = rated(employer.industry_code, on=clock.today())
    sources = dict.fromkeys(row.source for row in (found.rate, *found.bases) if row)
    basis = [Row(term="依据", value="；".join(sources))] if sources else []
    personal = f"{PERSONAL_SHARE:f} 元（{NO_PERSONAL_SHARE.basis}）"
    return [
        *_class_rows(employer, found),
        *basis,
        Row(term="个人缴", value=personal),
    ]


def _class_rows(employer: Employer, found: Rated) -> list[Row]:
    industry = found.industry
    if industry is None:
        words = NOT_IN_TABLE if employer.industry_code else NO_CODE
        return [Row(term="行业风险类别", value=words)]
    risk = f"{CLASSES[industry.risk_class - 1]}类，共八类{doubt(industry)}"
    return [
        Row(term="行业", value=f"{industry.name}{doubt(industry)}"),
        Row(term="行业风险类别", value=risk),
        Row(term="基准费率", value=_rate(found.rate)),
        Row(term="缴费基数", value=_bases(found)),
    ]


def worked_out(employer: Employer, payroll: Decimal) -> list[Row]:
    """Return what the employer pays for a payroll at today's rate: base, rate, amount."""
    row = rated(employer.industry_code, on=clock.today()).rate
    if row is None:
        return []
    amount = by_payroll(payroll, row.rate)
    sum_words = f"{payroll:,.2f} 元 × {percent(row.rate)} = {amount:,.2f} 元{doubt(row)}"
    return [
        Row(term="单位缴", value=sum_words),
        Row(term="个人缴", value=f"{PERSONAL_SHARE:f} 元"),
    ]


def doubt(row: DatedRow) -> str:
    """Return the mark of a row whose source nobody has verified yet."""
    return "" if row.is_verified else UNVERIFIED


def percent(rate: Decimal) -> str:
    """Return a rate in per cent without needless noughts."""
    return f"{rate.normalize():f}%"


def standard_words(row: BaseRule) -> str:
    """Return by what an industry pays, and how much of it."""
    method = Method(row.method)
    label = row.get_method_display()
    if method in SHARES:
        return f"{label}的 {percent(row.rate)}{doubt(row)}"
    return f"{label}每{UNITS[method]} {row.rate.normalize():f} 元{doubt(row)}"


def _rate(row: RiskRate | None) -> str:
    if row is None:
        return "表里还没有这一类的费率"
    return f"{percent(row.rate)}，从{day_words(row.from_on)}起{doubt(row)}"


def _bases(found: Rated) -> str:
    if not found.bases:
        return "职工工资总额"
    others = "；".join(standard_words(row) for row in found.bases)
    return f"职工工资总额；难以按工资总额计算的，按{others}"
