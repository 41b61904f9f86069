"""A report of an uninsured employer: anonymous, followed by code, routed, its author hidden."""

import re
import threading
import uuid
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from portal.accounts.models import RoleGrant
from portal.audit.models import AuditEvent
from portal.cases import ledger
from portal.cases.models import Case, Entry
from portal.cases.perform import perform
from portal.deadlines.models import Deadline
from portal.notifications.models import Outbox
from portal.offices.models import Office
from portal.ui.dates import cn_date
from portal.workflow.roles import Role
from registration.models import Reporter, UninsuredReport
from registration.uninsured import facts as f
from registration.uninsured.process import ReportProcess as P
from registration.uninsured.receiving import Contact, receive
from tests.cast import Cast
from tests.desk import Desk, filled, text
from tests.registration import making

TOLD = f.Reported(
    unit_name="任城区演示面粉厂",
    credit_code="",
    county="370811",
    place="演示路 7 号",
    since="今年三月起",
    how_many="十来个人",
    story="没有签合同，问了单位说不给办。",
    is_worker=False,
    code_hash="",
)
TYPED = {
    "unit_name": "任城区演示面粉厂",
    "county": "370811",
    "place": "演示路 7 号",
    "story": "没有签合同，问了单位说不给办。",
    "is_worker": "no",
    "named": "no",
}


def send(client: Client, **typed: str) -> object:
    """Open the form as a browser would, and post it."""
    form = filled(client.get("/reports/new/"))
    return client.post("/reports/new/", form | TYPED | typed)


def receipt(page: str) -> tuple[str, str]:
    """Return number and code as the receipt shows them."""
    numbers = re.search(r"\d{4}-\d{6}", page)
    codes = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert numbers
    assert codes
    return numbers[0], codes[0]


def received(**contact: object) -> Case:
    """Return a report that has just come in."""
    got = receive(TOLD, Contact(**contact), key=uuid.uuid4())  # type: ignore[arg-type]
    return Case.objects.get(reference=got.reference)


def test_anybody_reports_without_a_name_and_follows_by_code(cast: Cast, client: Client) -> None:
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (302, "/reports/receipt/")
    page = text(client.get("/reports/receipt/"))
    reference, code = receipt(page)
    due = Deadline.objects.get(case__reference=reference, term="report_answer").due_on
    assert due
    assert f"最晚 {cn_date(due)}答复" in unescape(page)
    case = Case.objects.get(reference=reference)
    assert (case.office, case.state) == (cast.agency, "received")
    assert not Reporter.objects.exists()
    other = Client()
    page = other.post("/reports/", {"reference": reference, "code": code.lower()}, follow=True)
    assert page.redirect_chain == [("/reports/found/", 302)]
    assert "已收到" in text(page)
    assert Client().get("/reports/found/")["Location"] == "/reports/"


def test_going_back_and_sending_again_makes_no_second_report(cast: Cast, client: Client) -> None:
    send(client)
    first = receipt(text(client.get("/reports/receipt/")))
    assert send(client)["Location"] == "/reports/receipt/"
    page = text(client.get("/reports/receipt/"))
    assert receipt(page) == first
    assert "没有再收一次" in page
    client.post("/forget/")
    assert client.get("/reports/receipt/")["Location"] == "/reports/"
    assert Case.objects.filter(kind=P.code).count() == 1


def test_a_logged_in_reporter_is_not_written_down(cast: Cast) -> None:
    send(cast.client(cast.worker))
    entry = Entry.objects.get(case__kind=P.code)
    assert entry.by is None
    assert not AuditEvent.objects.filter(actor_id=cast.worker.pk).exists()


def test_a_wrong_code_and_a_wrong_number_read_the_same(cast: Cast, client: Client) -> None:
    case = received()
    known = client.post("/reports/", {"reference": case.reference, "code": "2222-2222-2222"})
    unknown = client.post("/reports/", {"reference": "2026-999999", "code": "2222-2222-2222"})
    assert known.status_code == unknown.status_code == 422
    assert "编号和查询码对不上" in text(known)
    plain = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"|' + number, "", page.content.decode())
        for page, number in ((known, case.reference), (unknown, "2026-999999"))
    ]
    assert plain[0] == plain[1]


