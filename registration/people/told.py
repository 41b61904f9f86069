"""What the pages tell about one person's work: the facts, and what the law says about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.nationalities import CHINESE, nationality_name
from portal.deadlines.calendar import Almanac
from portal.law.house_rules import DAYS_AHEAD
from portal.law.term import Due, IsWorkingDay
from portal.law.words import day_words
from portal.ui.dates import civil, cn_date
from portal.ui.parts import Clock, Colour, DateStep, Row, TimelineItem
from registration.models import Employment, EmploymentChange
from registration.people.adding import Applicant
from registration.people.workers import due_of
from registration.rules import told
from registration.rules.ages import Standing, is_minor, is_surely_overage, standing

MINOR = "16、17 周岁，按未成年工登记"
OVERAGE_NOW = (
    "已到法定退休年龄（对照表待核实），按超龄劳动者登记的，请更正用工形式；"
    "约定了弹性延迟退休的不用改"
)
HMT_KINDS = frozenset({IdentityKind.HMT_PERMIT, IdentityKind.TRAVEL_PERMIT})


@dataclass(frozen=True)
class Notice:
    """A sentence with its colour."""

    text: str
    colour: Colour = "working"


@dataclass(frozen=True)
class Telling:
    """What the last step of adding shows beside its form."""

    rows: list[Row]
    notices: list[Notice]


def telling_of(applicant: Applicant) -> Telling:
    """Return who is being added, and what the law says about this person's work."""
    rows = [
        Row(term="姓名", value=applicant.name),
        Row(term=applicant.kind_label, value=applicant.masked_number, is_number=True),
        Row(term="用工之日", value=cn_date(applicant.first_day)),
    ]
    if applicant.nationality != CHINESE:
        rows.append(Row(term="国籍", value=nationality_name(applicant.nationality)))
    return Telling(rows, list(_notices(applicant)))


def papers_law(kind: str) -> list[told.Told]:
    """Return what the law says about people with this document."""
    if kind in HMT_KINDS:
        return [told.HMT_PAPERS]
    if kind == IdentityKind.PASSPORT:
        return [told.FOREIGN_PERMIT, told.FOREIGN_NUMBER]
    return [told.FOREIGN_NUMBER] if kind == IdentityKind.FOREIGN_PERMANENT else []


def facts_of(work: Employment) -> list[Row]:
    """Return the facts of one employment; the number is masked."""
    person = work.person
    rows = [
        Row(term=person.identity.get_kind_display(), value=person.masked_number, is_number=True),
        Row(term="岗位", value=work.job),
        Row(term="用工形式", value=work.insured_as),
        Row(term="用工之日", value=cn_date(work.started_on)),
        Row(term="申报日期", value=_reported_words(work)),
        Row(term="参保生效", value=_day_or(work.insured_from, "还没参保")),
    ]
    if work.outlet is not None:
        rows.insert(2, Row(term="快递网点", value=work.outlet.name))
    if person.nationality != CHINESE:
        rows.append(Row(term="国籍", value=nationality_name(person.nationality)))
    if person.social_number:
        rows.append(Row(term="社会保障号码", value=person.social_number, is_number=True))
    if work.ended_on:
        rows.append(Row(term="最后一天", value=f"{cn_date(work.ended_on)}，{work.end_reason}"))
        rows.append(Row(term="保障到", value=_day_or(work.insured_to, "没有参保")))
    return rows


def notices_of(work: Employment) -> list[Notice]:
    """Return what has to be known about one employment today."""
    today = clock.today()
    found = []
    person = work.person
    if work.ended_on is not None:
        return [_ended(work)]
    if work.is_minor and is_minor(person.born_on, on=today):
        found.append(Notice(f"{MINOR}。"))
    is_ordinary = work.kind != Employment.Kind.OVERAGE
    if is_ordinary and is_surely_overage(person.born_on, sex=person.sex, on=today):
        found.append(Notice(f"{OVERAGE_NOW}。", "waiting"))
    return found


def clock_of(work: Employment, due: Due) -> Clock:
    """Return the 30 days as the sentence of a date."""
    left = (due.due_on - clock.today()).days
    return Clock(
        label="为职工申报参保",
        due_on=due.due_on,
        days_left=left,
    )


def steps_of(due: Due) -> list[DateStep]:
    """Return how the last day is reached."""
    steps = [
        DateStep(op="+" if n else "", term=step.text, to=step.day, notes=(str(step.basis),))
        for n, step in enumerate(due.steps)
        if step.day is not None
    ]
    return [*steps, DateStep(op="=", term="最后一天", to=due.due_on, is_total=True)]


def course_of(work: Employment) -> list[TimelineItem]:
    """Return what was done, the latest first; names of agents stay with their employer."""
    return [_item(one) for one in work.changes.select_related("by")]


def open_due(work: Employment, *, is_working_day: IsWorkingDay) -> Due | None:
    """Return the 30 days of work that goes on and is not reported yet."""
    if work.ended_on is not None or work.reported_on is not None:
        return None
    return due_of(work, is_working_day=is_working_day)


def _notices(applicant: Applicant) -> Iterator[Notice]:
    chosen = standing(applicant.worker())
    if chosen is Standing.MINOR:
        yield Notice(f"{MINOR}。")
    if chosen is Standing.OVERAGE:
        yield Notice(f"{told.OVERAGE}。法定退休年龄的对照表待核实。", "waiting")
    for law in papers_law(applicant.kind):
        yield Notice(f"{law}。")
    if (clock.today() - applicant.first_day).days > DAYS_AHEAD:
        due = due_of(
            Employment(started_on=applicant.first_day, kind=_kind(chosen)),
            is_working_day=Almanac().is_working_day,
        )
        if due.due_on < clock.today():
            text = f"应在 {cn_date(due.due_on)}前申报，已经晚了，仍然可以办。{told.LATE}。"
            yield Notice(text, "late")


def _kind(chosen: Standing) -> str:
    return Employment.Kind.OVERAGE if chosen is Standing.OVERAGE else Employment.Kind.EMPLOYEE


def _ended(work: Employment) -> Notice:
    if work.insured_to is None:
        return Notice(f"这段用工没有参保。{told.UNINSURED}。", "rest")
    day = cn_date(work.insured_to)
    return Notice(f"到 {day}为止（含当天）发生的事故仍在保障内。{told.CHANGE_WITHIN_30}。", "rest")


def _item(change: EmploymentChange) -> TimelineItem:
    who = change.by.name if change.by else "系统"
    done_on = civil(change.written_at)
    effect = "" if change.on == done_on else f"登记的日子是{day_words(change.on)}。"
    return TimelineItem(
        on=done_on, title=change.get_what_display(), text=effect + change.text, effect=who
    )


def lateness(work: Employment, *, is_working_day: IsWorkingDay) -> int:
    """Return how many days too late work was reported; none when in time or not reported."""
    if work.reported_on is None:
        return 0
    due = due_of(work, is_working_day=is_working_day)
    return max(0, (work.reported_on - due.due_on).days)


def _reported_words(work: Employment) -> str:
    """Return when work was reported, and whether that was within the 30 days."""
    if work.reported_on is None:
        return "还没申报"
    late = lateness(work, is_working_day=Almanac().is_working_day)
    how = f"比最后一天晚 {late} 天" if late else "在期限以内"
    return f"{cn_date(work.reported_on)}，{how}"


def _day_or(day: date | None, otherwise: str) -> str:
    return cn_date(day) if day else otherwise
