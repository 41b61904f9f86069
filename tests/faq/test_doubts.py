"""What may be wrong by now is flagged: repealed places, contradicting numbers, lost periods."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from faq.contradictions import numbers_of, open_conflicts
from faq.models import Conflict, Entry, Repeal
from faq.reading import NOT_KNOWN
from portal import clock as portal_clock
from portal.audit.models import AuditEvent
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import filled, text
from tests.faq.answers import HIT, answer, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of an editor who has three answers."""
    reference.load()
    three()
    return cast.client(cast.editor)


def repeal(desk: Client, place: str, *, in_days: int = 0, **typed: str) -> Any:
    """Declare a place repealed from a day on."""
    day = portal_clock.today() + timedelta(days=in_days)
    boxes = {"from_on_0": day.year, "from_on_1": day.month, "from_on_2": day.day}
    form = {"place": place, "instead": "新条例第十五条", **boxes, **typed}
    return desk.post("/answers/repeals/", form)


def test_a_repealed_article_flags_every_answer_on_it_and_the_page_says_so(
    desk: Client, client: Client
) -> None:
    assert "还在引用失效规定的回答" not in text(desk.get("/answers/"))
    assert repeal(desk, "gsbx:14").status_code == 303
    page = text(desk.get("/answers/repeals/"))
    assert str(HIT["question"]) in page
    assert "还有 1 条回答引用" in page
    assert "还在引用失效规定的回答" in text(desk.get("/answers/"))
    shown = text(client.get("/ask/commute-hit/"))
    assert "起失效，新条例第十五条" in shown
    assert "起失效" not in text(client.get("/ask/death/"))
    assert AuditEvent.objects.filter(verb="answers_changed").count() == 1


def test_what_is_repealed_later_is_flagged_on_its_day(
    desk: Client, cast: Cast, clock: Clock
) -> None:
    repeal(desk, "gsbx:14", in_days=10)
    assert "还在引用失效规定的回答" not in text(desk.get("/answers/"))
    clock.move(days=10)
    desk = cast.client(cast.editor)
    assert "还在引用失效规定的回答" in text(desk.get("/answers/"))


