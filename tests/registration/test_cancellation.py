"""单位注销登记: nothing that is owed outlives the employer; its workers' insurance ends with it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from portal.cases.models import Case
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from portal.offices.models import Office
from registration.entries import locked
from registration.filings.process import CancellationProcess
from registration.filings.states import FilingState as S
from registration.imports.columns import Subject
from registration.models import Employer, EmployerChange, Employment, EmploymentChange
from registration.money.months import owed_by
from tests import reference
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, day, fresh, text
from tests.registration import filing, importing, making, projects


def test_a_cancellation_is_filed_with_its_day_and_reason(cast: Cast) -> None:
    case = filing.cancellation(cast)
    assert (case.state, case.kind) == (S.SUBMITTED, "employer-cancellation")
    row = Deadline.objects.get(case=case)
    assert (row.term, row.due_on) == ("registration_agency", date(2026, 12, 8))
    page = filing.begin(cast, filing.unit(cast, "另一家"), "cancellation")
    assert page.status_code == 422
    assert "请填写为什么注销" in text(page)


def test_what_is_owed_is_told_already_at_the_filing_with_how_to_settle_it(cast: Cast) -> None:
    employer = filing.unit(cast)
    filing.owes(employer, fine="300.00")
    client = cast.client(cast.agent)
    for url in (
        f"/units/{employer.pk}/filings/",
        f"/units/{employer.pk}/filings/cancellation/",
    ):
        page = text(client.get(url))
        for words in ("1,200.00 元", "18.00 元", "300.00 元", "爱山东", "山东税务社保费缴纳"):
            assert words in page, (url, words)
    case = filing.cancellation(cast, employer)
    for user in (cast.agent, cast.registrar):
        assert "1,200.00 元" in text(Desk(cast, user).page(case))


OWED = [
    {"paid": "0"},
    {"paid": "1199.99"},
    {"paid": "1200.00", "paid_on": date(2026, 10, 26)},  # the surcharge of one day
    {"paid": "1200.00", "paid_on": date(2026, 10, 25), "fine": "0.01"},
    {"paid": "0", "due_on": date(2026, 12, 25)},  # not late yet, and open
]


@pytest.mark.parametrize("month", OWED)
def test_nothing_that_is_owed_lets_a_cancellation_be_proposed_or_approved(
    cast: Cast, month: dict[str, object]
) -> None:
    employer = filing.unit(cast)
    case = filing.cancellation(cast, employer)
    filing.owes(employer, **month)
    page = Desk(cast, cast.registrar).act(case, "propose", decision="approve")
    assert_refused(page, case, "还没有缴清")
    filing.owes(employer, paid="1200.00", paid_on=date(2026, 10, 25), due_on=date(2026, 10, 25))
    filing.owes(employer, paid="1200.00", paid_on=date(2026, 10, 25), fine="0")
    filing.proposed(cast, case)
    filing.owes(employer, **month)
    page = Desk(cast, cast.register_reviewer).send(case, "approve", fresh(case))
    assert_refused(page, case, "还没有缴清")
    employer.refresh_from_db()
    assert employer.is_active


def test_an_approval_that_is_barred_is_not_offered_and_the_page_says_why(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.cancellation(cast, employer)
    filing.owes(employer)
    page = Desk(cast, cast.registrar).page(case)
    assert 'value="refuse"' in page.content.decode()
    assert 'value="approve"' not in page.content.decode()
    assert "暂不能予以办理" in text(page)
    assert "还没有缴清：欠费 1,200.00 元" in text(page)
    filing.owes(employer, paid="1200.00", paid_on=date(2026, 10, 25), due_on=date(2026, 10, 25))
    page = Desk(cast, cast.registrar).page(case)
    assert 'value="approve"' in page.content.decode()


def test_no_data_is_no_proof_of_payment(cast: Cast) -> None:
    employer = filing.unit(cast)
    making.employment(making.person(), employer)
    case = filing.cancellation(cast, employer)
    agent, checker = Desk(cast, cast.agent), Desk(cast, cast.registrar)
    for page in (agent.page(case), checker.page(case)):
        assert "没有到停保那个月的缴费数据，不能当作已经缴清" in text(page)
        assert "没有欠费、滞纳金和罚款" not in text(page)
    months = text(cast.client(cast.agent).get(f"/units/{employer.pk}/months/"))
    assert "不知道缴清没有" in months
    page = checker.act(case, "propose", decision="approve")
    assert_refused(page, case, "没有缴费数据的，请写明向税务部门核对的结果")
    checked = "11月24日电话核对，已经结清"
    assert_done(checker.act(case, "propose", decision="approve", tax_check=checked), case)
    reviewer = Desk(cast, cast.register_reviewer)
    assert checked in text(reviewer.page(case))
    assert_done(reviewer.act(case, "approve"), case)


def test_a_ledger_that_ends_before_the_insurance_is_no_proof_either(cast: Cast) -> None:
    employer = filing.unit(cast)
    making.employment(making.person(), employer, started_on=date(2026, 3, 2))
    filing.owes(employer, paid="1200.00", paid_on=date(2026, 10, 25), due_on=date(2026, 10, 25))
    case = filing.cancellation(cast, employer)
    page = Desk(cast, cast.registrar).act(case, "propose", decision="approve")
    assert_refused(page, case, "没有缴费数据的，请写明向税务部门核对的结果")
    filing.month(employer, date(2026, 11, 1), due_on=date(2026, 11, 25), paid="1200.00")
    assert_done(Desk(cast, cast.registrar).act(case, "propose", decision="approve"), case)


def test_a_project_that_is_not_paid_bars_the_end_of_its_contractor(cast: Cast) -> None:
    unit = projects.contractor(cast)
    project = projects.insured(cast, unit)
    case = filing.cancellation(cast, unit)
    page = Desk(cast, cast.registrar).act(case, "propose", decision="approve")
    assert_refused(page, case, f"工程项目欠费 {project.contribution:,.2f} 元")
    projects.pay(cast, project, amount="100")
    assert unit_owes(unit) == project.contribution - 100
    projects.pay(cast, project, amount=str(project.contribution - 100), receipt="33708026119998")
    assert unit_owes(unit) == 0
    done = filing.approved(cast, case)
    letter = Letter.objects.get(case=done, kind="filing_receipt")
    assert f"同时停保的工程项目：{project.name}" in str(letter.inputs)


def unit_owes(unit: Employer) -> Decimal:
    """Return what is open of the unit's projects."""
    return owed_by(unit.pk).projects


