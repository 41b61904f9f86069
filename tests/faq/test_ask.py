"""Whoever asks: topics, the search, one answer, suggestions; with and without a fitting answer."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from faq.models import Miss
from faq.search.misses import note_miss
from tests import reference
from tests.desk import text
from tests.faq.answers import DEATH, HIT, HOSPITAL, answer, synonym, three

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    """Load offices and periods, and three answers."""
    reference.load()
    three()


def asked(client: Client, typed: str, **more: Any) -> str:
    """Return what the search says."""
    return unescape(text(client.get("/ask/", {"q": typed, **more})))


def titles(page: str) -> list[str]:
    """Return the questions of a list, in their order."""
    every = [str(one["question"]) for one in (HIT, DEATH, HOSPITAL)]
    bare = page.replace("<mark>", "").replace("</mark>", "")
    return sorted((one for one in every if one in bare), key=bare.index)


def test_the_front_door_leads_to_the_questions(client: Client) -> None:
    page = text(client.get("/"))
    assert 'href="/ask/"' in page
    assert 'action="/ask/"' in page
    page = text(client.get("/ask/"))
    assert "上下班路上" in page
    assert str(HIT["question"]) in page
    assert str(HIT["question"]) in text(client.get("/ask/about/commute/"))
    assert client.get("/ask/about/nothing/").status_code == 404


def test_an_answer_comes_first_and_stands_with_its_sources_and_next_step(client: Client) -> None:
    page = text(client.get("/ask/commute-hit/"))
    for words in (
        str(HIT["short"]),
        "单位应在30 日内申请",
        "《工伤保险条例》第十四条第（六）项",
        "2011年1月1日起施行",
        "还没有经业务科室核对",
        "2027年5月24日",
        'href="/apply/injury-claim/"',
    ):
        assert words in page
    assert "{{" not in page
    assert client.get("/ask/nothing/").status_code == 404


def test_the_words_for_whoever_asks_stay_while_going_on(client: Client) -> None:
    family = {"family": ("您可以作为近亲属申请。", "")}
    entry = answer("commute-hit", fits=("worker", "family"), wordings=family, **HIT)
    entry.related.add(answer("death", topic="benefits", **DEATH))
    page = text(client.get("/ask/commute-hit/?who=family"))
    assert "您可以作为近亲属申请。" in page
    assert 'href="/ask/death/?who=family"' in page
    assert str(HIT["short"]) in text(client.get("/ask/commute-hit/"))
    assert str(HIT["short"]) in text(client.get("/ask/commute-hit/?who=nobody"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("骑车上班被撞", HIT),
        ("下班路上出车祸了咋办", HIT),
        ("家人去世了能拿到什么", DEATH),
        ("医院", HOSPITAL),
        ("丧葬", DEATH),
        ("qiche shangban chehuo", HIT),
        ("去那家医元治", HOSPITAL),
    ],
)
def test_spoken_words_find_their_answer_first(
    client: Client, typed: str, first: dict[str, Any]
) -> None:
    assert titles(asked(client, typed))[:1] == [first["question"]]


def test_synonyms_are_found_in_the_words_as_typed_and_named(client: Client) -> None:
    before = asked(client, "电驴子让人怼了")
    assert "没有找到正好的回答" in before
    synonym("电驴子", "骑车", "电动车")
    synonym("怼了", "被撞")
    page = asked(client, "电驴子怼了")
    assert titles(page)[:1] == [HIT["question"]]
    assert "也找了" in page
    assert "“电动车”" in page


def test_what_was_searched_is_marked_and_never_markup(client: Client) -> None:
    assert "<mark>上班</mark>" in text(client.get("/ask/", {"q": "骑车上班"}))
    page = text(client.get("/ask/", {"q": "<script>alert(1)</script>上班"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_services_and_offices_are_found_beside_answers(client: Client) -> None:
    page = asked(client, "申请工伤认定")
    assert 'href="/apply/injury-claim/"' in page
    page = asked(client, "金乡的窗口在哪")
    assert 'href="/places/jinxiang/"' in page
    only = asked(client, "骑车上班被撞在金乡", kind="office")
    assert titles(only) == []
    assert 'href="/places/jinxiang/"' in only


@pytest.mark.parametrize(
    ("typed", "door"),
    [
        ("公积金怎么提取", "住房公积金管理中心"),
        ("明天下雨吗", "只管工伤"),
        ("孩子上学报名", "教育部门"),
        ("护照过期", "公安"),
        ("医保报销比例", "医疗保障部门"),
    ],
)
def test_what_is_not_ours_is_sent_to_its_door(client: Client, typed: str, door: str) -> None:
    page = asked(client, typed)
    assert "这件事不归这里" in page
    assert door in page
    assert "问答，" not in page
    assert not Miss.objects.exists()


@pytest.mark.parametrize("typed", ["医保断了，上班摔伤了怎么办", "领着养老金干活被撞"])
def test_whoever_was_hurt_is_at_home_here_whatever_else_is_named(
    client: Client, typed: str
) -> None:
    assert "这件事不归这里" not in asked(client, typed)


@pytest.mark.parametrize("typed", ["屋顶漏雨找谁修", "今晚月色", "想学吉他", "zzzzqqq"])
def test_where_nothing_fits_the_page_says_so_and_whom_to_ask(client: Client, typed: str) -> None:
    page = asked(client, typed)
    assert "没有找到正好的回答" in page
    assert "12333" in page
    assert Miss.objects.filter(text=typed).count() == 1


@pytest.mark.parametrize(
    "typed", ["", " ", "，。", "\0", "%", "'", "a" * 500, "工" * 500, "🙂🙂", "' | !'", "工:*"]
)
def test_any_typing_is_answered(client: Client, typed: str) -> None:
    assert client.get("/ask/", {"q": typed}).status_code == 200
    assert client.get("/ask/suggest/", {"q": typed}).status_code == 200


def test_a_search_in_vain_is_counted_without_numbers(client: Client) -> None:
    for _ in range(2):
        asked(client, "我的吉他 13800001234 37081119900101001x")
    miss = Miss.objects.get()
    assert (miss.times, miss.text) == (2, "我的吉他")
    client.head("/ask/", {"q": "想学吉他"})
    assert Miss.objects.count() == 1


def test_what_is_not_ours_does_not_come_back(client: Client) -> None:
    asked(client, "想学吉他")
    Miss.objects.update(state=Miss.State.FOREIGN)
    asked(client, "公积金怎么提取")
    assert Miss.objects.get().state == Miss.State.FOREIGN
    Miss.objects.update(state=Miss.State.ANSWER)
    note_miss("想学吉他")
    assert Miss.objects.get().state == Miss.State.OPEN


def test_suggestions_come_while_typing(client: Client) -> None:
    page = text(client.get("/ask/suggest/", {"q": "上班被"}))
    assert 'href="/ask/commute-hit/"' in page
    assert text(client.get("/ask/suggest/", {"q": "上"})).strip() == ""


def test_pages_ask_as_many_questions_for_any_number_of_answers(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        answer(f"more-{number}", **HIT | {"question": f"骑车上班被撞第 {number} 种，算吗？"})
    with django_assert_max_num_queries(6):
        client.get("/ask/commute-hit/")
    with django_assert_max_num_queries(3):
        client.get("/ask/")
    with django_assert_max_num_queries(14):
        page = asked(client, "骑车上班被撞")
    assert "下一页，还有" in page
    assert "上一页" in asked(client, "骑车上班被撞", **{"from": "10"})


def test_one_network_cannot_fill_the_list_of_searches_in_vain(client: Client) -> None:
    for number in range(130):
        client.get("/ask/", {"q": f"没有这样的话{chr(0x4E00 + number)}"})
    assert Miss.objects.count() == 120


def test_no_answer_shows_a_raw_mark_where_the_law_is_silent(client: Client) -> None:
    answer("silent", **HIT | {"silent": "别等过了{{期限 claimant_filing}}。"})
    page = text(client.get("/ask/silent/"))
    assert "别等过了1 年" in page
    assert "{{" not in page