def test_a_whole_text_may_be_repealed(desk: Client, client: Client) -> None:
    repeal(desk, "gsbx")
    assert text(desk.get("/answers/repeals/")).count("/answers/entries/") >= 3
    assert "起失效" in text(client.get("/ask/hospital/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place": "xyz:1"}, "这个写法不认识"),
        ({"place": "gsbx:14(6)"}, "写到第几条就行"),
        ({"place": "gsbx:14", "instead": ""}, "现在依据什么"),
        ({"place": "gsbx:14", "from_on_1": "13"}, "哪一天起失效"),
    ],
)
def test_bad_input_is_told(desk: Client, typed: dict[str, str], sentence: str) -> None:
    page = repeal(desk, **typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert not Repeal.objects.exists()


def test_a_repeal_declared_by_mistake_is_taken_back(desk: Client, client: Client) -> None:
    repeal(desk, "gsbx:14")
    row = Repeal.objects.get()
    assert desk.post(f"/answers/repeals/{row.pk}/").status_code == 303
    assert "起失效" not in text(client.get("/ask/commute-hit/"))
    assert desk.post(f"/answers/repeals/{row.pk}/").status_code == 404


def test_the_same_place_ends_once(desk: Client) -> None:
    repeal(desk, "gsbx:14")
    page = repeal(desk, "gsbx:14")
    assert page.status_code == 422
    assert "已经登记过了" in text(page)


def typed(code: str, number: str, *, law: tuple[str, ...] = ("gsbx:17",)) -> Entry:
    """Publish an answer that gives a number for an article."""
    return answer(
        code,
        topic="apply",
        question=f"{code}多长时间内要申请？",
        short=f"{number}内。",
        body="从出事那天起算，过了要说明理由。",
        law=law,
    )


def test_two_answers_that_name_an_article_with_different_numbers_are_flagged(desk: Client) -> None:
    typed("right", "{{期限 employer_filing}}")
    typed("same", "30 天")
    assert not open_conflicts().exists()
    typed("wrong", "60 日")
    typed("elsewhere", "60 日", law=("gsbx:20",))
    found = {(one.first.question[:5], one.second.question[:5]) for one in open_conflicts()}
    assert found == {("right", "wrong"), ("same多", "wrong")}
    page = text(desk.get("/answers/conflicts/"))
    assert "第十七条" in page
    assert "30 日；60 日" in page
    assert "<mark>30 日</mark>内。" in page
    assert "<mark>60 日</mark>内。" in page
    assert "数字不一样的回答" in text(desk.get("/answers/"))


def test_those_that_speak_of_the_same_come_first(desk: Client) -> None:
    typed("right", "30 日")
    answer(
        "another",
        topic="benefits",
        question="陪护的人能歇几天？",
        short="护理人员轮换休息 7 日。",
        body="由医院安排。",
        law=("gsbx:17",),
    )
    typed("wrong", "60 日")
    page = text(desk.get("/answers/conflicts/"))
    assert page.index("30 日；60 日") < page.index("30 日；7 日")


def test_what_the_tables_fill_in_never_contradicts_itself() -> None:
    reference.load()
    typed("employer", "{{期限 employer_filing}}")
    typed("worker", "{{期限 determination}}")
    assert not Conflict.objects.exists()


def test_a_number_that_the_article_does_not_set_is_flagged_whatever_else_is_said(
    desk: Client,
) -> None:
    typed("right", "{{期限 employer_filing}}")
    answer(
        "hidden",
        topic="apply",
        question="单位要在几天内申报？",
        short="单位 45 日内，个人 3 年内。",
        body="另外：30 日、1 年、60 日都有人说。",
        law=("gsbx:17",),
    )
    row = open_conflicts().get()
    assert "45 日" in row.what


def test_a_new_version_ends_the_contradiction(desk: Client) -> None:
    typed("right", "{{期限 employer_filing}}")
    typed("wrong", "60 日")
    assert open_conflicts().count() == 1
    typed("wrong", "30 日")
    assert not open_conflicts().exists()
    typed("wrong", "45 日")
    assert open_conflicts().count() == 1


def test_who_says_that_both_are_right_says_why(desk: Client, cast: Cast) -> None:
    typed("right", "{{期限 employer_filing}}")
    typed("wrong", "60 日")
    row = open_conflicts().get()
    page = desk.post(f"/answers/conflicts/{row.pk}/", {"why": ""})
    assert page.status_code == 422
    assert open_conflicts().exists()
    assert desk.post(f"/answers/conflicts/{row.pk}/", {"why": "说的不是一回事"}).status_code == 303
    assert not open_conflicts().exists()
    desk.post(f"/answers/conflicts/{row.pk}/", {"why": "再说一次"})
    row.refresh_from_db()
    assert (row.why, row.cleared_by) == ("说的不是一回事", cast.editor)


def test_days_of_the_calendar_and_numbers_of_papers_are_no_quantities() -> None:
    reference.load()
    entry = answer(
        "dates",
        question="什么时候施行的？",
        short="2025年7月1日起施行，人社部发〔2025〕62号第 14 条。",
        body="应在 15 个工作日内，不是 3 天。",
    )
    assert entry.current is not None
    found = numbers_of(entry.current, on=portal_clock.today())
    assert {unit: one.said for unit, one in found.items()} == {"工作日": {"15"}, "日": {"3"}}


def test_a_period_that_the_tables_have_lost_breaks_no_page_and_is_a_task(
    desk: Client, client: Client
) -> None:
    entry = Entry.objects.get(code="commute-hit")
    assert entry.current is not None
    entry.current.short = "算，单位应在{{期限 long_gone}}内申请。"
    entry.current.save()
    assert NOT_KNOWN in text(client.get("/ask/commute-hit/"))
    assert client.get("/ask/", {"q": "骑车上班被撞"}).status_code == 200
    assert "期限或者数值找不到的回答" in text(desk.get("/answers/"))
    assert str(HIT["question"]) in text(desk.get("/answers/repeals/"))


def test_the_first_answers_contradict_each_other_where_somebody_should_look() -> None:
    reference.load(answers=True)
    pairs = open_conflicts().count()
    assert pairs < 25


@pytest.mark.parametrize("who", ["handler", "keeper", "administrator", "worker"])
def test_nobody_else_sees_the_doubts(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for path in ("/answers/repeals/", "/answers/conflicts/"):
        assert client.get(path).status_code == 403
    assert client.post("/answers/conflicts/1/", {"why": "看过"}).status_code == 404


def test_the_desk_asks_the_database_as_often_for_one_answer_as_for_many(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        typed(f"more-{number}", f"{number + 40} 日")
    for path, most in (("/answers/", 26), ("/answers/conflicts/", 12), ("/answers/repeals/", 16)):
        with django_assert_max_num_queries(most):
            assert desk.get(path).status_code == 200
    form = filled(desk.get("/answers/repeals/"))
    assert "place" in form
