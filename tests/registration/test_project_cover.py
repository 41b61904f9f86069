"""A claim asks whether somebody was insured by a project on the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.api import Answer, insured_on
from registration.models import Project, ProjectWorker
from registration.projects.cover import Site, with_projects
from registration.rules.insured import Insured
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import day
from tests.registration import making, projects
from tests.registration.projects import ENDS, TODAY, contractor

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
pytestmark = pytest.mark.django_db


def answered(
    project: Project, person: int | None, on: date, employer: int | None = None
) -> Insured:
    """Ask the register about a person at the contractor, or at another employer."""
    return insured_on(person=person, employer=employer or project.employer_id, on=on)


def test_a_name_on_the_roster_is_insured_by_project(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    first = TODAY + timedelta(days=1)
    found = answered(project, entry.person_id, first)
    assert (found.answer, found.since, found.unit) == (Answer.YES, first, project.employer.name)
    assert project.name in found.source
    assert "任城区" in found.source


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (TODAY, Answer.NO),  # approved today, insured from tomorrow
        (TODAY + timedelta(days=1), Answer.YES),
        (date(2026, 12, 10), Answer.YES),
        (date(2026, 12, 11), Answer.UNKNOWN),  # left the day before, the project goes on
        (ENDS, Answer.UNKNOWN),
        (ENDS + timedelta(days=1), Answer.NO),
    ],
)
def test_the_day_is_compared_with_roster_and_project(
    cast: Cast, clock: Clock, on: date, answer: Answer
) -> None:
    project = projects.covered(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    ProjectWorker.objects.filter(pk=entry.pk).update(to_on=date(2026, 12, 10))
    clock.set(ENDS + timedelta(days=30))
    assert answered(project, entry.person_id, on).answer is answer


def test_a_name_that_the_roster_lacks_is_to_be_checked_and_not_uninsured(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    found = answered(project, making.person().pk, TODAY + timedelta(days=1))
    assert found.answer is Answer.UNKNOWN
    assert "项目已参保，名册里没有这个人，请核实" in found.source
    assert project.name in found.source


@pytest.mark.parametrize(
    ("back", "answer"), [(0, Answer.UNKNOWN), (3, Answer.UNKNOWN), (-1, Answer.YES)]
)
def test_an_entry_made_on_the_day_of_the_injury_or_later_is_to_be_checked(
    cast: Cast, clock: Clock, back: int, answer: Answer
) -> None:
    project = projects.covered(cast, contractor(cast))
    entered = TODAY + timedelta(days=20)
    clock.set(entered)
    entry = projects.worker(
        cast.client(cast.agent), project, **day("started_on", TODAY + timedelta(days=1))
    )
    found = answered(project, entry.person_id, entered - timedelta(days=back))
    assert found.answer is answer
    if answer is Answer.UNKNOWN:
        assert found.since is None
        assert "2026年12月14日才录入" in found.source


def test_a_leaving_that_is_entered_after_the_injury_is_to_be_checked(
    cast: Cast, clock: Clock
) -> None:
    project = projects.covered(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    clock.set(TODAY + timedelta(days=20))
    page = cast.client(cast.agent).post(
        projects.url(project, f"people/{entry.pk}/leave/"),
        day("to_on", TODAY + timedelta(days=2)),
    )
    assert page.status_code == 303
    found = answered(project, entry.person_id, TODAY + timedelta(days=2))
    assert found.answer is Answer.YES
    found = answered(project, entry.person_id, TODAY + timedelta(days=3))
    assert found.answer is Answer.UNKNOWN
    assert "离场是2026年12月14日才登记的" in found.source
    found = answered(project, entry.person_id, TODAY + timedelta(days=21))
    assert "名册里没有这个人" in found.source


def test_a_roster_of_another_contractor_is_told_and_to_be_checked(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    subcontractor = making.employer("济宁演示劳务有限公司")
    found = answered(project, entry.person_id, TODAY + timedelta(days=1), subcontractor.pk)
    assert found.answer is Answer.UNKNOWN
    assert project.name in found.source
    assert any(project.name in one for one in found.elsewhere)


def test_a_project_that_is_not_approved_insures_nobody(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    found = answered(project, entry.person_id, TODAY + timedelta(days=1))
    assert found.answer is Answer.NO


def test_the_cancellation_of_the_contractor_ends_the_insurance_of_its_projects(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    closed = TODAY + timedelta(days=10)
    type(project.employer).objects.filter(pk=project.employer_id).update(
        status="cancelled", closed_on=closed
    )
    assert answered(project, entry.person_id, closed).answer is Answer.YES
    assert answered(project, entry.person_id, closed + timedelta(days=1)).answer is Answer.NO


@given(
    answer=st.sampled_from(Answer),
    has_roster=st.booleans(),
    has_project=st.booleans(),
    is_paid=st.booleans(),
    doubt=st.sampled_from(["", "请核实"]),
)
def test_projects_only_ever_add_insurance_or_doubt(
    answer: Answer, has_roster: bool, has_project: bool, is_paid: bool, doubt: str
) -> None:
    paid_on = TODAY if is_paid else None
    site = Site("演示花园", "任城区", 1, "演示建设", TODAY, paid_on, doubt)
    before = Insured(answer, on=TODAY, register_on=TODAY, source="登记")
    found = with_projects(
        before,
        on_roster=[site] if has_roster else [],
        insured=[site] if has_project else [],
        employer_id=1,
    )
    if answer is Answer.YES:
        assert found == before
    elif has_roster:
        proved = Answer.UNKNOWN if doubt else Answer.YES
        assert found.answer is (proved if is_paid else Answer.ENROLLED_UNPAID)
    elif has_project and answer is Answer.NO:
        assert found.answer is Answer.UNKNOWN
    else:
        assert found == before
