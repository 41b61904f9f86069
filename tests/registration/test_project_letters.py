"""The letters of a project and its money: correction, refusal, 登记表, what was paid."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import Mandate
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.cases.models import Entry
from portal.law.term import registered
from portal.letters import render
from portal.letters.models import Letter, Service
from portal.notifications.models import Outbox
from registration.api import insured_on
from registration.models import Certificate, Project, ProjectPayment
from registration.projects.rules import settled_on
from registration.rules.insured import Answer
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, day, filled, fresh, text
from tests.letters.papers import text_of
from tests.registration import projects
from tests.registration.filing import running
from tests.registration.projects import TODAY, contractor, said

TOMORROW = TODAY + timedelta(days=1)


def words_of(project: Project, kind: str, folder: Path) -> str:
    """Return the words on the paper of a project's letter."""
    return text_of(render.pdf(Letter.objects.get(case=project.case, kind=kind)), folder=folder)


def corrected(cast: Cast, project: Project) -> Desk:
    """Let the checker tell what is missing; return the checker's desk."""
    desk = Desk(cast, cast.registrar)
    assert_done(desk.act(project.case, "notify_correction", missing="许可证号不全"), project.case)
    return desk


# Correction -----------------------------------------------------------------------------------


def test_a_correction_is_told_once_in_a_letter_and_the_clock_runs_anew(
    cast: Cast, tmp_path: Path
) -> None:
    project = projects.filed(cast, contractor(cast), consents="on")
    desk = corrected(cast, project)
    words = words_of(project, "filing_correction", tmp_path)
    for content in ("补正告知书", "演示花园三号楼", "许可证号不全", "10个工作日内办结"):
        assert content in words, content
    assert "project_check" not in running(project.case)
    assert_done(desk.act(project.case, "record_service"), project.case)
    assert running(project.case) == {"filing_correction": date(2026, 12, 9)}
    page = said(cast.client(cast.agent).get(projects.url(project)))
    assert "要补正的：许可证号不全" in page
    assert "补正申报" in page

    agent = Desk(cast, cast.agent)
    typed = {"number": "37081120261124999999", "cost": "20000000"}
    page = agent.act(project.case, "supply_correction", **typed)
    assert page.status_code == 303
    project.refresh_from_db()
    assert (project.number, project.contribution) == ("37081120261124999999", Decimal(20000))
    assert running(project.case) == {"project_check": date(2026, 12, 8)}
    why = registered("project_check")
    assert str(why.basis) == "《本平台办理规则》第十五条"
    again = desk.send(project.case, "notify_correction", fresh(project.case) | {"missing": "还有"})
    assert_refused(again, project.case, "已经告知过一次补正")


def test_a_correction_does_not_move_a_project_to_another_county(cast: Cast) -> None:
    project = projects.filed(cast, contractor(cast))
    corrected(cast, project)
    page = Desk(cast, cast.agent).act(
        project.case, "supply_correction", place="370829", address="换了地方"
    )
    assert_refused(page, project.case, "请撤回以后重新申报")
    assert "换了地方" in text(page)


def test_a_correction_does_not_take_the_number_of_another_project(cast: Cast) -> None:
    unit = contractor(cast)
    other = projects.filed(cast, unit, number="370811202611249999")
    project = projects.filed(cast, unit)
    corrected(cast, project)
    agent = Desk(cast, cast.agent)
    page = agent.act(project.case, "supply_correction", number=other.number)
    assert_refused(page, project.case, "这个编号的项目已经另外申报过")
    page = agent.act(project.case, "supply_correction", number="370811202611241111")
    assert page.status_code == 303


# Decision -------------------------------------------------------------------------------------