def test_guesses_of_codes_are_throttled(cast: Cast, client: Client) -> None:
    case = received()
    for _ in range(20):
        client.post("/reports/", {"reference": case.reference, "code": "2222-2222-2222"})
    page = client.post("/reports/", {"reference": case.reference, "code": "2222-2222-2222"})
    assert "尝试次数太多" in text(page)


def test_bad_input_is_told_beside_the_field_and_kept(cast: Cast, client: Client) -> None:
    page = send(client, unit_name="", credit_code="91100000MA00000011", named="yes", name="张三")
    assert page.status_code == 422
    words = text(page)
    assert "请填写单位名称" in words
    assert "校验位对不上" in words
    assert "请填写手机号" in words
    assert "没有签合同" in page.content.decode()
    assert not Case.objects.exists()


def test_the_same_form_twice_makes_one_report_and_shows_one_code(
    cast: Cast, client: Client
) -> None:
    form = filled(client.get("/reports/new/")) | TYPED
    codes = set()
    for _ in range(2):
        client.post("/reports/new/", form)
        codes.add(receipt(text(client.get("/reports/receipt/"))))
    assert len(codes) == 1
    assert Case.objects.filter(kind=P.code).count() == 1


def test_other_words_on_a_form_that_was_sent_are_kept_and_may_be_sent_once_more(
    cast: Cast, client: Client
) -> None:
    form = filled(client.get("/reports/new/")) | TYPED
    client.post("/reports/new/", form)
    page = client.post("/reports/new/", form | {"story": "又想起来：工资发的是现金，没有工资条。"})
    assert page.status_code == 422
    assert "这张表已经交过一次" in text(page)
    assert "工资发的是现金" in text(page)
    assert client.post("/reports/new/", filled(page)).status_code == 302
    assert Case.objects.filter(kind=P.code).count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_form_posted_by_four_at_once_makes_one_report(cast: Cast) -> None:
    key, results = uuid.uuid4(), []

    def post() -> None:
        try:
            results.append(receive(TOLD, Contact("张三", "13800000009"), key=key))
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(results)) == 1
    assert len(results) == 4
    assert Reporter.objects.count() == 1


def test_the_answer_is_due_in_fifteen_working_days(cast: Cast) -> None:
    case = received()
    row = Deadline.objects.get(case=case)
    assert (row.term, row.due_on) == ("report_answer", date(2026, 12, 15))
    assert case.next_due_on == row.due_on


def test_the_agency_looks_into_it_and_the_reporter_reads_the_answer(
    cast: Cast, client: Client
) -> None:
    send(client, named="yes", phone="13800000009", is_told_by_text="on")
    reference, code = receipt(text(client.get("/reports/receipt/")))
    case = Case.objects.get(reference=reference)
    desk = Desk(cast, cast.registrar)
    desk.act(case, "look_into")
    case.refresh_from_db()
    assert (case.state, case.handler) == ("checking", cast.registrar)
    typed = {"insured_on_0": "2026", "insured_on_1": "11", "insured_on_2": "20"}
    desk.act(case, "settle", **typed, answer="单位已经给十二名职工补办登记。")
    case.refresh_from_db()
    assert (case.state, case.is_open) == ("settled", False)
    assert Deadline.objects.get(case=case).ended_by == "met"
    page = client.post("/reports/", {"reference": reference, "code": code}, follow=True)
    assert "单位已经给十二名职工补办登记" in text(page)
    sent = Outbox.objects.filter(kind=Outbox.Kind.SMS)
    assert {row.notice for row in sent} == {"report_checking", "report_answered"}
    assert all("面粉厂" not in str(row.payload) for row in sent)
    assert ledger.faults(case.pk) == []


