"""The roster of an insured project: who comes and leaves, who may read it, what it costs."""

from datetime import date, timedelta
from typing import Any

import pytest

from registration.models import Project, ProjectWorker
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, day, filled
from tests.registration import making, projects
from tests.registration.projects import ENDS, TODAY, contractor, said

pytestmark = pytest.mark.django_db


# Roster ---------------------------------------------------------------------------------------


def test_somebody_comes_onto_the_roster_and_leaves_it(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    client = cast.client(cast.agent)
    entry = projects.worker(client, project)
    assert (entry.person_name, entry.team, entry.from_on) == ("李小满", "钢筋班", TODAY)
    page = said(client.get(projects.url(project)))
    assert "李小满" in page
    assert entry.person.identity.number not in page
    leave = projects.url(project, f"people/{entry.pk}/leave/")
    typed = filled(client.get(leave))
    for _ in range(2):
        assert client.post(leave, typed).status_code == 303
    entry.refresh_from_db()
    assert entry.to_on == TODAY


@pytest.mark.parametrize(
    ("last", "words"),
    [(TODAY - timedelta(days=1), "不能早于进场日期"), (TODAY + timedelta(days=400), "最多提前")],
)
def test_nobody_leaves_before_coming_or_far_ahead(cast: Cast, last: date, words: str) -> None:
    project = projects.insured(cast, contractor(cast))
    client = cast.client(cast.agent)
    entry = projects.worker(client, project)
    leave = projects.url(project, f"people/{entry.pk}/leave/")
    page = client.post(leave, filled(client.get(leave)) | day("to_on", last))
    assert page.status_code == 422
    assert words in said(page)
    entry.refresh_from_db()
    assert entry.to_on is None


@pytest.mark.parametrize(
    ("born", "is_taken"),
    [("19500101", True), ("20101124", True), ("20101125", False), ("20200101", False)],
)
def test_over_age_people_are_taken_and_children_never(
    cast: Cast, born: str, is_taken: bool
) -> None:
    project = projects.insured(cast, contractor(cast))
    page = projects.who(
        cast.client(cast.agent), project, number=making.id_number(born=born, serial=7)
    )
    assert (page.status_code == 200) is is_taken
    if not is_taken:
        assert "不满 16 周岁" in said(page)


def test_a_known_number_with_another_name_is_refused(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    known = making.person("王大壮")
    page = projects.who(cast.client(cast.agent), project, number=known.identity.number)
    assert page.status_code == 422
    assert "和登记的不一样" in said(page)
    assert "王大壮" not in said(page)


def test_a_document_without_a_birthday_asks_for_what_it_says(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    client = cast.client(cast.agent)
    page = projects.who(client, project, kind="travel_permit", number="H12345678")
    sent = client.post(projects.url(project, "people/add/"), filled(page))
    assert sent.status_code == 422
    assert set(sent.context["form"].errors) == {"sex", "born_on"}
    typed = filled(sent) | {"sex": "male"} | day("born_on", date(1990, 5, 1))
    assert client.post(projects.url(project, "people/add/"), typed).status_code == 303
    assert ProjectWorker.objects.get().person.born_on == date(1990, 5, 1)


def test_one_person_is_once_on_a_project_and_on_several_at_a_time(cast: Cast) -> None:
    unit = contractor(cast)
    one = projects.insured(cast, unit)
    other = projects.insured(cast, unit, number="370811202611240102")
    client = cast.client(cast.agent)
    number = making.id_number()
    projects.worker(client, one, number=number)
    again = projects.add(client, one, number=number)
    assert again.status_code == 422
    assert "已经在这个项目的名册里" in said(again)
    projects.worker(client, other, number=number)
    assert ProjectWorker.objects.count() == 2


def test_nobody_comes_to_a_project_that_is_over_or_was_withdrawn(cast: Cast, clock: Clock) -> None:
    unit = contractor(cast)
    project = projects.filed(cast, unit)
    client = cast.client(cast.agent)
    assert client.get(projects.url(project, "people/add/")).status_code == 200
    assert_done(Desk(cast, cast.agent).act(project.case, "withdraw", reason="填错了"), project.case)
    assert client.get(projects.url(project, "people/add/")).status_code == 303
    over = projects.insured(cast, unit)
    clock.set(ENDS + timedelta(days=1))
    client = cast.client(cast.agent)
    assert client.get(projects.url(over, "people/add/")).status_code == 303
    assert "已到期" in said(client.get(projects.url(over)))


# Permissions and bounds -----------------------------------------------------------------------


@pytest.mark.parametrize("role", ["stranger", "worker", "registrar", "handler"])
def test_the_pages_of_a_contractor_are_its_agents_alone(cast: Cast, role: str) -> None:
    project = projects.insured(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    client = cast.client(getattr(cast, role))
    unit_pages = (f"/units/{project.employer_id}/projects/", projects.url(project))
    more = ("people/add/", f"people/{entry.pk}/leave/")
    for page in (*unit_pages, *(projects.url(project, one) for one in more)):
        assert client.get(page).status_code in {403, 404}, page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("registrar", 200),
        ("register_reviewer", 200),
        ("foreign_registrar", 404),
        ("handler", 404),
        ("agent", 404),
        ("stranger", 404),
    ],
)
def test_the_roster_is_for_officers_of_the_agency_that_has_the_project(
    cast: Cast, role: str, status: int
) -> None:
    project = projects.insured(cast, contractor(cast))
    projects.worker(cast.client(cast.agent), project)
    page = cast.client(getattr(cast, role)).get(
        f"/register/projects/{project.case.reference}/people/"
    )
    assert page.status_code == status
    if status == 200:
        assert "李小满" in said(page)
        assert "登记离场" not in said(page)


def test_an_agent_of_one_contractor_finds_no_project_of_another(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    other = making.employer("济宁别家建设有限公司")
    making.agent_for(cast.stranger, other)
    client = cast.client(cast.stranger)
    assert client.get(f"/units/{other.pk}/projects/{project.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 25])
def test_the_roster_costs_the_same_whatever_its_length(
    cast: Cast, rows: int, django_assert_max_num_queries: Any
) -> None:
    project = projects.insured(cast, contractor(cast))
    _crowd(project, rows)
    client = cast.client(cast.agent)
    client.get(projects.url(project))
    with django_assert_max_num_queries(26):
        page = client.get(projects.url(project))
    assert len(page.context["roster"].lines) == rows
    assert page.context["roster"].before is None


def test_a_long_roster_goes_on_page_by_page(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    _crowd(project, 27)
    client = cast.client(cast.agent)
    first = client.get(projects.url(project)).context["roster"]
    assert len(first.lines) == 25
    second = client.get(projects.url(project), {"before": first.before}).context["roster"]
    assert len(second.lines) == 2
    shown = {line.worker.pk for line in (*first.lines, *second.lines)}
    assert len(shown) == 27


@pytest.mark.parametrize("rows", [0, 1, 25])
def test_the_list_of_projects_costs_the_same_whatever_its_length(
    cast: Cast, rows: int, django_assert_max_num_queries: Any
) -> None:
    unit = contractor(cast)
    for number in range(rows):
        projects.filed(cast, unit, number=f"3708112026{number:04d}")
    client = cast.client(cast.agent)
    client.get(f"/units/{unit.pk}/projects/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/units/{unit.pk}/projects/")
    assert len(page.context["projects"].lines) == rows


def _crowd(project: Project, size: int) -> None:
    for number in range(size):
        who = making.person(f"工人{number}")
        ProjectWorker.objects.create(
            project=project, person=who, person_name=who.name, from_on=TODAY, key=_key(number)
        )


def _key(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"