def test_a_refusal_is_a_letter_with_reason_remedies_and_service(
    cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    project = projects.filed(cast, contractor(cast), consents="on")
    projects.proposed(cast, project, decision="refuse", refusal_reason="许可证已经作废")
    assert_done(Desk(cast, cast.register_reviewer).act(project.case, "refuse"), project.case)
    words = words_of(project, "filing_refusal", tmp_path)
    for content in ("不予办理告知书", "许可证已经作废", "行政复议", "行政诉讼", "工程项目参保"):
        assert content in words, content
    address = projects.url(project)
    assert "告知书送达以后" in said(cast.client(cast.agent).get(address))
    clock.set("2026-11-25")
    assert_done(Desk(cast, cast.registrar).act(project.case, "record_service"), project.case)
    assert Service.objects.get().method == "electronic"
    page = said(cast.client(cast.agent).get(address))
    assert "许可证已经作废" in page
    assert "2027年1月25日" in page  # 60 days end on Sunday the 24th


def test_the_sheet_of_an_approved_project_says_what_is_insured_and_what_it_costs(
    cast: Cast, tmp_path: Path
) -> None:
    project = projects.insured(cast, contractor(cast))
    words = words_of(project, "project_receipt", tmp_path)
    for content in (
        *("工程项目参保登记表", "演示花园三号楼", "370811202611240101", "2026年11月25日起"),
        *("2027年10月31日止", "12,345.68元", "个人不缴费", "扫码核对"),
    ):
        assert content in words, content
    page = said(cast.client(cast.agent).get(projects.url(project)))
    assert "工程项目参保登记表" in page
    assert "登记送达" in text(Desk(cast, cast.registrar).page(project.case))


# Money ----------------------------------------------------------------------------------------


def test_what_is_not_paid_is_asked_for_and_what_arrived_is_shown(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    client, address = cast.client(cast.agent), projects.url(project)
    page = said(client.get(address))
    assert "还没有缴清" in page
    assert "12,345.68 元。请在" in page
    assert_done(projects.pay(cast, project, amount="12000"), project.case)
    page = said(client.get(address))
    assert "12,000.00 元，2026年11月24日，凭证 337080261100001234" in page
    assert "345.68 元。请在" in page
    rest = projects.pay(cast, project, amount="345.68", receipt="337080261100009999")
    assert_done(rest, project.case)
    page = said(client.get(address))
    assert "还没有缴清" not in page
    assert "缴清" in page
    told = Outbox.objects.filter(notice="project_paid", user=cast.agent, kind=Outbox.Kind.INBOX)
    assert told.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (day("paid_on", TOMORROW), "不能晚于今天"),
        (day("paid_on", TODAY - timedelta(days=1)), "不能早于申报的日子"),
        ({"amount": "0"}, "到账金额"),
        ({"amount": "-5"}, "到账金额"),
        ({"receipt": ""}, "缴款凭证号"),
    ],
)
def test_a_payment_is_possible_money(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    project = projects.insured(cast, contractor(cast))
    page = projects.pay(cast, project, **typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert not ProjectPayment.objects.exists()


def test_one_receipt_is_entered_once(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    assert_refused(projects.pay(cast, project), project.case, "已经登记过")


def test_one_receipt_does_not_pay_for_two_projects_of_an_agency(cast: Cast) -> None:
    unit = contractor(cast)
    projects.covered(cast, unit)
    other = projects.insured(cast, unit, number="370811202611240102", name="演示花园四号楼")
    assert_refused(projects.pay(cast, other), other.case, "也可能登记在别的项目")
    assert not other.payments.exists()
    assert_done(projects.pay(cast, other, receipt="337080261100009999"), other.case)


def test_a_wrong_payment_is_taken_back_and_both_entries_stay(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    wrong = project.payments.get()
    desk = Desk(cast, cast.registrar)
    page = desk.act(project.case, "void_payment", payment_id=wrong.pk, reason="登记到了别的项目")
    assert_done(page, project.case)
    project.refresh_from_db()
    assert project.settled_on is None
    assert project.payments.count() == 2
    assert wrong.voided_by.reason == "登记到了别的项目"
    acts = list(Entry.objects.filter(case=project.case).values_list("act", flat=True))
    assert acts[-2:] == ["record_payment", "void_payment"]
    assert "还没有缴清" in said(cast.client(cast.agent).get(projects.url(project)))
    form = fresh(project.case) | {"payment_id": wrong.pk, "reason": "再来一次"}
    assert desk.send(project.case, "void_payment", form).status_code == 422
    assert_done(projects.pay(cast, project), project.case)


def test_where_nothing_was_paid_there_is_nothing_to_take_back(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    desk = Desk(cast, cast.registrar)
    assert "还没有登记过到账的缴费" in text(desk.page(project.case))
    page = desk.send(project.case, "void_payment", fresh(project.case) | {"reason": "登记错了"})
    assert page.status_code == 422


def test_the_money_of_a_project_is_entered_by_the_checker_alone(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    form = {"amount": "1", "receipt": "33708026110001", **day("paid_on", TODAY)}
    for user in (cast.agent, cast.register_reviewer, cast.foreign_registrar, cast.stranger):
        page = Desk(cast, user).send(project.case, "record_payment", fresh(project.case) | form)
        assert page.status_code in {404, 422}, user
    assert not ProjectPayment.objects.exists()


def test_a_worker_of_a_project_that_is_not_paid_is_enrolled_but_unpaid(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    asked = {"person": entry.person_id, "employer": project.employer_id, "on": TOMORROW}
    found = insured_on(**asked)
    assert found.answer is Answer.ENROLLED_UNPAID
    assert "还没有缴清" in found.source
    assert_done(projects.pay(cast, project), project.case)
    found = insured_on(**asked)
    assert found.answer is Answer.YES
    assert "2026年11月24日缴清" in found.source


def test_what_is_paid_after_the_injury_does_not_pay_its_day(cast: Cast, clock: Clock) -> None:
    project = projects.insured(cast, contractor(cast))
    entry = projects.worker(cast.client(cast.agent), project)
    clock.set("2026-12-01")
    assert_done(projects.pay(cast, project), project.case)
    asked = {"person": entry.person_id, "employer": project.employer_id}
    before, after = (
        insured_on(**asked, on=date(2026, 11, 30)),
        insured_on(**asked, on=clock.today()),
    )
    assert before.answer is Answer.ENROLLED_UNPAID
    assert "那天还没有缴清，2026年12月1日才缴清" in before.source
    assert after.answer is Answer.YES


def own_pages(cast: Cast, project: Project) -> Client:
    """Return the browser of somebody on the roster whose identity was seen at the counter."""
    entry = projects.worker(cast.client(cast.agent), project, name=cast.worker.name)
    Mandate.objects.create(
        user=cast.worker,
        identity=entry.person.identity,
        kind=MandateKind.SELF,
        scope=Scope.ALL,
        assurance=Assurance.COUNTER,
        from_on=TODAY,
    )
    return cast.client(cast.worker)


def test_own_records_and_certificate_name_the_project_once_it_is_paid(
    cast: Cast, clock: Clock
) -> None:
    project = projects.insured(cast, contractor(cast))
    browser = own_pages(cast, project)
    name = f"{project.employer.name}（{project.name}）"
    page = said(browser.get("/records/"))
    assert name in page
    assert "项目还没有缴清" in page
    clock.set("2026-11-25")
    assert_done(projects.pay(cast, project), project.case)
    browser = cast.client(cast.worker)
    page = said(browser.get("/records/"))
    assert "2026年11月24日起在这个项目" in page
    assert "参保中" in page
    assert name in said(browser.get("/records/more/projects/"))
    address = "/records/certificates/"
    assert browser.post(address, filled(browser.get(address))).status_code == 303
    assert Certificate.objects.get().inputs["periods"] == [
        [
            f"{project.employer.name}（工程项目：{project.name}）",
            "按项目参保",
            "2026年11月25日起，参保中",
        ]
    ]


@given(
    payments=st.lists(
        st.tuples(
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            st.decimals(Decimal("0.01"), Decimal(500), places=2),
        )
    ),
    contribution=st.decimals(Decimal("0.01"), Decimal(1000), places=2),
)
def test_a_project_is_settled_on_the_day_that_made_its_contribution_whole(
    payments: list[tuple[date, Decimal]], contribution: Decimal
) -> None:
    found = settled_on(payments, contribution=contribution)
    total = sum((amount for _, amount in payments), Decimal(0))
    assert (found is None) is (total < contribution)
    if found is not None:
        before = sum((amount for on, amount in payments if on < found), Decimal(0))
        until = sum((amount for on, amount in payments if on <= found), Decimal(0))
        assert before < contribution <= until


def test_the_agent_is_told_of_a_correction_and_of_money_that_has_not_arrived(cast: Cast) -> None:
    unit = contractor(cast)
    project = projects.filed(cast, unit)
    agent = cast.client(cast.agent)
    assert "补正登记申请" not in text(agent.get("/units/"))
    Desk(cast, cast.registrar).act(project.case, "notify_correction", missing="许可证不清楚")
    waiting = f"补正登记申请，案件 {project.case.reference}"
    for page in ("/units/", f"/units/{unit.pk}/", "/me/"):
        assert text(agent.get(page)).count(waiting) == 1, page
    paid = projects.insured(cast, unit, number="370811202611249998")
    owing = "有工程项目没有缴清"
    assert owing in text(agent.get("/units/"))
    assert_done(projects.pay(cast, paid), paid.case)
    assert owing not in text(agent.get("/units/"))


def test_what_was_paid_too_much_is_told(cast: Cast) -> None:
    project = projects.covered(cast, contractor(cast))
    assert_done(projects.pay(cast, project, amount="55", receipt="33708026119999"), project.case)
    words = said(Desk(cast, cast.registrar).page(project.case))
    assert "55.00 元，登记没有错的，向税务部门申请退费" in words


def test_an_amount_is_refused_in_plain_words(cast: Cast) -> None:
    project = projects.insured(cast, contractor(cast))
    desk = Desk(cast, cast.registrar)
    for amount, told in (
        ("-5", "不能小于"),
        ("1.234", "最多写到小数点后 2 位"),
        ("一", "只写数字"),
    ):
        page = desk.act(project.case, "record_payment", amount=amount, **day("paid_on", TODAY))
        assert page.status_code == 422
        assert told in text(page)
        assert "确保" not in text(page)


def test_projects_of_one_contractor_are_told_apart_in_the_list(cast: Cast) -> None:
    unit = contractor(cast)
    first = projects.filed(cast, unit)
    projects.filed(cast, unit, name="演示二号楼", number="370811202611249997")
    words = said(cast.client(cast.registrar).get("/work/"))
    assert first.name in words
    assert "演示二号楼" in words
    corrected(cast, first)
    Desk(cast, cast.agent).act(first.case, "supply_correction", name="演示三号楼改名")
    assert "演示三号楼改名" in said(cast.client(cast.registrar).get("/work/"))
