"""Editors: what was searched in vain becomes a task, and words that mean the same are kept."""

import re

import pytest
from django.test import Client

from faq.keeping import ThereAlreadyError, add_synonym
from faq.models import Miss, Synonym
from tests import reference
from tests.cast import Cast
from tests.desk import filled, text
from tests.faq.answers import HIT, answer, synonym, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of an editor."""
    reference.load()
    three()
    return cast.client(cast.editor)


def test_the_most_frequent_search_in_vain_comes_first(desk: Client) -> None:
    Miss.objects.create(text="电驴子", times=2)
    Miss.objects.create(text="公积金", times=9)
    page = text(desk.get("/answers/"))
    assert page.index("公积金") < page.index("电驴子")
    assert "2 条等处理" in page
    assert "没有经业务科室核对过的" in page


@pytest.mark.parametrize("number", ["138 0013 8000", "3708-1119-9001-0100-1X", "0537 123 4567"])
def test_a_number_typed_with_gaps_is_not_kept(client: Client, desk: Client, number: str) -> None:
    client.get("/ask/", {"q": f"我的电话 {number} 怎么没人管"})
    kept = " ".join(Miss.objects.values_list("text", flat=True))
    assert "怎么" in kept
    assert not any(sign.isdigit() for sign in kept)


def test_an_editor_helps_the_search_by_a_synonym(desk: Client, client: Client) -> None:
    miss = Miss.objects.create(text="电驴子让人怼了")
    address = f"/answers/misses/{miss.pk}/"
    form = filled(desk.get(address))
    form |= {"state": "words", "phrase": "电驴子", "means": "骑车、电动车"}
    assert desk.post(address, form).status_code == 303
    miss.refresh_from_db()
    assert (miss.state, miss.settled_by_id is not None) == ("words", True)
    assert Synonym.objects.get().means == ["骑车", "电动车"]
    page = text(client.get("/ask/", {"q": "电驴子上班"}))
    assert str(HIT["question"]) in page.replace("<mark>", "").replace("</mark>", "")
    desk.post(address, form | {"phrase": "别的说法"})
    assert Synonym.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"state": ""}, "请选择怎么处理"),
        ({"state": "words"}, "请填写人们的说法"),
        ({"state": "words", "phrase": "驴", "means": "电动车"}, "太短"),
        ({"state": "words", "phrase": "电驴子", "means": ""}, "请填写回答里的说法"),
        ({"state": "words", "phrase": "已经有", "means": "电动车"}, "这个说法已经有了"),
        (
            {"state": "words", "phrase": "电驴子", "means": "、".join("甲乙丙丁戊己庚辛壬")},
            "最多 8 个词",
        ),
    ],
)
def test_half_a_synonym_is_told_and_kept(
    desk: Client, typed: dict[str, str], sentence: str
) -> None:
    synonym("已经有", "电动车")
    miss = Miss.objects.create(text="电驴子")
    page = desk.post(f"/answers/misses/{miss.pk}/", {"phrase": "", "means": ""} | typed)
    assert page.status_code == 422
    assert sentence in text(page)
    miss.refresh_from_db()
    assert miss.state == "open"


def test_synonyms_are_added_changed_and_taken_away(desk: Client) -> None:
    typed = {"phrase": "电 驴子", "means": "电动车，骑车"}
    assert desk.post("/answers/synonyms/new/", typed).status_code == 303
    row = Synonym.objects.get()
    assert (row.phrase, row.means) == ("电驴子", ["电动车", "骑车"])
    assert desk.post("/answers/synonyms/new/", typed).status_code == 422
    address = f"/answers/synonyms/{row.pk}/"
    assert "电动车、骑车" in text(desk.get(address))
    assert desk.post(address, {"phrase": "电驴", "means": "电动车"}).status_code == 303
    assert "电驴" in text(desk.get("/answers/synonyms/"))
    assert desk.post(f"{address}remove/").status_code == 303
    assert not Synonym.objects.exists()
    assert desk.post(f"{address}remove/").status_code == 303


def test_two_editors_who_add_the_same_phrase_make_one(cast: Cast) -> None:
    add_synonym("电驴子", ["电动车"], by=cast.editor)
    with pytest.raises(ThereAlreadyError):
        add_synonym("电驴子", ["骑车"], by=cast.editor)
    assert Synonym.objects.count() == 1


@pytest.mark.parametrize("who", ["editor", "legal_checker", "keeper"])
def test_whoever_has_no_cases_is_led_to_none(cast: Cast, who: str) -> None:
    reference.load()
    client = cast.client(getattr(cast, who))
    page = text(client.get("/me/"))
    assert 'href="/work/"' not in page
    name = re.search(r'<a class="site-name" href="([^"]+)"', page)
    assert name
    assert client.get(name[1]).status_code == 200
    assert 'href="/work/"' in text(cast.client(cast.handler).get("/me/"))


def test_the_page_of_an_answer_shows_periods_as_readers_see_them(cast: Cast) -> None:
    reference.load()
    answer("limit", topic="apply", **HIT | {"short": "算，{{期限 employer_filing}}内申请。"})
    page = text(cast.client(cast.editor).get("/answers/entries/limit/"))
    assert "30 日内申请" in page
    assert "{{" not in page
