"""What the register knows of one person, in parts, each a page by key; looks are noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest

from portal import clock
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.law.words import day_words
from portal.ui.parts import Colour
from registration.models import Benefit, Contribution, Employment, EmploymentChange, ProjectWorker

SALT = "registration.records"
FIRST, MORE = 6, 24
MONTHS_COME = timedelta(days=62)  # by then the month of the first day should have been told


@dataclass(frozen=True)
class WorkLine:
    """One employment: for whom, by which rule, and since when insured."""

    employer: str
    kind: str
    badge: str
    colour: Colour
    icon: str
    words: str


@dataclass(frozen=True)
class MonthLine:
    """One month's contribution at one employer; the person's share is nothing (条例 Art.10)."""

    month: date
    employer: str
    base: str
    is_paid: bool


@dataclass(frozen=True)
class BenefitLine:
    """One payment to the person."""

    name: str
    paid_on: date
    amount: str


@dataclass(frozen=True)
class ChangeLine:
    """One change of the person's entries, without who typed it."""

    on: date
    what: str
    employer: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """Some lines, newest first, and where the older ones begin; `older` is empty at the end."""

    lines: Sequence[Any]
    older: str
    is_first: bool


@dataclass(frozen=True)
class Part:
    """One part of the records: its name in addresses, its title, its query, and its lines.

    A rare part is silent where most people have nothing of it.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    rows: Callable[[int], QuerySet[Any]]
    line: Callable[[Any], Any]
    is_rare: bool = False

    @property
    def template(self) -> str:
        """Return the template of the lines."""
        return f"registration/_record_{self.name}.html"

    def sheet(self, person_id: int, *, after: str = "", size: int = MORE) -> Sheet:
        """Return the lines that follow a place; the first ones without or with a false place."""
        place = _read(after, self)
        rows = self.rows(person_id).order_by(*(f"-{key}" for key in self.keys))
        if place is not None:
            rows = rows.filter(_before(self.keys, place))
        found = list(rows[: size + 1])
        shown = found[:size]
        older = _write(shown[-1], self) if len(found) > size else ""
        return Sheet([self.line(row) for row in shown], older, place is None)


def note_look(
    request: HttpRequest,
    person_id: int,
    verb: Verb,
    reason: str,
    *,
    employer_id: int | None = None,
) -> None:
    """Note that whoever asks saw something of a person; an agent's look names the employer."""
    record(
        verb,
        actor=request.user,
        target=f"employer {employer_id}" if employer_id else f"identity {person_id}",
        subject_id=person_id,
        reason=reason,
        request=request,
    )


def yuan(amount: Decimal) -> str:
    """Return an amount as people read it."""
    return f"{amount:,.2f}"


def _work(person_id: int) -> QuerySet[Employment]:
    rows = Employment.objects.filter(person_id=person_id).select_related("employer")
    paid = Contribution.objects.filter(person=OuterRef("person"), employer=OuterRef("employer"))
    return rows.annotate(has_months=Exists(paid)).only(
        *("kind", "started_on", "reported_on", "insured_from", "insured_to", "ended_on"),
        *("person_id", "employer__name"),
    )


def _projects(person_id: int) -> QuerySet[ProjectWorker]:
    rows = ProjectWorker.objects.filter(person_id=person_id)
    return rows.select_related("project__employer", "project__case")


def _months(person_id: int) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(person_id=person_id).select_related("employer")
    return rows.only("month", "base", "is_paid", "person_id", "employer__name")


def _benefits(person_id: int) -> QuerySet[Benefit]:
    return Benefit.objects.filter(person_id=person_id)


def _changes(person_id: int) -> QuerySet[EmploymentChange]:
    rows = EmploymentChange.objects.filter(employment__person_id=person_id)
    return rows.select_related("employment__employer").only(
        "on", "what", "text", "employment__employer__name"
    )


def _work_line(row: Employment) -> WorkLine:
    badge, colour, icon = _standing(row, clock.today())
    return WorkLine(
        employer=row.employer.name,
        kind=row.insured_as,
        badge=badge,
        colour=colour,
        icon=icon,
        words=_work_words(row) + _gap(row, clock.today()),
    )


