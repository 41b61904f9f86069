"""常见问题: equal questions grouped, answered together, logged, turned into an answer."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from faq.consult import facts as f
from faq.consult.process import QuestionProcess as P
from faq.consult.receiving import From
from faq.consult.themes import begin_theme, frequent, month_of, similar_themes
from faq.models import Entry, Logged, Theme
from faq.search.index import count_words
from portal import clock as portal_clock
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.notifications.models import Outbox
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, filled, text
from tests.faq.answers import three
from tests.faq.asking import TEXT, asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(cast: Cast) -> None:
    """Load values, calendar and offices."""
    reference.load()


def test_what_was_answered_may_still_be_grouped(cast: Cast) -> None:
    case = asked(cast)
    desk = Desk(cast, cast.handler)
    desk.act(case, "answer", text="找接手的清算组。")
    grouped = desk.act(case, "group", theme="new", title="公司注销以后伤残津贴谁付")
    assert grouped.status_code == 303
    assert frequent(month_of("")).get().asked == 1


def test_two_editors_see_each_other_on_a_frequent_question(cast: Cast) -> None:
    theme = begin_theme("公司注销以后伤残津贴谁付", "benefits", by=cast.handler)
    desk = cast.client(cast.editor)
    opened = filled(desk.get(f"/answers/frequent/{theme.pk}/"))
    said = {"state": "no_rule", "remark": "由人社局个案判断"}
    assert desk.post(f"/answers/frequent/{theme.pk}/", opened | said).status_code == 303
    late = desk.post(f"/answers/frequent/{theme.pk}/", opened | {"state": "open", "remark": ""})
    assert late.status_code == 422
    assert "有人在您打开以后改过" in text(late)
    theme.refresh_from_db()
    assert theme.remark == "由人社局个案判断"


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "abc", "2026-13", "2026-00", ""])
def test_an_odd_month_is_no_failure(cast: Cast, month: str) -> None:
    page = cast.client(cast.editor).get(f"/answers/frequent/?month={month}")
    assert page.status_code == 200


def test_the_same_question_is_found_by_its_words(cast: Cast) -> None:
    right = begin_theme("公司注销以后伤残津贴谁来付", "benefits", by=cast.handler)
    begin_theme("单位不申请怎么办", "apply", by=cast.handler)
    assert similar_themes(TEXT)[0] == right


def test_equal_questions_are_grouped_and_answered_together(cast: Cast) -> None:
    first = asked(cast, sender=From(cast.worker))
    second = asked(cast, "公司没了，伤残津贴找谁？", From(cast.stranger))
    desk = Desk(cast, cast.handler)
    assert (
        desk.act(first, "group", theme="new", title="公司注销以后伤残津贴谁付").status_code == 303
    )
    theme = Theme.objects.get()
    assert desk.act(second, "group", theme=str(theme.pk)).status_code == 303
    page = desk.client.get(f"/answers/frequent/{theme.pk}/")
    assert "本机构还有 2 条等答复" in text(page)
    form = filled(page) | {"text": "找清算组，也可以来窗口。"}
    for _ in range(2):
        answered = desk.client.post(f"/answers/frequent/{theme.pk}/reply/", form)
        assert answered.status_code == 303
    told = Outbox.objects.filter(notice="question_answered", kind="inbox")
    assert {one.user_id for one in told} == {cast.worker.pk, cast.stranger.pk}
    assert told.count() == 2
    assert not Case.objects.filter(kind=P.code, is_open=True).exists()


def test_an_office_answers_its_own_questions_alone(cast: Cast) -> None:
    mine = asked(cast)
    theme = begin_theme("公司注销以后伤残津贴谁付", "benefits", by=cast.handler)
    perform(mine, P.group, by=cast.handler, facts=f.Grouped(theme.pk), key=uuid.uuid4())
    foreign = cast.client(cast.foreign_officer)
    page = foreign.get(f"/answers/frequent/{theme.pk}/")
    assert "等答复" not in text(page)
    foreign.post(
        f"/answers/frequent/{theme.pk}/reply/",
        {"text": "我来一起答复。", "key": str(uuid.uuid4())},
    )
    mine.refresh_from_db()
    assert mine.state == "asked"


@pytest.mark.parametrize("title", ["张三13800138000问的", "身份证370811199001011234的人"])
def test_no_frequent_question_holds_a_number_of_a_person(cast: Cast, title: str) -> None:
    case = asked(cast)
    page = Desk(cast, cast.handler).act(case, "group", theme="new", title=title)
    assert page.status_code == 422
    assert "里面有号码" in text(page)
    assert not Theme.objects.exists()


def test_what_is_asked_at_counters_and_on_the_phone_counts_in_its_month(
    cast: Cast, clock: Clock
) -> None:
    desk = cast.client(cast.clerk)
    form = filled(desk.get("/answers/log/"))
    form |= {"text": "外地治病的车费报不报", "topic": "benefits", "channel": "phone", "times": "3"}
    for _ in range(2):
        assert desk.post("/answers/log/", form).status_code == 303
    form = filled(desk.get("/answers/log/"))
    form |= {"text": "去外地治病车费报吗", "topic": "benefits", "channel": "counter", "times": "1"}
    asked_back = desk.post("/answers/log/", form)
    assert asked_back.status_code == 422
    assert "有像的问题" in text(asked_back)
    theme = Theme.objects.get()
    form = filled(asked_back) | {"theme": str(theme.pk)}
    assert desk.post("/answers/log/", form).status_code == 303
    assert [one.times for one in Logged.objects.order_by("pk")] == [3, 1]
    row = frequent(month_of("")).get()
    assert (row.times, row.asked, row.spoken) == (4, 0, 4)
    page = text(desk.get("/answers/frequent/"))
    assert "外地治病的车费报不报" in page
    clock.move(days=40)
    desk = cast.client(cast.clerk)
    assert "外地治病的车费报不报" not in text(desk.get("/answers/frequent/"))
    month = f"{portal_clock.today() - timedelta(days=40):%Y-%m}"
    assert "外地治病的车费报不报" in text(desk.get(f"/answers/frequent/?month={month}"))


def test_a_frequent_question_becomes_an_answer_with_an_owner_and_a_state(
    cast: Cast, client: Client
) -> None:
    case = asked(cast)
    theme = begin_theme("公司注销以后伤残津贴谁付", "benefits", by=cast.handler)
    perform(case, P.group, by=cast.handler, facts=f.Grouped(theme.pk), key=uuid.uuid4())
    spoken = f.Answered("打我电话13800138000，找清算组。")
    perform(case, P.answer, by=cast.handler, facts=spoken, key=uuid.uuid4())
    desk = cast.client(cast.editor)
    assert "还没有人办的问题" in text(desk.get("/answers/"))
    page = text(desk.get(f"/answers/frequent/{theme.pk}/"))
    assert "找清算组" in page
    assert "13800138000" not in page
    address = f"/answers/entries/new/?theme={theme.pk}"
    form = filled(desk.get(address))
    assert form["question"] == theme.title
    form |= {
        "code": "dissolved-allowance",
        "short": "由工伤保险基金接着付。",
        "body": "单位没有参保的，在清算时一次算清。",
        "places": "gsbx:43",
        "fits": ["worker"],
    }
    refused = desk.post(address, form | {"body": "打13800138000问，在清算时一次算清。"})
    assert refused.status_code == 422
    assert "网站上不能出现个人的号码" in text(refused)
    assert desk.post(address, form).status_code == 303
    theme.refresh_from_db()
    assert (theme.state, theme.owner) == ("work", cast.editor)
    desk.post("/answers/entries/dissolved-allowance/send/")
    cast.client(cast.legal_checker).post("/answers/entries/dissolved-allowance/check/")
    desk.post("/answers/entries/dissolved-allowance/publish/")
    theme.refresh_from_db()
    assert theme.state == "answered"
    assert client.get("/ask/dissolved-allowance/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"state": "no_rule"}, "请写明由谁决定"),
        ({"state": "answered"}, "请选一条已经发布的问答"),
        ({"state": "answered", "code": "nothing"}, "没有这个编号"),
    ],
)
def test_a_state_says_what_it_needs(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    theme = begin_theme("公司注销以后伤残津贴谁付", "benefits", by=cast.handler)
    page = cast.client(cast.editor).post(f"/answers/frequent/{theme.pk}/", typed)
    assert page.status_code == 422
    assert sentence in text(page)


def test_an_answer_is_chosen_among_those_that_fit_or_named_by_its_number(cast: Cast) -> None:
    three()
    count_words()
    theme = begin_theme("骑车上班被撞了算工伤吗", "commute", by=cast.handler)
    desk, hit = cast.client(cast.editor), Entry.objects.get(code="commute-hit")
    page = f"/answers/frequent/{theme.pk}/"
    assert f'value="{hit.pk}"' in text(desk.get(page))
    seen = {"seen": filled(desk.get(page))["seen"], "state": "answered"}
    assert desk.post(page, seen | {"entry": str(hit.pk)}).status_code == 303
    theme.refresh_from_db()
    assert theme.entry == hit
    other = Entry.objects.exclude(pk=hit.pk).first()
    seen = {"seen": filled(desk.get(page))["seen"], "state": "answered"}
    assert desk.post(page, seen | {"code": other.code}).status_code == 303
    theme.refresh_from_db()
    assert theme.entry == other


def test_officers_look_at_frequent_questions_and_editors_settle_them(cast: Cast) -> None:
    theme = begin_theme("公司注销以后伤残津贴谁付", "benefits", by=cast.handler)
    desk = cast.client(cast.handler)
    desk.post(f"/answers/frequent/{theme.pk}/", {"state": "no_rule", "remark": "没有"})
    theme.refresh_from_db()
    assert theme.state == "open"
    for who in ("worker", "keeper", "administrator"):
        assert cast.client(getattr(cast, who)).get("/answers/frequent/").status_code == 403


def test_the_list_asks_the_database_as_often_for_one_as_for_many(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        theme = begin_theme(f"第{number}个问题怎么办", "apply", by=cast.handler)
        Logged.objects.create(
            theme=theme, channel="phone", office=cast.office, by=cast.handler, key=uuid.uuid4()
        )
    desk = cast.client(cast.handler)
    with django_assert_max_num_queries(12):
        assert text(desk.get("/answers/frequent/")).count("个问题怎么办") == 25
