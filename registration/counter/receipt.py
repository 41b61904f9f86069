"""The receipt of what was done at a window: its lines, fixed at once, and the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal import clock
from portal.accounts.models import User
from portal.cases.models import Case
from portal.crypto import mask_id, mask_name, mask_phone
from portal.deadlines.calendar import Almanac
from portal.law.instruments import AGENCY_RULES
from portal.letters.issue import HOTLINE, head
from portal.letters.templates import LetterTemplate
from portal.letters.typesetter import compose
from portal.offices.jurisdiction import agency_of
from portal.offices.models import Office
from portal.ui.dates import cn_date, cn_time
from registration.filings.facts import RegistrationFiled
from registration.models import CounterEntry, CounterVisit, Employer, EmployerContact, Employment
from registration.people.workers import due_of

FORM = LetterTemplate(
    kind="counter_receipt",
    title="窗口登记回执",
    source=Path(__file__).parents[1] / "typst" / "counter_receipt.typ",
    seal="",
    has_head=False,
)
PAPERS = {
    "letter": "单位介绍信或者委托书",
    "licence": "营业执照或者登记证书",
    "contract": "劳动合同或者用工证明",
}
ID_SEEN = "来办人的身份证件原件"
FREE = "办理和打印都不收费。"
REMEDY = (
    "登记有误的，带本回执到{agency}（{phone}）更正。"
    f"不服办理结果的，可以依法申请行政复议或者提起行政诉讼（{AGENCY_RULES.article(52)}）。"
)
Line = tuple[str, str]


@dataclass(frozen=True)
class Filed:
    """The registration of a unit that was filed for its agent, who holds this account."""

    case: Case
    facts: RegistrationFiled
    agent: User


@dataclass(frozen=True)
class Done:
    """What was done for whom: some work, or a contact and whose place it takes, or a filing."""

    what: CounterEntry.What
    employer: Employer | None = None
    work: Employment | None = None
    contact: EmployerContact | None = None
    instead_of: EmployerContact | None = None
    filed: Filed | None = None

    @property
    def county(self) -> str:
        """Return the county whose agency it is for."""
        if self.employer is not None:
            return self.employer.county_id
        return self.filed.facts.value("county") if self.filed is not None else ""

    @property
    def town(self) -> str | None:
        """Return the town of the unit, where it is known."""
        if self.employer is not None:
            return self.employer.town_id
        return (self.filed.facts.value("town") or None) if self.filed is not None else None


def receipt_inputs(done: Done, visit: CounterVisit) -> dict[str, Any]:
    """Return all that the receipt says but its number; numbers of persons stand there masked."""
    today = clock.today()
    agency = agency_of(done.county, on=today)
    around = head(visit.office, form=FORM, on=today, number="", code="") | {"is_draft": False}
    return {
        "head": around,
        "lines": [list(line) for line in _lines(done, visit)],
        "remedy": REMEDY.format(agency=agency.full_name, phone=agency.phone or HOTLINE),
        "free": FREE,
    }


def lines_of(entry: CounterEntry) -> list[Line]:
    """Return the lines of a receipt with its number."""
    return [("回执编号", entry.number), *((term, value) for term, value in entry.inputs["lines"])]


def pdf(entry: CounterEntry) -> bytes:
    """Return the paper; printed again it is the same."""
    data = {**entry.inputs, "lines": [list(line) for line in lines_of(entry)]}
    return compose(FORM.source, data=data, on=entry.made_on)


def _lines(done: Done, visit: CounterVisit) -> Iterator[Line]:
    yield "办理事项", done.what.label
    if done.employer is not None:
        yield "单位", done.employer.name
        yield "统一社会信用代码", done.employer.credit_code
    if done.filed is not None:
        yield from _filed_lines(done.filed)
    if done.work is not None:
        yield from _work_lines(done.what, done.work)
    if done.contact is not None:
        yield from _contact_lines(done.contact, done.instead_of)
    yield "来办的人", mask_name(visit.visitor)
    yield "看过的证件", "、".join([ID_SEEN, *(PAPERS[paper] for paper in visit.papers)])
    yield "办理窗口", _place(visit.office)
    yield "经办人", visit.clerk.name
    yield "办理时间", cn_time(clock.now())


def _work_lines(what: CounterEntry.What, work: Employment) -> Iterator[Line]:
    number = mask_id(work.person.identity.number)
    yield "职工", f"{mask_name(work.person_name)}，{number}"
    yield "用工之日", cn_date(work.started_on)
    if what is CounterEntry.What.ENDED and work.ended_on is not None:
        yield "最后一天", f"{cn_date(work.ended_on)}，{work.end_reason}"
        yield "保障到", cn_date(work.insured_to) if work.insured_to else "这段用工没有参保"
        return
    if work.outlet is not None:
        yield "快递网点", work.outlet.name
    yield "用工形式", work.insured_as
    yield "岗位", work.job
    if work.insured_from is not None:
        yield "工伤保险", f"已经申报，{cn_date(work.insured_from)}起参保"
    else:
        due = due_of(work, is_working_day=Almanac().is_working_day)
        yield "工伤保险", f"只作登记，还没有参保，请在{cn_date(due.due_on)}前申报"


def _filed_lines(filed: Filed) -> Iterator[Line]:
    facts = filed.facts
    yield "单位", facts.value("name")
    yield "统一社会信用代码", facts.value("credit_code")
    yield "申请编号", filed.case.reference
    clocks = filed.case.deadlines.filter(ended_on=None, due_on__isnull=False)
    due = clocks.order_by("due_on").values_list("due_on", flat=True).first()
    if due is not None:
        yield "经办机构审核", f"最晚{cn_date(due)}审核完"
    phone = mask_phone(filed.agent.phone)
    yield "以后怎么办", f"用手机号 {phone} 的账号登录，可以看进度、补正材料；办好了也发短信"


def _contact_lines(contact: EmployerContact, instead_of: EmployerContact | None) -> Iterator[Line]:
    yield (
        contact.get_part_display(),
        f"{mask_name(contact.name)}，{mask_phone(contact.phone)}",
    )
    if instead_of is not None:
        yield "不再担任", f"{mask_name(instead_of.name)}，{instead_of.get_part_display()}"


def _place(office: Office) -> str:
    return "，".join(
        part for part in (office.full_name, office.address, office.phone_words) if part
    )
