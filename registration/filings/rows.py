"""What the pages of a filing show: what changes, what is owed, whether it came late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.deadlines import parameters
from portal.deadlines.calendar import working_day_reader
from portal.deadlines.models import Deadline
from portal.law.term import Term
from portal.ui.dates import cn_date
from portal.ui.parts import Row
from registration.filings.facts import Owed
from registration.filings.fields import LABELS, NONE, present, shown
from registration.filings.process import CancellationProcess, ChangeProcess, RegistrationProcess
from registration.models import EmployerChange, EmployerFiling
from registration.rules.filing import HOW_TO_SETTLE
from registration.terms import CANCELLATION_DUTY, CHANGE_DUTY, REGISTRATION_DUTY

DUTIES: dict[str, Term] = {
    ChangeProcess.code: CHANGE_DUTY,
    CancellationProcess.code: CANCELLATION_DUTY,
    RegistrationProcess.code: REGISTRATION_DUTY,
}
DAYS = {
    ChangeProcess.code: "变更之日",
    CancellationProcess.code: "终止之日",
    RegistrationProcess.code: "成立之日",
}
SETTLED = "没有欠费、滞纳金和罚款"
UNKNOWN = "没有到停保那个月的缴费数据，不能当作已经缴清"


@dataclass(frozen=True)
class Compared:
    """A field of the entry: what stands there, and what shall."""

    label: str
    before: str
    after: str


def compared(filing: EmployerFiling) -> list[Compared]:
    """Return what a change asks for beside what stands there, or stood before it was approved."""
    if filing.case.kind != ChangeProcess.code or filing.employer is None:
        return []
    if filing.decided_on and filing.proposal == "approve":
        rows = EmployerChange.objects.filter(case=filing.case).order_by("pk")
        return [Compared(row.what, row.before or NONE, row.after or NONE) for row in rows]
    now = present(filing.employer)
    before = shown({name: now[name] for name in filing.asked})
    after = shown(filing.asked)
    return [Compared(LABELS[name], before[name], after[name]) for name in after]


def filed_rows(filing: EmployerFiling, *, day: Callable[[date], str] = cn_date) -> list[Row]:
    """Return what was reported, as term and value; `day` writes its dates."""
    rows = [Row(term=DAYS[filing.case.kind], value=day(filing.happened_on))]
    if filing.reported_on:
        rows.append(Row(term="申报日期", value=day(filing.reported_on)))
    if filing.case.kind == RegistrationProcess.code:
        rows += _entry(filing.asked)
    if filing.reason:
        rows.append(Row(term="说明", value=filing.reason))
    return rows


def _entry(asked: Mapping[str, str]) -> list[Row]:
    return [
        Row(term=LABELS[name], value=value) for name, value in shown(asked).items() if value != NONE
    ]


def owed_rows(filing: EmployerFiling) -> list[Row]:
    """Return what a cancellation waits for: each amount that is open, and how to settle it."""
    if filing.tax_check:
        return [Row(term="税务核对", value=filing.tax_check)]
    if not filing.months_are_known():
        owed = filing.owed()
        return [Row(term="缴费", value=UNKNOWN), *(rows_of(owed) if owed.total else ())]
    return rows_of(filing.owed())


def rows_of(owed: Owed) -> list[Row]:
    """Return each amount that is open, and how to settle it."""
    if not owed.total:
        return [Row(term="缴费", value=SETTLED)]
    rows = [
        Row(term=name, value=f"{amount:,.2f} 元", is_number=True) for name, amount in owed.named()
    ]
    return [*rows, Row(term="怎么缴", value=f"{HOW_TO_SETTLE}。")]


def units_row(filing: EmployerFiling) -> list[Row]:
    """Return the units below that are still there."""
    units = filing.active_units()
    return [Row(term="下级单位", value=f"还在册：{'、'.join(units)}")] if units else []


def lateness(filing: EmployerFiling) -> str:
    """Say that a filing came after the last day of its duty; nothing for one in time."""
    if filing.reported_on is None:
        return ""
    last = (
        _noticed_due(filing)
        or DUTIES[filing.case.kind]
        .due_on(filing.happened_on, is_working_day=working_day_reader(), values=parameters.value_on)
        .due_on
    )
    if filing.reported_on <= last:
        return ""
    return f"逾期申报：应在{cn_date(last)}前申报，{cn_date(filing.reported_on)}才申报。"


def _noticed_due(filing: EmployerFiling) -> date | None:
    """Return the last day that was told with the duty, whatever day the employer filed later."""
    if not filing.is_noticed:
        return None
    term = DUTIES[filing.case.kind]
    rows = Deadline.objects.filter(case=filing.case, term=term.code)
    return rows.values_list("due_on", flat=True).first()
