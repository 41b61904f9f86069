"""The months of an employer in the database, with what is open of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from portal import clock
from portal.deadlines.models import Parameter
from portal.law.citation import Citation, chinese_number
from portal.law.instruments import INSURANCE_LAW
from registration.filings.facts import Owed
from registration.models.employer import Employer
from registration.models.money import EmployerMonth
from registration.models.person import Employment
from registration.models.project import Project
from registration.money.arrears import MonthFigures, Rate, owed_for, total

RATE = "late_surcharge_per_100000"


@dataclass(frozen=True)
class MonthRow:
    """A month and what is open of it today."""

    month: EmployerMonth
    owed: Owed

    @property
    def open_parts(self) -> list[str]:
        """Return each amount of the month that is open; none when all was paid."""
        return self.owed.parts()

    @property
    def payable(self) -> str:
        """Return what was payable, as amounts are written."""
        return f"{self.month.payable:,.2f}"

    @property
    def paid(self) -> str:
        """Return what was paid, as amounts are written."""
        return f"{self.month.paid:,.2f}"


def rates() -> tuple[Rate, ...]:
    """Return the dated rates of the surcharge in the order of their days."""
    rows = Parameter.objects.filter(code=RATE).order_by("from_on")
    return tuple(Rate(day, value) for day, value in rows.values_list("from_on", "value"))


@dataclass(frozen=True)
class SurchargeWords:
    """How the late surcharge of a day is told: its share today, and its article."""

    share: str
    basis: Citation


def surcharge_words() -> SurchargeWords:
    """Return the rate of today as people say it, from the dated value."""
    today = clock.today()
    found = next((one for one in reversed(rates()) if one.from_on <= today), None)
    tenths = Decimal(found.per_100000 if found else 0) / 10
    share = f"万分之{chinese_number(int(tenths))}" if tenths == int(tenths) else f"{tenths / 100}%"
    return SurchargeWords(share, INSURANCE_LAW.article(86))


def with_owed(months: Iterable[EmployerMonth]) -> list[MonthRow]:
    """Return months with what is open of each today."""
    today, known = clock.today(), rates()
    return [MonthRow(one, owed_for(_figures(one), today=today, rates=known)) for one in months]


def months_are_known(employer_id: int) -> bool:
    """Say whether the tax service has told anything of an employer that had to pay.

    No data is no proof of payment; who never reported a worker had nothing to pay.
    """
    told = Exists(EmployerMonth.objects.filter(employer=OuterRef("pk")))
    insured = Employment.objects.filter(employer=OuterRef("pk"), reported_on__isnull=False)
    return Employer.objects.filter(told | ~Exists(insured), pk=employer_id).exists()


def all_months_are_known(employer_id: int) -> bool:
    """Say whether the ledger reaches the last month in which anybody was insured there."""
    insured = Employment.objects.filter(employer=employer_id).insured()
    goes_on = Q(ended_on=None) | Q(insured_to__gte=clock.today())
    found = insured.aggregate(
        running=Count("pk", filter=goes_on), last=Max("insured_to"), first=Min("insured_from")
    )
    if found["first"] is None:
        return True
    last = clock.today() if found["running"] else found["last"]
    told = EmployerMonth.objects.filter(employer=employer_id).aggregate(last=Max("month"))["last"]
    return last is None or (told is not None and told >= last.replace(day=1))


def owed_by(employer_id: int) -> Owed:
    """Return everything that an employer owes today.

    A month that was paid in time and bears no fine can owe nothing and is not read.
    """
    settled = Q(paid__gte=F("payable"), fine=0) & (Q(paid_on=None) | Q(paid_on__lte=F("due_on")))
    rows = EmployerMonth.objects.filter(employer_id=employer_id).exclude(settled)
    owed = total(row.owed for row in with_owed(rows))
    return replace(owed, projects=_owed_for_projects(employer_id))


def _owed_for_projects(employer_id: int) -> Decimal:
    """Return what has not arrived of the contributions of insured projects."""
    rows = Project.objects.filter(
        employer=employer_id, insured_from__isnull=False, settled_on=None, contribution__gt=0
    )
    standing = Q(payments__voids=None, payments__voided_by=None)
    paid = Coalesce(Sum("payments__amount", filter=standing), Decimal(0))
    found = rows.annotate(arrived=paid).values_list("contribution", "arrived")
    return sum((due - arrived for due, arrived in found), Decimal(0))


def _figures(one: EmployerMonth) -> MonthFigures:
    return MonthFigures(
        payable=one.payable,
        paid=one.paid,
        paid_on=one.paid_on,
        due_on=one.due_on,
        surcharge_paid=one.surcharge_paid,
        fine=one.fine,
        paid_before=one.paid_before,
    )
