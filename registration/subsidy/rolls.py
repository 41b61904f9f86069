"""Lists of granted subsidies: made by one person, published by another, then paid; frozen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet, Sum
from django.http import HttpRequest

from portal import clock
from portal.accounts.models import User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.perform import perform
from portal.cases.refusals import Reason, Refused
from portal.offices.models import Office
from registration.models import FlexibleSubsidy, SubsidyLine, SubsidyRoll
from registration.subsidy.facts import PaidOut
from registration.subsidy.process import SubsidyProcess
from registration.subsidy.rules import HOUSE
from registration.subsidy.states import SubsidyState as S

MOST_LINES = 200


@dataclass(frozen=True)
class Sums:
    """What stands below a list."""

    people: int
    amount: Decimal
    months: int
    first_month: date | None
    last_month: date | None

    @property
    def period(self) -> str:
        """Return the months from which to which the list reaches."""
        first, last = self.first_month, self.last_month
        if first is None or last is None:
            return ""
        begin = f"{first.year}年{first.month}月"
        return begin if first == last else f"{begin}至{last.year}年{last.month}月"


def sums(lines: QuerySet[SubsidyLine]) -> Sums:
    """Return people, months and money of some lines; a person in two lines is one."""
    found = lines.aggregate(
        people=Count("subsidy__identity", distinct=True),
        amount=Sum("amount", default=Decimal(0)),
        months=Sum("months", default=0),
        first_month=Min("first_month"),
        last_month=Max("last_month"),
    )
    return Sums(**found)


def waiting(office: Office) -> QuerySet[FlexibleSubsidy]:
    """Return what was granted at an office and stands in no list yet, the earliest first."""
    rows = FlexibleSubsidy.objects.filter(
        case__office=office,
        case__kind=SubsidyProcess.code,
        case__state=S.APPROVED,
        case__is_open=True,
        line=None,
    )
    return rows.order_by("granted_on", "pk")


@transaction.atomic
def make_roll(office: Office, *, by: User, key: UUID) -> SubsidyRoll:
    """Put what waits into a new list; the same form twice makes one list."""
    Office.objects.select_for_update().get(pk=office.pk)
    made = SubsidyRoll.objects.filter(key=key, office=office).first()
    if made is not None:
        return made
    found = list(
        waiting(office)
        .select_related("case")
        .annotate(count=Count("months"), first=Min("months__month"), last=Max("months__month"))[
            :MOST_LINES
        ]
    )
    if not found:
        raise Refused(Reason("没有等待编入名单的申请。", str(HOUSE)))
    year = clock.today().year
    latest = SubsidyRoll.objects.filter(office=office, year=year).aggregate(last=Max("number"))
    roll = SubsidyRoll.objects.create(
        office=office, year=year, number=(latest["last"] or 0) + 1, made_by=by, key=key
    )
    SubsidyLine.objects.bulk_create(
        SubsidyLine(
            roll=roll,
            subsidy=one,
            name=one.case.person_name,
            first_month=one.first,
            last_month=one.last,
            months=one.count,
            amount=one.amount,
        )
        for one in found
    )
    return roll


@transaction.atomic
def take_out(line_id: int, *, roll: SubsidyRoll) -> bool:
    """Take a line out of a list that is not published; it waits for the next one."""
    _open(roll)
    gone, _ = SubsidyLine.objects.filter(pk=line_id, roll=roll).delete()
    return bool(gone)


@transaction.atomic
def publish(roll: SubsidyRoll, *, by: User, request: HttpRequest | None = None) -> SubsidyRoll:
    """Let everybody read a list; another person than its maker does so, once."""
    found = _locked(roll)
    if found.published_on is not None:
        return found
    if found.made_by_id == by.pk:
        raise Refused(Reason("编名单的人不能自己公示，请由另一名复核人员办理。", str(HOUSE)))
    if not found.lines.exists():
        raise Refused(Reason("名单里没有人，不能公示。", str(HOUSE)))
    found.published_on, found.published_by = clock.today(), by
    found.save(update_fields=["published_on", "published_by"])
    record(Verb.SUBSIDY_LIST_PUBLISHED, actor=by, target=f"roll {roll.pk}", request=request)
    return found


@transaction.atomic
def pay_out(roll: SubsidyRoll, *, paid_on: date, by: User) -> SubsidyRoll:
    """Note that the money of a published list went out, in every case of it, once."""
    found = _locked(roll)
    if found.paid_on is not None:
        return found
    if found.published_on is None or paid_on < found.published_on:
        raise Refused(Reason("发放日期不能早于公示日期。", str(HOUSE)))
    unpaid = found.lines.filter(subsidy__case__state=S.APPROVED)
    for line in unpaid.select_related("subsidy__case").order_by("pk"):
        perform(line.subsidy.case, SubsidyProcess.pay_out, by=by, facts=PaidOut(paid_on))
    found.paid_on = paid_on
    found.save(update_fields=["paid_on"])
    return found


def _locked(roll: SubsidyRoll) -> SubsidyRoll:
    return SubsidyRoll.objects.select_for_update().get(pk=roll.pk)


def _open(roll: SubsidyRoll) -> SubsidyRoll:
    found = _locked(roll)
    if found.published_on is not None:
        raise Refused(Reason("名单已经公示，不再改动。", str(HOUSE)))
    return found
