"""The dated tables as they hold on a day: an industry's class and rate, and its other bases."""

from dataclasses import dataclass
from datetime import date

from registration.models import BaseRule, IndustryClass, RiskRate
from registration.rates.rules import Method, Standard, division_of, holding

CONSTRUCTION = ("47", "48", "49", "50")
"""Divisions of construction in GB/T 4754."""


@dataclass(frozen=True)
class Rated:
    """What an employer pays by on a day: its industry, class and rate, as far as the tables say."""

    industry: IndustryClass | None
    rate: RiskRate | None
    bases: tuple[BaseRule, ...]


def rated(industry_code: str, *, on: date) -> Rated:
    """Return class, rate and other bases of an industry on a day; industry exempts nobody."""
    division = division_of(industry_code)
    if not division:
        return Rated(None, None, ())
    industry = holding(IndustryClass.objects.filter(division=division), on=on)
    rates = RiskRate.objects.filter(risk_class=industry.risk_class) if industry else ()
    rows = list(BaseRule.objects.filter(division=division))
    bases = (holding([row for row in rows if row.method == one], on=on) for one in Method)
    return Rated(industry, holding(rates, on=on), tuple(row for row in bases if row))


def project_rule(*, on: date, division: str) -> BaseRule | None:
    """Return the share of project cost on a day: the contractor's division, else house building."""
    asked = [division] if division in CONSTRUCTION else []
    for one in (*asked, CONSTRUCTION[0]):
        rows = BaseRule.objects.filter(division=one, method=BaseRule.Method.PROJECT_COST)
        found = holding(rows, on=on)
        if found is not None:
            return found
    return None


def standard_of(row: BaseRule) -> Standard:
    """Return a row as the rules take it."""
    return Standard(Method(row.method), row.rate)
