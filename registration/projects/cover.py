"""What projects add to the question of a claim: insured by roster, or to be checked.

Pure where it judges: sites go in as plain values, the answer comes out with its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from portal.law.words import day_words
from registration.models import Project, ProjectWorker
from registration.rules.insured import Answer, Insured

NAMED = 3
SHORT = 60
BY_PROJECT = "按项目参保：{project}（{county}），名册里有这个人，{day}缴清。"
PAID_LATER = "按项目参保：{project}（{county}），名册里有这个人，那天还没有缴清，{day}才缴清。"
UNPAID = "按项目参保：{project}（{county}），名册里有这个人，工伤保险费还没有缴清。"
NOT_ON_ROSTER = "项目已参保，名册里没有这个人，请核实（{projects}）。"
ELSEWHERE = "这个人在别的单位承包的项目名册里，请核实是不是在那里受的伤（{projects}）。"


@dataclass(frozen=True)
class Site:
    """An insured project on the day of the injury; `since` is when this person was on it.

    `settled_on` is the day on which its contribution was paid in full; none while it is not.
    """

    project: str
    county: str
    employer_id: int
    unit: str
    since: date
    settled_on: date | None = None

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

    What was paid after the injury does not make the day a paid one (《工伤保险条例》第六十二条).
    """
    site = min(own, key=lambda one: (not one.is_paid_on(answer.on), one.since))
    is_paid = site.is_paid_on(answer.on)
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
    """Return the insured projects on whose roster a person is on a day."""
    rows = ProjectWorker.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on), person=person, from_on__lte=on
    )
    rows = rows.filter(_insured(on, "project__")).select_related(
        "project__employer", "project__county"
    )
    return [
        _site(row.project, since=max(row.from_on, row.project.insured_from or row.from_on))
        for row in rows.order_by("from_on", "pk")
    ]


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
