"""What projects add to the question of a claim: insured by roster, or to be checked.

Pure where it judges: sites go in as plain values, the answer comes out with its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from portal.law.words import day_words
from portal.ui.dates import civil
from registration.models import Project, ProjectWorker
from registration.rules.insured import Answer, Insured

NAMED = 3
SHORT = 60
BY_PROJECT = "按项目参保：{project}（{county}），名册里有这个人，{day}缴清。"
PAID_LATER = "按项目参保：{project}（{county}），名册里有这个人，那天还没有缴清，{day}才缴清。"
UNPAID = "按项目参保：{project}（{county}），名册里有这个人，工伤保险费还没有缴清。"
NOT_ON_ROSTER = "项目已参保，名册里没有这个人，请核实（{projects}）。"
ENTERED_LATE = "按项目参保：{project}（{county}），名册里这个人{entered}才录入，请核实哪天进场。"
LEFT_LATE = (
    "按项目参保：{project}（{county}），名册里这个人离场是{left}才登记的，请核实实际的最后一天。"
)
ELSEWHERE = "这个人在别的单位承包的项目名册里，请核实是不是在那里受的伤（{projects}）。"


@dataclass(frozen=True)
class Site:
    """An insured project on the day of the injury; `since` is when this person was on it.

    `settled_on` is the day on which its contribution was paid in full; none while it is not.
    `doubt` says why the roster proves nothing of that day: it was written on that day or after it.
    """

    project: str
    county: str
    employer_id: int
    unit: str
    since: date
    settled_on: date | None = None
    doubt: str = ""

    def is_paid_on(self, day: date) -> bool:
        """Say whether its contribution was paid in full by a day."""
        return self.settled_on is not None and self.settled_on <= day

    @property
    def words(self) -> str:
        """Return contractor and project in one name."""
        return f"{self.unit}（工程项目：{self.project[:SHORT]}）"


def with_projects(
    found: Insured, *, on_roster: Sequence[Site], insured: Sequence[Site], employer_id: int | None
) -> Insured:
    """Return the answer together with what projects say on that day.

    `on_roster` are the insured projects on whose roster the person is, `insured` those of the
    employer. A project covers everybody who works on it, so a missing name is no uninsured worker.
    """
    own = [one for one in on_roster if one.employer_id == employer_id]
    others = [one for one in on_roster if one.employer_id != employer_id]
    elsewhere = tuple(dict.fromkeys((*found.elsewhere, *(one.words for one in others))))
    answer = replace(found, elsewhere=elsewhere)
    if own and found.answer is not Answer.YES:
        return _by_project(answer, own)
    if found.answer is Answer.NO and insured:
        return replace(answer, answer=Answer.UNKNOWN, source=_names(NOT_ON_ROSTER, insured))
    if found.answer is Answer.NO and others:
        return replace(answer, answer=Answer.UNKNOWN, source=_names(ELSEWHERE, others))
    return answer


def _by_project(answer: Insured, own: Sequence[Site]) -> Insured:
    """Return the answer of a project that was paid on that day, or else of one that was not.

    What was paid after the injury does not make the day a paid one (《工伤保险条例》第六十二条),
    and what the contractor wrote into the roster after it is to be checked.
    """
    site = min(own, key=lambda one: (not one.is_paid_on(answer.on), one.doubt, one.since))
    is_paid = site.is_paid_on(answer.on)
    if is_paid and site.doubt:
        return replace(answer, answer=Answer.UNKNOWN, source=site.doubt, unit=site.unit)
    form = BY_PROJECT if is_paid else PAID_LATER if site.settled_on else UNPAID
    day = day_words(site.settled_on) if site.settled_on else ""
    return replace(
        answer,
        answer=Answer.YES if is_paid else Answer.ENROLLED_UNPAID,
        source=form.format(project=site.project, county=site.county, day=day),
        since=site.since,
        unit=site.unit,
    )


def rosters_on(person: int, *, on: date) -> list[Site]:
    """Return the insured projects on whose roster a person is on a day, or was until it passed."""
    still = Q(to_on=None) | Q(to_on__gte=on) | Q(left_at__date__gte=on)
    rows = ProjectWorker.objects.filter(still, person=person, from_on__lte=on)
    rows = rows.filter(_insured(on, "project__")).select_related(
        "project__employer", "project__county"
    )
    return [_stay(row, on=on) for row in rows.order_by("from_on", "pk")]


def _stay(row: ProjectWorker, *, on: date) -> Site:
    """Return the project of an entry; what was written of it that day or later is doubted."""
    project = row.project
    site = _site(project, since=max(row.from_on, project.insured_from or row.from_on))
    names = {"project": project.name, "county": project.county.name}
    entered = civil(row.entered_at)
    if entered >= on:
        return replace(site, doubt=ENTERED_LATE.format(**names, entered=day_words(entered)))
    if row.to_on is not None and row.to_on < on and row.left_at is not None:
        left = day_words(civil(row.left_at))
        return replace(site, doubt=LEFT_LATE.format(**names, left=left))
    return site


def first_proved_day(row: ProjectWorker) -> date:
    """Return the first day of a stay that an entry made before it shows."""
    insured_from = row.project.insured_from or row.from_on
    return max(row.from_on, insured_from, civil(row.entered_at) + timedelta(days=1))


def insured_projects(employer: int, *, on: date) -> list[Site]:
    """Return the insured projects of an employer on a day, as many as are named."""
    rows = Project.objects.filter(_insured(on, ""), employer=employer)
    rows = rows.select_related("employer", "county").order_by("pk")
    return [_site(row, since=row.insured_from or on) for row in rows[:NAMED]]


def _insured(on: date, path: str) -> Q:
    """Return the condition of an insured project; the cancellation of its contractor ends it."""
    closed = f"{path}employer__closed_on"
    return Q(**{f"{path}insured_from__lte": on, f"{path}insured_to__gte": on}) & (
        Q(**{closed: None}) | Q(**{f"{closed}__gte": on})
    )


def _site(project: Project, *, since: date) -> Site:
    return Site(
        project.name,
        project.county.name,
        project.employer_id,
        project.employer.name,
        since,
        project.settled_on,
    )


def _names(words: str, sites: Sequence[Site]) -> str:
    named = "、".join(f"{one.project[:SHORT]}，{one.county}" for one in sites[:NAMED])
    return words.format(projects=named)
