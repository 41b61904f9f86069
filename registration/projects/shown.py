"""What the pages of projects show: lines of the list, facts, roster."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from portal import clock
from portal.cases.kinds import StateLabel, kind_of
from portal.law.words import day_words
from portal.ui.dates import cn_date
from portal.ui.parts import Colour, Row
from registration.keyset import Newest, newest
from registration.models import Employer, Project, ProjectPayment, ProjectWorker
from registration.projects.roster import projects_of, roster_of
from registration.projects.states import ProjectState
from registration.rates.shown import UNVERIFIED, percent
from registration.rules.filing import HOW_TO_SETTLE
from registration.rules.told import NO_PERSONAL_SHARE

OVERPAID = "登记没有错的，向税务部门申请退费"


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list."""

    project: Project
    state: StateLabel
    days: str


@dataclass(frozen=True)
class WorkerLine:
    """Somebody on a roster."""

    worker: ProjectWorker
    number: str
    days: str
    state: str
    colour: Colour
    icon: str


def project_list(employer: Employer, *, before: int = 0) -> Newest[ProjectLine]:
    """Return the newest projects of an employer, or those before one of them."""
    found = newest(projects_of(employer), before=before)
    lines = [ProjectLine(one, state_of(one), insured_days(one)) for one in found.lines]
    return Newest(lines, found.before)


def roster(project: Project, *, before: int = 0) -> Newest[WorkerLine]:
    """Return the newest entries of a roster, or those before one of them."""
    found = newest(roster_of(project), before=before)
    today = clock.today()
    return Newest([_line(one, today=today) for one in found.lines], found.before)


def state_of(project: Project) -> StateLabel:
    """Return the state of a project; one whose insured days are over is at rest."""
    label = kind_of(project.case.kind).states[project.case.state]
    until = project.insured_until
    if until is None or until >= clock.today():
        return label
    return StateLabel("已到期", "rest", "stop", "项目的参保期已经过了", "已办结")


def insured_days(project: Project) -> str:
    """Return from when to when a project is insured, in words."""
    until = project.insured_until
    if project.insured_from is None or until is None:
        return f"计划{day_words(project.begins_on)}到{day_words(project.ends_on)}"
    return f"参保{day_words(project.insured_from)}到{day_words(until)}"


def project_rows(project: Project) -> list[Row]:
    """Return what was filed, what is paid for it, and from when to when it is insured."""
    doubt = "" if project.is_share_verified else UNVERIFIED
    rows = [
        Row(term="许可证或者合同编号", value=project.number, is_number=True),
        Row(term="项目地点", value=project.place),
        Row(term="计划开工", value=cn_date(project.begins_on)),
        Row(term="计划竣工", value=cn_date(project.ends_on)),
        Row(term="工程造价", value=f"{project.cost:,.2f} 元", is_number=True),
        Row(term="缴费比例", value=f"造价的 {percent(project.share)}{doubt}", is_number=True),
        Row(term="单位缴", value=f"{project.contribution:,.2f} 元（造价 × 比例）"),
        Row(term="个人缴", value=f"0 元（{NO_PERSONAL_SHARE.basis}）"),
    ]
    if project.insured_from and project.insured_until:
        rows.append(Row(term="参保起始日", value=cn_date(project.insured_from)))
        rows.append(Row(term="参保截止日", value=cn_date(project.insured_until)))
    rows += [
        Row(
            term=f"{day_words(one.on)}延长",
            value=f"{day_words(one.before)}改为{day_words(one.after)}：{one.reason}",
        )
        for one in project.extensions.all()[:10]
    ]
    if project.asked_end and project.case.state == ProjectState.EXTENDING:
        words = f"{day_words(project.asked_end)}：{project.asked_reason}"
        rows.append(Row(term="申请延长到", value=words))
    return [*rows, Row(term="经办机构", value=project.case.office.full_name)]


def payment_rows(project: Project) -> list[Row]:
    """Return what is to be paid for a project, what has arrived, and whether that is all."""
    if project.insured_from is None:
        return []
    arrived = list(standing_payments(project))
    total = sum((one.amount for one in arrived), Decimal(0))
    left = max(project.contribution - total, Decimal(0))
    rows = [
        Row(
            term="到账",
            value=f"{one.amount:,.2f} 元，{day_words(one.paid_on)}，凭证 {one.receipt}",
        )
        for one in arrived
    ]
    if project.settled_on:
        rows.append(Row(term="缴清", value=cn_date(project.settled_on)))
        over = total - project.contribution
        if over > 0:
            rows.append(Row(term="多缴", value=f"{over:,.2f} 元，{OVERPAID}"))
        return rows
    return [*rows, Row(term="还没有到账", value=f"{left:,.2f} 元。{HOW_TO_SETTLE}")]


def standing_payments(project: Project) -> QuerySet[ProjectPayment]:
    """Return the payments that were not taken back, oldest first."""
    return project.payments.filter(voids=None, voided_by=None).order_by("paid_on", "pk")


def project_url(project: Project) -> str:
    """Return the address of a project for its agents."""
    return reverse("registration:unit_project", args=[project.employer_id, project.pk])


def _line(worker: ProjectWorker, *, today: date) -> WorkerLine:
    looks: tuple[str, Colour, str] = ("在场", "done", "check-circle")
    if worker.to_on is not None and worker.to_on < today:
        looks = ("已离场", "rest", "leave")
    elif worker.from_on > today:
        looks = ("还没进场", "working", "calendar")
    until = f"到{day_words(worker.to_on)}" if worker.to_on else "起"
    return WorkerLine(
        worker, worker.person.masked_number, f"{day_words(worker.from_on)}{until}", *looks
    )