def test_without_an_answer_of_the_tax_service_nothing_unknown_is_approved(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.proposed(cast, filing.cancellation(cast, employer))
    making.employment(making.person(), employer)  # reported while the second person decides
    page = Desk(cast, cast.register_reviewer).send(case, "approve", fresh(case))
    assert_refused(page, case, "不能当作已经缴清")


def test_what_was_settled_bars_nothing(cast: Cast) -> None:
    employer = filing.unit(cast)
    filing.owes(employer, paid="1200.00", paid_on=date(2026, 10, 26), surcharge_paid="0.60")
    case = filing.approved(cast, filing.cancellation(cast, employer))
    assert case.state == S.APPROVED


def test_arrears_do_not_bar_a_refusal(cast: Cast) -> None:
    employer = filing.unit(cast)
    filing.owes(employer)
    case = filing.refusal(cast, filing.cancellation(cast, employer))
    assert case.state == S.REFUSED
    words = Letter.objects.get(case=case, kind="filing_refusal").inputs["reason"]
    assert "截至2026年11月24日，贵单位还没有缴清：欠费 1,200.00 元" in words
    assert "向税务部门缴清，缴清以后可以重新申报" in words


def test_units_below_leave_first(cast: Cast) -> None:
    employer = filing.unit(cast)
    below = making.employer("下级演示公司", parent=employer)
    assert "下级演示公司" in text(
        cast.client(cast.agent).get(f"/units/{employer.pk}/filings/cancellation/")
    )
    case = filing.cancellation(cast, employer)
    page = Desk(cast, cast.registrar).act(case, "propose", decision="approve")
    assert_refused(page, case, "下级单位还在册：下级演示公司")
    making.agent_for(cast.agent, below)
    filing.approved(cast, filing.cancellation(cast, below))
    assert filing.approved(cast, case).state == S.APPROVED


def test_the_employer_and_the_insurance_of_its_workers_end_on_the_day_of_approval(
    cast: Cast,
) -> None:
    employer = filing.unit(cast)
    at_work = making.employment(making.person(), employer, started_on=date(2026, 1, 5))
    noted = making.employment(making.person("王建国"), employer, is_reported=False)
    to_come = making.employment(making.person("孙小雨"), employer, started_on=date(2026, 12, 1))
    elsewhere = making.employment(making.person("郑大山"), making.employer("别的公司"))
    filing.month(
        employer,
        date(2026, 11, 1),
        due_on=date(2026, 11, 25),
        paid="1200.00",
        paid_on=date(2026, 11, 20),
    )
    case = filing.approved(cast, filing.cancellation(cast, employer))
    employer.refresh_from_db()
    assert (employer.status, employer.closed_on) == (Employer.Status.CANCELLED, filing.TODAY)
    for work, ended_on in (
        (at_work, filing.TODAY),
        (noted, filing.TODAY),
        (to_come, date(2026, 12, 1)),
        (elsewhere, None),
    ):
        work.refresh_from_db()
        assert work.ended_on == ended_on, work
    assert noted.insured_to is None
    assert EmploymentChange.objects.filter(what="ended", text="单位注销").count() == 3
    assert {one.what for one in EmployerChange.objects.filter(case=case)} == {
        "登记状态",
        "注销日期",
    }
    inputs = Letter.objects.get(case=case, kind="filing_receipt").inputs
    assert "注销日期为2026年11月24日" in inputs["result"]
    assert inputs["lines"] == ["同时停保的职工：3人。"]


def test_the_agent_still_reads_the_entry_and_files_nothing_more(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.approved(cast, filing.cancellation(cast, employer))
    assert "已经办好" in text(Desk(cast, cast.agent).page(case))
    page = text(cast.client(cast.agent).get(f"/units/{employer.pk}/filings/"))
    assert case.reference in page
    assert "申报变更</a>" not in page


def test_a_duty_to_cancel_is_told_filed_and_met(cast: Cast) -> None:
    case = filing.noted(cast, filing.unit(cast), what="cancellation")
    row = Deadline.objects.get(case=case)
    assert (row.term, row.due_on) == ("cancellation_duty", date(2026, 12, 10))
    typed = {"reason": "股东会决议解散", **day("happened_on", filing.CHANGED_ON)}
    assert_done(Desk(cast, cast.agent).act(case, "file", **typed), case)
    assert case.state == S.SUBMITTED
    row.refresh_from_db()
    assert row.ended_by == Deadline.EndedBy.MET


def test_a_cancellation_is_corrected_once(cast: Cast) -> None:
    case = filing.corrected(cast, filing.cancellation(cast))
    page = Desk(cast, cast.agent).act(case, "supply_correction", reason="依法解散，见公告")
    assert_done(page, case)
    assert case.state == S.SUBMITTED_AGAIN
    assert "依法解散，见公告" in text(Desk(cast, cast.registrar).page(case))


# Against a new arrear -------------------------------------------------------------------------


def ready(cast: Cast, employer: Employer) -> Case:
    """Return a cancellation that only the second person's approval is missing of."""
    return filing.proposed(cast, filing.cancellation(cast, employer))


def approve(cast: Cast, case: Case) -> bool:
    """Approve, or say that it was refused."""
    try:
        perform(case, CancellationProcess.approve, by=cast.register_reviewer)
    except Refused:
        return False
    return True


def in_thread(work: Callable[[], object]) -> Callable[[], object]:
    """Return work that closes its own connection."""

    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


@pytest.fixture
def city(transactional_db: None) -> Cast:
    """The cast on real transactions."""
    reference.load()
    return Cast(Office.objects.get(code="rencheng"), Office.objects.get(code="jinxiang"))


def test_an_arrear_that_is_being_written_is_waited_for_and_bars_the_approval(city: Cast) -> None:
    employer = filing.unit(city)
    case = ready(city, employer)
    city.register_reviewer  # noqa: B018 - made before the threads begin
    written, waiting = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            locked(employer.pk)
            filing.owes(employer)
            written.set()
            waiting.wait(1)

    def decide() -> bool:
        written.wait(10)
        return approve(city, case)

    with ThreadPoolExecutor(2) as pool:
        writer, decided = pool.submit(in_thread(write)), pool.submit(in_thread(decide))
        writer.result()
        assert decided.result() is False
    employer.refresh_from_db()
    case.refresh_from_db()
    assert (employer.is_active, case.state) == (True, S.CHECKED)


def test_a_file_of_arrears_and_an_approval_at_once_never_leave_a_debt_unseen(city: Cast) -> None:
    for number in range(4):
        employer = filing.unit(city, f"济宁演示第{number}机械有限公司")
        case = ready(city, employer)
        row = {
            "credit_code": employer.credit_code,
            "month": "2026-10",
            "payable": "1200.00",
            "paid": "0",
            "due_on": "2026-10-25",
        }
        gate = threading.Barrier(2)

        def take(row: dict[str, str] = row, gate: threading.Barrier = gate) -> object:
            gate.wait(10)
            return importing.take([row], subject=Subject.EMPLOYER_MONTHS)

        def decide(case: Case = case, gate: threading.Barrier = gate) -> object:
            gate.wait(10)
            return approve(city, case)

        with ThreadPoolExecutor(2) as pool:
            taken, decided = pool.submit(in_thread(take)), pool.submit(in_thread(decide))
            run, is_approved = taken.result(), decided.result()
        employer.refresh_from_db()
        assert employer.is_active is not is_approved
        owes = bool(owed_by(employer.pk).total)
        assert owes is not is_approved
        assert importing.counts(run)[3] == int(bool(is_approved))  # type: ignore[arg-type]
    assert Employment.objects.count() == 0
