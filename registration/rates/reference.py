"""The national classes and base rates, loaded once; what an administrator enters stays."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from portal.offices import reference
from portal.offices.reference import Loaded
from registration.models import BaseRule, IndustryClass, RiskRate
from registration.rates.tables import CONSTRUCTION

SINCE = date(2015, 10, 1)
SOURCE = "人社部发〔2015〕71号，请对照原文核实"
BASE_SOURCE = "《部分行业企业工伤保险费缴纳办法》（人社部令第10号）；比例由统筹地区确定，请核实"
RATES = ("0.2", "0.4", "0.7", "0.9", "1.1", "1.3", "1.6", "1.9")
PROJECT_SHARE = Decimal("0.1")
FILE = Path(__file__).parent / "industries.csv"


def load_rates() -> Loaded:
    """Load classes, rates and the share of project cost where a table is still empty."""
    created = kept = 0
    for made in (_rates(), _industries(), _bases()):
        created, kept = created + made.created, kept + made.kept
    return Loaded(created, kept)


def register_reference() -> None:
    """Have the tables loaded with the rest of the reference data."""
    reference.register("工伤保险费率", load_rates)


def _rates() -> Loaded:
    known = set(RiskRate.objects.values_list("risk_class", flat=True))
    rows = [
        RiskRate(risk_class=number, rate=Decimal(rate), from_on=SINCE, source=SOURCE)
        for number, rate in enumerate(RATES, start=1)
        if number not in known
    ]
    RiskRate.objects.bulk_create(rows)
    return Loaded(len(rows), len(RATES) - len(rows))


def _industries() -> Loaded:
    known = set(IndustryClass.objects.values_list("division", flat=True))
    with FILE.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    rows = [
        IndustryClass(
            division=row["division"],
            name=row["name"],
            risk_class=int(row["risk_class"]),
            from_on=SINCE,
            source=SOURCE,
        )
        for row in read
        if row["division"] not in known
    ]
    IndustryClass.objects.bulk_create(rows)
    return Loaded(len(rows), len(read) - len(rows))


def _bases() -> Loaded:
    known = set(BaseRule.objects.values_list("division", flat=True))
    rows = [
        BaseRule(
            division=division,
            method=BaseRule.Method.PROJECT_COST,
            rate=PROJECT_SHARE,
            from_on=SINCE,
            source=BASE_SOURCE,
        )
        for division in CONSTRUCTION
        if division not in known
    ]
    BaseRule.objects.bulk_create(rows)
    return Loaded(len(rows), len(CONSTRUCTION) - len(rows))