def _standing(row: Employment, today: date) -> tuple[str, Colour, str]:
    """Return how the insurance of this work stands on a day."""
    if row.insured_from is None:
        return "没有申报参保", "waiting", "alert"
    days = row.insured_days
    if days is None or (days.last is not None and days.last < today):
        return "已停保", "rest", "pause"
    if days.first > today:
        return "还没有生效", "working", "clock"
    return "参保中", "done", "check-circle"


def _work_words(row: Employment) -> str:
    """Return since when and until when, in one sentence."""
    if row.insured_from is None:
        end = f"，{day_words(row.ended_on)}结束" if row.ended_on else ""
        return f"{day_words(row.started_on)}用工{end}"
    days = row.insured_days
    if days is None:
        end = f"{day_words(row.ended_on)}用工结束，" if row.ended_on else ""
        return f"{end}参保没有生效"
    if days.last is None:
        return f"{day_words(days.first)}起参保"
    return f"{day_words(days.first)}至{day_words(days.last)}参保"


def _gap(row: Employment, today: date) -> str:
    """Say of insured work, of which no month is known, that it is not known to be paid."""
    is_old = row.insured_from is not None and row.insured_from + MONTHS_COME < today
    has_months: bool = row.has_months  # type: ignore[attr-defined]
    return "，还没有缴费数据" if is_old and not has_months else ""


def _project_line(row: ProjectWorker) -> WorkLine:
    badge, colour, icon = _standing_on_project(row, clock.today())
    end = f"至{day_words(row.to_on)}" if row.to_on else "起"
    return WorkLine(
        employer=f"{row.project.employer.name}（{row.project.name}）",
        kind="按项目参保",
        badge=badge,
        colour=colour,
        icon=icon,
        words=f"{day_words(row.from_on)}{end}在这个项目",
    )


def _standing_on_project(row: ProjectWorker, today: date) -> tuple[str, Colour, str]:
    """Return how somebody's insurance by a project stands on a day."""
    project = row.project
    first, last = project.insured_from, project.insured_until
    if first is None or last is None:
        return "项目没有参保", "waiting", "alert"
    if last < today or (row.to_on is not None and row.to_on < today):
        return "已离开", "rest", "pause"
    if project.settled_on is None:
        return "项目还没有缴清", "waiting", "alert"
    if first > today or row.from_on > today:
        return "还没有生效", "working", "clock"
    return "参保中", "done", "check-circle"


def _month_line(row: Contribution) -> MonthLine:
    return MonthLine(row.month, row.employer.name, yuan(row.base), row.is_paid)


def _benefit_line(row: Benefit) -> BenefitLine:
    return BenefitLine(row.name, row.paid_on, yuan(row.amount))


def _change_line(row: EmploymentChange) -> ChangeLine:
    return ChangeLine(row.on, row.get_what_display(), row.employment.employer.name, row.text)


WORK = Part("work", "参保情况", ("started_on", "id"), _work, _work_line)
MONTHS = Part("months", "每月缴费", ("month", "employer_id"), _months, _month_line)
BENEFITS = Part("benefits", "领过的待遇", ("paid_on", "id"), _benefits, _benefit_line)
CHANGES = Part("changes", "登记变动", ("id",), _changes, _change_line)
PROJECTS = Part("projects", "工程项目", ("from_on", "id"), _projects, _project_line, is_rare=True)
PARTS = {part.name: part for part in (WORK, PROJECTS, MONTHS, BENEFITS, CHANGES)}


def first_sheets(person_id: int) -> list[tuple[Part, Sheet]]:
    """Return the newest lines of each part; a rare part only where there is something of it."""
    found = [(part, part.sheet(person_id, size=FIRST)) for part in PARTS.values()]
    return [(part, sheet) for part, sheet in found if sheet.lines or not part.is_rare]


def _before(keys: tuple[str, ...], place: list[Any]) -> Q:
    """Return the condition that a row comes after a place in descending order of the keys."""
    if len(keys) == 1:
        return Q(**{f"{keys[0]}__lt": place[0]})
    first, second = keys
    tied = Q(**{first: place[0], f"{second}__lt": place[1]})
    return Q(**{f"{first}__lte": place[0]}) & (Q(**{f"{first}__lt": place[0]}) | tied)


def _write(row: Model, part: Part) -> str:
    values = [getattr(row, key) for key in part.keys]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return signing.dumps([part.name, *plain], salt=SALT)


def _read(text: str, part: Part) -> list[Any] | None:
    """Return the place of this part that a text names, or None where we did not write it."""
    try:
        name, *values = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return values if name == part.name else None
