"""工程项目参保: filed by the contractor, decided by two persons, extended; roster and claims."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import RoleGrant
from portal.cases.models import Case, Entry
from portal.deadlines.models import Deadline
from portal.notifications.models import Outbox
from registration.api import Answer, insured_on
from registration.insured import Insured
from registration.models import BaseRule, Project, ProjectExtension, ProjectWorker
from registration.projects.cover import Site, with_projects
from registration.projects.rules import (
    Stay,
    insured_from,
    leaving_follows_coming,
    stay_is_within_the_project,
)
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, day, filled, fresh, text
from tests.registration import making, projects
from tests.registration.projects import BEGINS, ENDS, TODAY, contractor

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
pytestmark = pytest.mark.django_db


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))


# Rules ----------------------------------------------------------------------------------------


@given(approved_on=DAYS, begins_on=DAYS)
def test_a_project_is_insured_after_the_approval_and_never_before_it_begins(
    approved_on: date, begins_on: date
) -> None:
    first = insured_from(approved_on, begins_on=begins_on)
    assert first > approved_on
    assert first in {begins_on, approved_on + timedelta(days=1)}
    assert first >= begins_on


@pytest.mark.parametrize(
    ("from_on", "is_fit"),
    [
        (BEGINS - timedelta(days=1), False),
        (BEGINS, True),
        (ENDS, True),
        (ENDS + timedelta(days=1), False),
    ],
)
def test_a_stay_begins_within_the_project(from_on: date, is_fit: bool) -> None:
    stay = Stay(from_on, begins_on=BEGINS, ends_on=ENDS)
    assert (stay_is_within_the_project(stay) is None) is is_fit


@given(from_on=DAYS, to_on=DAYS)
def test_nobody_leaves_before_coming(from_on: date, to_on: date) -> None:
    sentence = leaving_follows_coming(Stay(from_on, BEGINS, ENDS, to_on))
    assert (sentence is None) is (to_on >= from_on)


# The enrolment --------------------------------------------------------------------------------


def test_a_project_goes_from_the_filing_to_the_insured_days(cast: Cast) -> None:
    unit = contractor(cast)
    client = cast.client(cast.agent)
    assert ">工程项目</a>" in said(client.get(f"/units/{unit.pk}/"))
    assert "还没有工程项目" in said(client.get(f"/units/{unit.pk}/projects/"))
    assert "工程造价的 0.1%（待核实）" in said(client.get(f"/units/{unit.pk}/projects/new/"))
    project = projects.filed(cast, unit)
    case = project.case
    assert (case.kind, case.state, case.employer_name) == (
        "project-enrolment",
        "submitted",
        unit.name,
    )
    assert (project.share, project.contribution) == (Decimal("0.1"), Decimal("12345.68"))
    running = Deadline.objects.filter(case=case, ended_on__isnull=True)
    assert dict(running.values_list("term", "due_on")) == {"registration_agency": date(2026, 12, 8)}
    page = said(client.get(projects.url(project)))
    assert "我们正在核对" in page
    assert "12,345.68 元（造价 × 比例）" in page
    assert "撤回申报" in page

    projects.proposed(cast, project, opinion="许可证已核对")
    reviewer = Desk(cast, cast.register_reviewer)
    assert "许可证已核对" in said(reviewer.page(case))
    assert_done(reviewer.act(case, "approve"), case)
    project.refresh_from_db()
    assert (project.insured_from, project.insured_to) == (TODAY + timedelta(days=1), ENDS)
    assert not case.is_open
    assert not Deadline.objects.filter(case=case, ended_on__isnull=True).exists()
    page = said(client.get(projects.url(project)))
    assert "项目已经参保" in page
    assert "2026年11月25日" in page
    assert "参保2026年11月25日" in said(client.get(f"/units/{unit.pk}/projects/"))
    officer = cast.client(cast.registrar)
    assert "演示花园三号楼" in said(officer.get(f"/register/{unit.pk}/projects/"))


def test_the_agent_is_led_from_the_case_to_the_project(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    page = cast.client(cast.agent).get(f"/cases/{project.case.reference}/")
    assert (page.status_code, page["Location"]) == (303, projects.url(project))


def test_a_project_that_begins_later_is_insured_from_its_begin(cast: Cast) -> None:
    begins = TODAY + timedelta(days=40)
    project = projects.insured(cast, contractor(cast), **day("begins_on", begins))
    assert project.insured_from == begins


def test_the_agency_of_the_projects_place_decides_and_no_other(cast: Cast) -> None:
    unit = contractor(cast)
    project = projects.filed(cast, unit, place="370829")
    assert project.case.office != cast.agency
    assert Desk(cast, cast.registrar).page(project.case).status_code == 404
    assert cast.client(cast.registrar).get(f"/register/{unit.pk}/projects/").status_code == 200


def test_whoever_proposed_does_not_approve(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    RoleGrant.objects.create(
        user=cast.registrar,
        role="register_reviewer",
        office=cast.agency,
        from_on=date(2020, 1, 1),
    )
    projects.proposed(cast, project)
    page = Desk(cast, cast.registrar).send(project.case, "approve", fresh(project.case))
    assert_refused(page, project.case, "提出意见的人不能自己复核")


def test_a_refusal_tells_its_reason_and_what_remains(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    projects.proposed(cast, project, decision="refuse", refusal_reason="许可证已经作废")
    assert_done(Desk(cast, cast.register_reviewer).act(project.case, "refuse"), project.case)
    page = said(cast.client(cast.agent).get(projects.url(project)))
    for words in ("许可证已经作废", "行政复议", "行政诉讼", "没有办理"):
        assert words in page
    project.refresh_from_db()
    assert project.insured_from is None


def test_a_returned_proposal_is_void_and_the_agent_reads_nothing_of_it(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    projects.proposed(cast, project)
    desk = Desk(cast, cast.register_reviewer)
    assert_done(desk.act(project.case, "return_to_checker", reason="造价没有核对"), project.case)
    project.refresh_from_db()
    assert (project.case.state, project.proposal) == ("submitted", "")
    assert "造价没有核对" in said(Desk(cast, cast.registrar).page(project.case))
    assert "退回" not in said(cast.client(cast.agent).get(projects.url(project)))


def test_the_contractor_takes_its_filing_back_and_may_file_again(cast: Cast) -> None:
    unit = contractor(cast)
    project = projects.filed(cast, unit)
    assert_done(Desk(cast, cast.agent).act(project.case, "withdraw", reason="填错了"), project.case)
    assert project.case.state == "withdrawn"
    assert projects.filed(cast, unit).pk != project.pk


def test_the_same_number_is_filed_once_and_the_same_form_makes_one_case(cast: Cast) -> None:
    unit = contractor(cast)
    client = cast.client(cast.agent)
    url = f"/units/{unit.pk}/projects/new/"
    typed = filled(client.get(url)) | projects.told()
    first, second = client.post(url, typed), client.post(url, typed)
    assert first["Location"] == second["Location"]
    again = projects.file(client, unit)
    assert again.status_code == 422
    assert "这个编号的项目已经申报过" in said(again)
    assert Case.objects.filter(kind="project-enrolment").count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"cost": "很多"}, "cost", "请写数字"),
        ({"cost": "0"}, "cost", "0.01"),
        ({"cost": "1.234"}, "cost", "2"),
        ({"name": ""}, "name", ""),
        ({"place": "999999"}, "place", ""),
        (day("ends_on", BEGINS - timedelta(days=1)), "ends_on", "不能早于"),
        (day("ends_on", TODAY), "__all__", "已经到了"),
    ],
)
def test_a_wrong_filing_is_told_beside_its_field_and_nothing_is_lost(
    cast: Cast, typed: dict[str, Any], field: str, words: str
) -> None:
    unit = contractor(cast)
    page = projects.file(cast.client(cast.agent), unit, **typed)
    assert page.status_code == 422
    assert words in str(page.context["form"].errors[field])
    assert "演示路与样板路路口" in said(page)
    assert not Project.objects.exists()


def test_without_a_share_in_the_table_nothing_can_be_filed(cast: Cast) -> None:
    unit = contractor(cast)
    typed = filled(cast.client(cast.agent).get(f"/units/{unit.pk}/projects/new/"))
    BaseRule.objects.all().delete()
    client = cast.client(cast.agent)
    page = client.get(f"/units/{unit.pk}/projects/new/")
    assert "缴费比例还没有录入" in said(page)
    sent = client.post(f"/units/{unit.pk}/projects/new/", typed | projects.told())
    assert sent.status_code == 422
    assert not Project.objects.exists()


def test_the_share_of_the_day_of_filing_stays_whatever_comes_later(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    BaseRule.objects.create(
        division="47", method="project_cost", rate=Decimal("0.2"), from_on=TODAY, source="试"
    )
    project.refresh_from_db()
    assert project.contribution == Decimal("12345.68")


# Extension ------------------------------------------------------------------------------------


def test_an_extension_is_an_act_with_its_reason(cast: Cast, clock: Clock) -> None:
    project = projects.insured(cast, contractor(cast))
    clock.set(ENDS)
    later = ENDS + timedelta(days=90)
    page = Desk(cast, cast.agent).act(
        project.case, "extend", reason="设计变更", **day("ends_on", later)
    )
    assert_done(page, project.case)
    project.refresh_from_db()
    assert project.insured_to == later
    row = ProjectExtension.objects.get()
    assert (row.before, row.after, row.reason) == (ENDS, later, "设计变更")
    assert "设计变更" in said(cast.client(cast.agent).get(projects.url(project)))
    assert Entry.objects.filter(case=project.case, act="extend").count() == 1
    assert Outbox.objects.exists()


@pytest.mark.parametrize(
    ("today", "ends_on", "sentence"),
    [
        (ENDS, ENDS, "要晚于现在的参保截止日"),
        (ENDS + timedelta(days=1), ENDS + timedelta(days=90), "参保期已经过了"),
    ],
)
def test_what_is_over_or_no_later_is_not_extended(
    cast: Cast, clock: Clock, today: date, ends_on: date, sentence: str
) -> None:
    project = projects.insured(cast, contractor(cast))
    clock.set(today)
    page = Desk(cast, cast.agent).act(
        project.case, "extend", reason="设计变更", **day("ends_on", ends_on)
    )
    assert_refused(page, project.case, sentence)


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
    assert page.context["roster"].before == 0


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


# The question of a claim ----------------------------------------------------------------------


def answered(
    project: Project, person: int | None, on: date, employer: int | None = None
) -> Insured:
    """Ask the register about a person at the contractor, or at another employer."""
    return insured_on(person=person, employer=employer or project.employer_id, on=on)


def test_a_name_on_the_roster_is_insured_by_project(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
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
    project = projects.insured(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    ProjectWorker.objects.filter(pk=entry.pk).update(to_on=date(2026, 12, 10))
    clock.set(ENDS + timedelta(days=30))
    assert answered(project, entry.person_id, on).answer is answer


def test_a_name_that_the_roster_lacks_is_to_be_checked_and_not_uninsured(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    found = answered(project, making.person().pk, TODAY + timedelta(days=1))
    assert found.answer is Answer.UNKNOWN
    assert "项目已参保，名册里没有这个人，请核实" in found.source
    assert project.name in found.source


def test_a_roster_of_another_contractor_is_told_and_to_be_checked(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
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
    project = projects.insured(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    closed = TODAY + timedelta(days=10)
    type(project.employer).objects.filter(pk=project.employer_id).update(
        status="cancelled", closed_on=closed
    )
    assert answered(project, entry.person_id, closed).answer is Answer.YES
    assert answered(project, entry.person_id, closed + timedelta(days=1)).answer is Answer.NO


@given(answer=st.sampled_from(Answer), has_roster=st.booleans(), has_project=st.booleans())
def test_projects_only_ever_add_insurance_or_doubt(
    answer: Answer, has_roster: bool, has_project: bool
) -> None:
    site = Site("演示花园", "任城区", 1, "演示建设", TODAY)
    before = Insured(answer, on=TODAY, register_on=TODAY, source="登记")
    found = with_projects(
        before,
        on_roster=[site] if has_roster else [],
        insured=[site] if has_project else [],
        employer_id=1,
    )
    if has_roster:
        assert found.answer is Answer.YES
    elif has_project and answer is Answer.NO:
        assert found.answer is Answer.UNKNOWN
    else:
        assert found == before
