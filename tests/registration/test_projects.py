"""工程项目参保: filed by the contractor, decided by two persons, extended; roster and claims."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import RoleGrant
from portal.cases.models import Case
from portal.deadlines.models import Deadline
from portal.law.words import day_words
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from registration.models import BaseRule, Project, ProjectExtension
from registration.projects.rules import (
    Stay,
    insured_from,
    leaving_follows_coming,
    stay_is_within_the_project,
)
from registration.projects.states import ProjectState as S
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, day, filled, fresh
from tests.registration import projects
from tests.registration.projects import BEGINS, ENDS, TODAY, contractor, said

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
pytestmark = pytest.mark.django_db


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
    assert dict(running.values_list("term", "due_on")) == {"project_check": date(2026, 12, 8)}
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
        ({"cost": "很多"}, "cost", "只写数字"),
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


def asked(cast: Cast, project: Project, ends_on: date) -> Any:
    """Let the agent ask for a later end."""
    desk = Desk(cast, cast.agent)
    return desk.act(project.case, "ask_extension", reason="设计变更", **day("ends_on", ends_on))


def test_a_later_end_is_asked_for_and_holds_once_the_reviewer_agrees(
    cast: Cast, clock: Clock
) -> None:
    project = projects.insured(cast, contractor(cast))
    clock.set(ENDS)
    later = ENDS + timedelta(days=90)
    assert_done(asked(cast, project, later), project.case)
    project.refresh_from_db()
    assert (project.insured_to, project.case.state, project.case.is_open) == (
        ENDS,
        S.EXTENDING,
        True,
    )
    assert Deadline.objects.filter(case=project.case, ended_on=None).count() == 1
    assert Outbox.objects.filter(notice="extension_asked", user=cast.register_reviewer).exists()
    assert "正在复核延期" in said(cast.client(cast.agent).get(projects.url(project)))
    for user in (cast.agent, cast.registrar, cast.foreign_registrar):
        page = Desk(cast, user).send(project.case, "extend", fresh(project.case))
        assert page.status_code in {404, 422}, user
    clock.move(days=3)
    assert_done(Desk(cast, cast.register_reviewer).act(project.case, "extend"), project.case)
    project.refresh_from_db()
    assert (project.insured_to, project.case.is_open) == (later, False)
    row = ProjectExtension.objects.get()
    assert (row.before, row.after, row.reason) == (ENDS, later, "设计变更")
    assert "设计变更" in said(cast.client(cast.agent).get(projects.url(project)))
    papers = Letter.objects.filter(case=project.case, kind="project_receipt")
    assert papers.count() == 2
    words = str(papers.latest("pk").inputs)
    assert f"参保截止日由{day_words(ENDS)}改为{day_words(later)}" in words
    assert f"贵单位于{day_words(ENDS)}提出的工程项目延长参保期申请" in words
    assert "以本表为准" in words
    assert "应缴工伤保险费" not in words


def test_an_extension_that_is_refused_leaves_the_end_and_says_why(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    until = project.insured_to
    assert_done(asked(cast, project, ENDS + timedelta(days=30)), project.case)
    desk = Desk(cast, cast.register_reviewer)
    assert_done(desk.act(project.case, "refuse_extension", reason="没有延期的批文"), project.case)
    project.refresh_from_db()
    assert (project.insured_to, project.case.state) == (until, S.APPROVED)
    letter = Letter.objects.get(case=project.case, kind="filing_refusal")
    words = str(letter.inputs)
    assert f"没有延期的批文。参保截止日仍为{day_words(ENDS)}" in words
    assert "决定不予办理延长参保期" in words
    assert "决定不予办理工程项目参保" not in words
    assert day_words(ENDS + timedelta(days=30)) in words
    assert Outbox.objects.filter(notice="extension_refused", user=cast.agent).exists()
    assert_done(asked(cast, project, ENDS + timedelta(days=20)), project.case)


def test_money_of_a_project_may_arrive_while_its_extension_is_decided(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    assert_done(asked(cast, project, ENDS + timedelta(days=30)), project.case)
    assert_done(projects.pay(cast, project), project.case)
    assert project.case.state == S.EXTENDING


@pytest.mark.parametrize(
    ("today", "ends_on", "sentence"),
    [
        (ENDS, ENDS, "要晚于现在的参保截止日"),
        (ENDS + timedelta(days=1), ENDS + timedelta(days=90), "参保期已经过了"),
        (
            ENDS,
            date(ENDS.year + 2, ENDS.month, ENDS.day) + timedelta(days=1),
            "一次最多延长 24 个月",
        ),
    ],
)
def test_what_is_over_or_no_later_is_not_extended(
    cast: Cast, clock: Clock, today: date, ends_on: date, sentence: str
) -> None:
    project = projects.insured(cast, contractor(cast))
    clock.set(today)
    assert_refused(asked(cast, project, ends_on), project.case, sentence)
