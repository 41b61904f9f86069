"""在线咨询: asked by anybody, answered within its clock, grouped, logged, turned into an answer."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from faq.consult import facts as f
from faq.consult.process import QuestionProcess as P
from faq.consult.receiving import From, receive_question
from faq.models import Entry, Question, Sender
from faq.search.index import count_words
from portal.cases import ledger
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.deadlines.calendar import working_day_reader
from portal.deadlines.models import Deadline
from portal.deadlines.tasks import sweep
from portal.notifications.models import Outbox
from portal.ui.dates import cn_date
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, filled, text
from tests.faq.answers import HIT, answer, three
from tests.faq.asking import TEXT, asked
from tests.races import at_once

pytestmark = pytest.mark.django_db
TYPED = {"text": TEXT, "audience": "worker", "topic": "benefits", "county": "370811"}


@pytest.fixture(autouse=True)
def loaded(cast: Cast) -> None:
    """Load values, calendar and offices."""
    reference.load()


def ask(client: Client, **typed: str) -> Any:
    """Open the form as a browser would, and post it."""
    form = filled(client.get("/questions/new/"))
    return client.post("/questions/new/", form | TYPED | typed)


def receipt(page: str) -> tuple[str, str]:
    """Return number and code as the receipt shows them."""
    numbers = re.search(r"\d{4}-\d{6}", page)
    codes = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert numbers
    assert codes
    return numbers[0], codes[0]


# Asking -----------------------------------------------------------------------------------------


def test_anybody_asks_without_a_name_and_reads_the_answer_by_code(
    cast: Cast, client: Client
) -> None:
    sent = ask(client)
    assert (sent.status_code, sent["Location"]) == (302, "/questions/sent/")
    page = text(client.get("/questions/sent/"))
    number, code = receipt(page)
    case = Case.objects.get(reference=number)
    assert (case.office, case.state) == (cast.office, "asked")
    assert not Sender.objects.exists()
    due = Deadline.objects.get(case=case, term="question_answer").due_on
    assert due
    assert f"最晚 {cn_date(due)}答复" in unescape(page)
    handler = Desk(cast, cast.handler)
    assert handler.act(case, "answer", text="找接手的清算组，也可以来窗口。").status_code == 303
    other = Client()
    looked = other.post("/questions/", {"reference": number, "code": code.lower()})
    assert (looked.status_code, looked["Location"]) == (302, "/questions/found/")
    shown = text(other.get("/questions/found/"))
    assert Client().get("/questions/found/")["Location"] == "/questions/"
    assert "找接手的清算组" in shown
    assert TEXT in shown
    case.refresh_from_db()
    assert (case.state, case.handler, case.is_open) == ("answered", cast.handler, False)


def test_the_clock_runs_five_working_days(cast: Cast) -> None:
    case = asked(cast)
    due = Deadline.objects.get(case=case).due_on
    assert due
    reader = working_day_reader()
    days = (due - case.filed_on).days
    worked = sum(1 for n in range(1, days + 1) if reader(case.filed_on + timedelta(days=n)))
    assert worked == 5


def test_who_answers_is_reminded_and_the_head_too_when_it_is_late(cast: Cast, clock: Clock) -> None:
    case = asked(cast)
    assert cast.supervisor
    Desk(cast, cast.handler).act(case, "take")
    clock.move(days=12)
    sweep()
    rows = Outbox.objects.exclude(notice="question_arrived").filter(kind="inbox")
    assert {one.user_id for one in rows} == {cast.handler.pk, cast.supervisor.pk}
    assert all(one.notice for one in rows)


def test_an_agency_is_reminded_of_its_questions_and_finds_them_to_be_taken(
    cast: Cast, clock: Clock
) -> None:
    told = f.Asked(TEXT, "insurance", "worker", "")
    got = receive_question(told, From(), office=cast.agency, key=uuid.uuid4())
    case = Case.objects.get(reference=got.reference)
    desk = Desk(cast, cast.registrar)
    assert case.reference in text(desk.client.get("/work/?whose=unassigned"))
    clock.move(days=6)
    sweep()
    rows = Outbox.objects.exclude(notice="question_arrived").filter(kind="inbox")
    assert cast.registrar.pk in {one.user_id for one in rows}
    desk = Desk(cast, cast.registrar)
    desk.act(case, "take")
    assert case.reference in text(desk.client.get("/work/?whose=mine"))
    assert case.reference not in text(desk.client.get("/work/?whose=unassigned"))


def test_what_is_answered_already_is_shown_before_a_question_is_taken(
    cast: Cast, client: Client
) -> None:
    three()
    words = "骑车上班被撞，算工伤吗？"
    first = ask(client, text=words, phone="13800000009")
    assert (first.status_code, first["Location"]) == (302, "/questions/new/")
    assert not Question.objects.exists()
    client.get("/ask/commute-hit/")
    again = client.get("/questions/new/")
    assert "/ask/commute-hit/" in text(again)
    typed = filled(again)
    assert {name: typed[name] for name in TYPED} == TYPED | {"text": words}
    assert typed["phone"] == "13800000009"
    assert client.post("/questions/new/", typed)["Location"] == "/questions/sent/"
    assert Question.objects.count() == 1
    assert words not in text(client.get("/questions/new/"))


def test_what_was_typed_outlives_a_refusal_and_a_log_in(cast: Cast, client: Client) -> None:
    ask(client, county="")
    client.force_login(cast.worker)
    assert filled(client.get("/questions/new/"))["text"] == TEXT
    assert TEXT not in str(dict(client.session))


def test_going_back_and_sending_again_makes_no_second_question(client: Client) -> None:
    ask(client)
    number, _ = receipt(text(client.get("/questions/sent/")))
    back = client.get("/questions/new/")
    assert number in text(back)
    again = client.post("/questions/new/", filled(back) | TYPED)
    assert again["Location"] == "/questions/sent/"
    page = text(client.get("/questions/sent/"))
    assert number in page
    assert "没有再收一次" in page
    assert Question.objects.count() == 1
    ask(client, text="另外还想问一件别的事情。")
    assert Question.objects.count() == 2


def test_on_a_computer_of_others_everything_is_forgotten(client: Client) -> None:
    ask(client)
    number, code = receipt(text(client.get("/questions/sent/")))
    client.post("/questions/", {"reference": number, "code": code})
    assert TEXT in text(client.get("/questions/found/"))
    client.get("/questions/new/")
    ask(client, county="")
    assert client.post("/forget/")["Location"] == "/forget/"
    for path in ("/questions/sent/", "/questions/found/"):
        assert client.get(path)["Location"] == "/questions/"
    page = text(client.get("/questions/new/"))
    assert number not in page
    assert TEXT not in page


@pytest.mark.parametrize(
    ("county", "office"), [("37089J", "jingkai"), ("unsure", "shizhi"), ("370811", "rencheng")]
)
def test_a_question_from_anywhere_has_an_office(client: Client, county: str, office: str) -> None:
    ask(client, county=county)
    assert Case.objects.get(kind=P.code).office.code == office


def test_rows_of_questions_can_be_told_apart_and_name_nobody(cast: Cast) -> None:
    asked(cast, "公司注销了，伤残津贴找谁要？")
    asked(cast, "我的电话 13800138000，工资按哪年的算，谁来定？")
    page = text(Desk(cast, cast.handler).client.get("/work/?whose=unassigned"))
    assert "公司注销了，伤残津贴找谁要？" in page
    assert "工资按哪年的" in page
    assert "13800138000" not in page


def test_insurance_is_answered_by_the_agency(cast: Cast, client: Client) -> None:
    ask(client, topic="insurance", text="单位换了名字，保险要不要重新办？")
    assert Case.objects.get(kind=P.code).office == cast.agency


def test_somebody_logged_in_finds_the_answer_on_the_own_page(cast: Cast) -> None:
    client = cast.client(cast.worker)
    assert ask(client).status_code == 302
    case = Case.objects.get(kind=P.code)
    assert case.sender.user == cast.worker
    Desk(cast, cast.handler).act(case, "answer", text="找接手的清算组。")
    told = Outbox.objects.get(notice="question_answered", user_id=cast.worker.pk, kind="inbox")
    assert told.key
    assert case.reference in text(client.get("/questions/mine/"))
    assert "找接手的清算组" in text(client.get(f"/questions/mine/{case.reference}/"))
    assert "/questions/mine/" in text(client.get("/me/"))
    assert "丢了补不了" not in text(client.get("/questions/sent/"))
    stranger = cast.client(cast.stranger)
    assert case.reference not in text(stranger.get("/questions/mine/"))
    assert stranger.get(f"/questions/mine/{case.reference}/").status_code == 404
    assert client.get(f"/cases/{case.reference}/").status_code == 404


def test_a_phone_is_told_by_text_without_a_word_of_the_question(cast: Cast) -> None:
    case = asked(cast, sender=From(None, "李演示", "19912345678"))
    page = text(Desk(cast, cast.handler).page(case))
    assert "199****5678" in page
    assert "19912345678" not in page
    assert "李演示" not in page
    Desk(cast, cast.handler).act(case, "answer", text="找接手的清算组。")
    row = Outbox.objects.get(notice="question_answered")
    assert row.kind == "sms"
    assert "清算" not in str(row.__dict__)


def test_a_wrong_code_and_a_wrong_number_read_the_same(cast: Cast, client: Client) -> None:
    case = asked(cast)
    for number in (case.reference, "2026-999999"):
        page = client.post("/questions/", {"reference": number, "code": "2222-2222-2222"})
        assert page.status_code == 422
        assert "编号和查询码对不上" in text(page)


def test_guesses_are_throttled(cast: Cast, client: Client) -> None:
    case = asked(cast)
    for _ in range(20):
        client.post("/questions/", {"reference": case.reference, "code": "2222-2222-2222"})
    page = client.post("/questions/", {"reference": case.reference, "code": "2222-2222-2222"})
    assert "尝试次数太多" in text(page)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": "问"}, "至少"),
        ({"text": ""}, "id_text"),
        ({"county": ""}, "县市区"),
        ({"county": "999999"}, "县市区"),
        ({"phone": "12"}, "手机号"),
        ({"text": "我的电话13800138000，工伤多久能批？"}, "电话写在下面"),
    ],
)
def test_bad_input_is_told_and_kept(client: Client, typed: dict[str, str], sentence: str) -> None:
    page = ask(client, **typed)
    assert page.status_code == 422
    assert sentence in text(page)
    if "text" not in typed:
        assert TEXT in text(page)
    assert not Question.objects.exists()


def test_the_same_form_twice_makes_one_question_and_another_text_is_told(client: Client) -> None:
    form = filled(client.get("/questions/new/")) | TYPED
    for _ in range(2):
        assert client.post("/questions/new/", form).status_code == 302
    assert Question.objects.count() == 1
    page = client.post("/questions/new/", form | {"text": "另外还想问一件别的事情。"})
    assert page.status_code == 422
    assert "已经交过一次" in text(page)
    assert client.post("/questions/new/", filled(page)).status_code == 302
    assert Question.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_posts_at_once_make_one_question(cast: Cast) -> None:
    key, office = uuid.uuid4(), cast.office
    told = f.Asked(TEXT, "", "worker", "")
    codes = at_once([lambda: receive_question(told, From(), office=office, key=key).code] * 8)
    assert len(set(codes)) == 1
    assert Question.objects.count() == 1


def test_nothing_of_it_lies_open_in_the_database(cast: Cast) -> None:
    case = asked(cast, sender=From(None, "李演示", "19912345678"))
    perform(case, P.answer, by=cast.handler, facts=f.Answered("来窗口。"), key=uuid.uuid4())
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, answer FROM faq_question")
        dump = str(cursor.fetchall())
        cursor.execute("SELECT name, phone FROM faq_sender")
        dump += str(cursor.fetchall())
        cursor.execute("SELECT text FROM cases_entry")
        dump += str(cursor.fetchall())
    for marked in ("公司注销", "来窗口", "李演示", "19912345678"):
        assert marked not in dump
    assert ledger.faults(case.pk) == []


def test_payloads_are_text_wherever_they_come_out(cast: Cast) -> None:
    payload = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    case = asked(cast, payload + TEXT, From(None, payload, "19912345678"))
    desk = Desk(cast, cast.handler)
    desk.act(case, "group", theme="new", title="<b>谁来付</b>公司注销以后")
    pages = [desk.page(case), desk.client.get("/answers/frequent/")]
    desk.act(case, "answer", text=payload)
    pages.append(desk.page(case))
    for page in pages:
        assert "<script>alert" not in text(page)
        assert "<img src=x" not in text(page)
        assert "<b>谁来付" not in text(page)


# Answering --------------------------------------------------------------------------------------


def test_a_question_that_is_not_ours_goes_to_another_office_and_its_clock_goes_on(
    cast: Cast,
) -> None:
    case = asked(cast)
    due = Deadline.objects.get(case=case).due_on
    desk = Desk(cast, cast.handler)
    desk.act(case, "pass_on", office_id=str(cast.agency.pk), reason="参保的事")
    case.refresh_from_db()
    assert (case.office, case.handler) == (cast.agency, None)
    assert Deadline.objects.get(case=case, ended_on=None).due_on == due
    assert desk.page(case).status_code == 404
    assert Desk(cast, cast.registrar).act(case, "answer", text="要办变更登记。").status_code == 303


def test_an_answer_carries_a_public_one_in_its_version(cast: Cast, client: Client) -> None:
    three()
    case = asked(cast, "骑车上班被撞了，算不算？", From(cast.worker))
    entry = Entry.objects.get(code="commute-hit")
    Desk(cast, cast.handler).act(case, "answer", text="请看附上的。", entry=str(entry.pk))
    row = Question.objects.get(case=case)
    assert row.version == entry.current
    answer("commute-hit", **HIT | {"short": "算，后来改的。"})
    row.refresh_from_db()
    assert row.version.number == 1
    page = text(cast.client(cast.worker).get(f"/questions/mine/{case.reference}/"))
    assert "/ask/commute-hit/" in page


def test_no_answer_repeats_the_number_of_a_person(cast: Cast) -> None:
    case = asked(cast)
    refused = Desk(cast, cast.handler).act(case, "answer", text="您的电话 13800138000 打不通。")
    assert refused.status_code == 422
    assert "里面有号码" in text(refused)


@pytest.mark.parametrize("named", ["death", "https://portal.example/ask/death/"])
def test_an_answer_that_the_search_did_not_find_is_attached_by_its_address(
    cast: Cast, named: str
) -> None:
    three()
    case = asked(cast, "骑车上班被撞了，算不算？")
    desk = Desk(cast, cast.handler)
    refused = desk.act(case, "answer", text="请看附上的。", other="no-such-answer")
    assert refused.status_code == 422
    assert "网站上没有这一条问答" in text(refused)
    desk.act(case, "answer", text="请看附上的。", other=named)
    assert Question.objects.get(case=case).version.entry.code == "death"


def test_an_attached_answer_is_read_as_it_was_given(cast: Cast) -> None:
    three()
    case = asked(cast, "骑车上班被撞了，算不算？", From(cast.worker))
    entry = Entry.objects.get(code="commute-hit")
    Desk(cast, cast.handler).act(case, "answer", text="请看附上的。", entry=str(entry.pk))
    answer("commute-hit", **HIT | {"short": "算，后来改的。"})
    page = text(cast.client(cast.worker).get(f"/questions/mine/{case.reference}/"))
    assert str(HIT["short"]) in page
    assert "后来改的" not in page
    assert "网站上后来改过" in page


def test_no_raw_mark_is_shown_to_whoever_chooses_an_answer(cast: Cast) -> None:
    answer("limit", topic="apply", **HIT | {"short": "算，{{期限 employer_filing}}内申请。"})
    count_words()
    case = asked(cast, "骑车上班被撞，算工伤吗？")
    page = text(Desk(cast, cast.handler).open(case, "answer"))
    assert "30 日内申请" in page
    assert "{{" not in page


def test_one_that_cannot_be_answered_says_why_to_whoever_asked(cast: Cast) -> None:
    case = asked(cast, sender=From(cast.worker))
    assert Desk(cast, cast.handler).act(case, "close", reason="").status_code == 422
    Desk(cast, cast.handler).act(case, "close", reason="看不懂问的是什么，请再写一次。")
    page = text(cast.client(cast.worker).get(f"/questions/mine/{case.reference}/"))
    assert "看不懂问的是什么" in page


@pytest.mark.parametrize("who", ["editor", "legal_checker", "keeper", "administrator"])
def test_whoever_keeps_answers_sees_no_question(cast: Cast, who: str) -> None:
    case = asked(cast)
    assert cast.client(getattr(cast, who)).get(f"/cases/{case.reference}/").status_code == 404