def test_insurance_that_is_only_promised_settles_nothing(cast: Cast) -> None:
    case = received()
    desk = Desk(cast, cast.registrar)
    desk.act(case, "look_into")
    typed = {"insured_on_0": "2026", "insured_on_1": "12", "insured_on_2": "1"}
    page = desk.act(case, "settle", **typed, answer="下个月办")
    assert "不能晚于" in text(page)
    case.refresh_from_db()
    assert case.state == "checking"


def test_a_report_goes_on_to_the_agency_of_its_place_and_keeps_its_day(cast: Cast) -> None:
    case = received()
    there = Office.objects.get(code="jinxiang-sb")
    due = Deadline.objects.get(case=case).due_on
    Desk(cast, cast.registrar).act(case, "pass_on", office_id=there.pk, reason="在金乡生产经营")
    case.refresh_from_db()
    assert (case.office, case.state, case.handler) == (there, "received", None)
    assert Deadline.objects.get(case=case).due_on == due
    assert Desk(cast, cast.registrar).page(case).status_code == 404
    assert Desk(cast, cast.foreign_registrar).page(case).status_code == 200


def test_a_report_is_referred_to_the_bureau_of_the_place_alone(cast: Cast) -> None:
    case = received()
    perform(case, P.look_into, by=cast.registrar)
    desk = Desk(cast, cast.registrar)
    page = desk.act(case, "refer", office_id=cast.other_office.pk, reason="不办登记")
    assert page.status_code == 422
    desk.act(case, "refer", office_id=cast.office.pk, reason="不办登记")
    case.refresh_from_db()
    assert (case.office, case.state) == (cast.office, "referred")
    assert desk.page(case).status_code == 404
    bureau = Desk(cast, cast.handler)
    assert "任城区演示面粉厂" in text(bureau.page(case))
    bureau.act(case, "dismiss", answer="到场核查，单位已经停业。")
    case.refresh_from_db()
    assert case.state == "unfounded"


def test_only_the_head_of_the_section_opens_who_reported_and_says_why(cast: Cast) -> None:
    case = received(name="张三", phone="13800000009")
    boss = cast._officer("agency_boss", "言科长", office=cast.agency)
    RoleGrant.objects.create(
        user=boss, role=Role.SUPERVISOR, office=cast.agency, from_on=date(2020, 1, 1)
    )
    for officer in (cast.registrar, boss):
        page = text(Desk(cast, officer).page(case))
        assert "张三" not in page
        assert "13800000009" not in page
    address = f"/register/reports/{case.reference}/reporter/"
    assert cast.client(cast.registrar).post(address, {"reason": "核实"}).status_code == 404
    assert cast.client(cast.supervisor).post(address, {"reason": "核实"}).status_code == 404
    head = cast.client(boss)
    assert head.post(address, {"reason": ""}).status_code == 303
    assert "13800000009" in text(head.post(address, {"reason": "电话核实人数"}))
    event = AuditEvent.objects.get(verb="look_reporter")
    assert (event.actor_id, event.reason) == (boss.pk, "电话核实人数")


def test_what_was_told_is_unreadable_in_the_tables(cast: Cast) -> None:
    case = received(name="张三", phone="13800000009")
    with connection.cursor() as cursor:
        cursor.execute("SELECT story FROM registration_uninsuredreport")
        assert "合同" not in str(cursor.fetchall())
        cursor.execute("SELECT name, phone FROM registration_reporter")
        assert "张三" not in str(cursor.fetchall())
    assert UninsuredReport.objects.get(pk=case.pk).story == TOLD.story


def test_the_page_shows_the_entry_of_the_register_that_it_may_be(cast: Cast) -> None:
    making.employer("任城区演示面粉厂")
    case = received()
    assert "登记簿里可能是这家" in text(Desk(cast, cast.registrar).page(case))


def test_citizens_and_strangers_find_no_report(cast: Cast) -> None:
    case = received()
    assert cast.client(cast.worker).get(f"/cases/{case.reference}/").status_code == 404
    assert cast.client(cast.handler).get(f"/cases/{case.reference}/").status_code == 404
