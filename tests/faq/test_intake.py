"""A printed page is taken over: read by a machine, compared and published by an editor."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from faq.intake.files import MOST_ROWS, UnreadableFileError, read
from faq.intake.taking import SettledError, drop, keep, take
from faq.laws import place_of
from faq.models import Draft, Entry
from faq.publishing import Content
from tests import reference
from tests.cast import Cast
from tests.desk import filled, text
from tests.faq.answers import HIT, answer
from tests.races import at_once

pytestmark = pytest.mark.django_db
ROWS = [
    {
        "number": 1,
        "question": "材料齐全的，什么时候受理？",
        "answer": "立立受理，立立出立结论。",
        "cited": "《条例》",
    },
    {
        "number": 8,
        "question": "小时工能参加工伤保险吗？",
        "answer": "《条例》第二条、第六十二条有规定。",
    },
]
CSV = "序号,问题,回答,依据\n1,问题一？,回答一。,《条例》\n2,问题二？,回答二。,\n"


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of an editor."""
    reference.load()
    return cast.client(cast.editor)


def upload(desk: Client, data: bytes, name: str = "page.json") -> Any:
    """Hand a file in."""
    table = SimpleUploadedFile(name, data)
    return desk.post("/answers/drafts/", {"source": "示例日报 2024年12月", "table": table})


def drafts(desk: Client) -> list[Draft]:
    """Read the two questions in."""
    assert upload(desk, json.dumps(ROWS).encode()).status_code == 303
    return list(Draft.objects.order_by("number"))


def typed(**changes: Any) -> dict[str, Any]:
    """Return what an editor makes of the eighth question."""
    return {
        "code": "part-time",
        "topic": "people",
        "question": "小时工能参加工伤保险吗？",
        "short": "能。每个用工单位都要给您参保。",
        "body": "单位没有参保的，您受了伤，待遇由单位付。",
        "places": "gsbx:2\ngsbx:62",
        "fits": ["worker", "employer"],
        "also": "钟点工有工伤保险吗",
        "next_steps": ["injury_claim"],
        "is_read": "on",
    } | changes


# Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    taken, refused = read(CSV.encode(encoding))
    assert [(one.number, one.question, one.cited) for one in taken] == [
        (1, "问题一？", "《条例》"),
        (2, "问题二？", ""),
    ]
    assert refused == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xfe\x00\x81", "编码"),
        (b'[{"number": 1', "JSON"),
        (b'{"number": 1}', "列表"),
        ("问,答\n1,2\n".encode(), "缺少这些列：序号、问题、回答"),
        (b"x" * (1024 * 1024 + 1), "太大"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        read(data)


def test_wrong_rows_are_named_and_the_others_taken() -> None:
    rows = [
        *ROWS,
        {"number": "甲", "question": "问", "answer": "答"},
        {"number": 9, "question": "", "answer": "答"},
        {"number": 1, "question": "又一问", "answer": "答"},
        {"number": 10, "question": "长" * 301, "answer": "答"},
    ]
    taken, refused = read(json.dumps(rows).encode())
    assert [one.number for one in taken] == [1, 8]
    assert [one.row for one in refused] == [3, 4, 5, 6]


def test_a_file_has_a_bound() -> None:
    rows = [{"number": n, "question": "问", "answer": "答"} for n in range(1, MOST_ROWS + 5)]
    taken, refused = read(json.dumps(rows).encode())
    assert (len(taken), len(refused)) == (MOST_ROWS, 1)


# Pages ----------------------------------------------------------------------------------------


def test_what_was_read_waits_for_somebody_and_is_shown_to_nobody_else(
    desk: Client, client: Client
) -> None:
    first, _ = drafts(desk)
    page = text(desk.get(f"/answers/drafts/{first.pk}/"))
    assert "立立" in page
    assert "可能认错了" in page
    assert "没有写明是哪个条例" in page
    assert not Entry.objects.exists()
    assert "出立结论" not in text(client.get("/ask/", {"q": "材料齐全什么时候受理"}))


def test_the_same_file_again_adds_nothing(desk: Client) -> None:
    drafts(desk)
    assert upload(desk, json.dumps(ROWS).encode()).status_code == 303
    assert Draft.objects.count() == 2
    assert "新增 0 问" in text(desk.get("/answers/drafts/"))


def test_a_broken_file_is_told_beside_the_field(desk: Client) -> None:
    page = upload(desk, b'[{"number"')
    assert page.status_code == 422
    assert "不是完整的 JSON 文件" in text(page)
    assert "示例日报" in text(page)


def test_what_is_made_of_a_question_is_compared_with_the_law_like_any_other(
    desk: Client, client: Client, cast: Cast
) -> None:
    eighth = drafts(desk)[1]
    address = f"/answers/drafts/{eighth.pk}/"
    assert filled(desk.get(address))
    assert desk.post(address, typed()).status_code == 303
    entry = Entry.objects.get(code="part-time")
    assert (entry.seed_number, entry.topic) == (8, "people")
    assert client.get("/ask/part-time/").status_code == 404
    cast.client(cast.legal_checker).post("/answers/entries/part-time/check/")
    desk.post("/answers/entries/part-time/publish/")
    page = text(client.get("/ask/part-time/"))
    for words in ("能。每个用工单位都要给您参保。", "第六十二条", "核对，"):
        assert words in page
    assert "还没有经业务科室核对" not in page
    assert [one.what for one in entry.edits.order_by("pk")] == ["新写", "送核对", "核对", "发布"]
    assert "/answers/entries/part-time/" in text(desk.get(address))


def test_a_question_that_somebody_works_on_is_not_taken_over_and_nothing_is_lost(
    desk: Client,
) -> None:
    answer("part-time", topic="people", **HIT)
    form = filled(desk.get("/answers/entries/part-time/edit/")) | {"why": "在改"}
    assert desk.post("/answers/entries/part-time/edit/", form).status_code == 303
    eighth = drafts(desk)[1]
    page = desk.post(f"/answers/drafts/{eighth.pk}/", typed())
    assert page.status_code == 422
    assert "正有人在改" in text(page)
    assert "钟点工有工伤保险吗" in text(page)
    eighth.refresh_from_db()
    assert eighth.state == "waiting"


def test_a_question_that_stands_gets_its_next_version(desk: Client, cast: Cast) -> None:
    answer("part-time", topic="people", **HIT)
    eighth = drafts(desk)[1]
    assert desk.post(f"/answers/drafts/{eighth.pk}/", typed()).status_code == 303
    entry = Entry.objects.get(code="part-time")
    assert [one.state for one in entry.versions.order_by("number")] == ["published", "checking"]


def test_what_waits_comes_before_what_was_settled(desk: Client) -> None:
    first, _ = drafts(desk)
    desk.post(f"/answers/drafts/{first.pk}/drop/", {"why": "和另一问重复"})
    page = text(desk.get("/answers/drafts/"))
    assert page.index("小时工能参加") < page.index("什么时候受理")
    assert "还有 1 问等核对" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"short": "《工伤保险条例》第二条有规定。"}, "请先答是或者不是"),
        ({"body": "材料齐全的立立受理。请核对。"}, "可能认错了"),
        ({"body": "根据《条例》第二条办理，请照办。"}, "没有写明是哪个条例"),
        ({"places": "《条例》第二条"}, "不认识"),
        ({"places": ""}, "请填写依据"),
        ({"is_read": ""}, "要继续，请先勾选这一项"),
        ({"code": "第八问"}, "编号只用小写英文字母"),
        ({"code": "suggest"}, "请换一个"),
        ({"body": "单位应在{{期限 nothing}}内申请工伤。"}, "不是法规库里的期限或者数值"),
        ({"also": "长" * 41}, "太长"),
        ({"fits": []}, "请选择适合谁看"),
    ],
)
def test_what_is_damaged_or_does_not_answer_is_not_published_and_nothing_is_lost(
    desk: Client, changes: dict[str, Any], sentence: str
) -> None:
    eighth = drafts(desk)[1]
    page = desk.post(f"/answers/drafts/{eighth.pk}/", typed(**changes))
    assert page.status_code == 422
    assert sentence in text(page)
    assert "钟点工有工伤保险吗" in text(page) or "also" in changes
    assert not Entry.objects.exists()


def test_a_draft_is_left_aside_with_its_reason(desk: Client) -> None:
    first, _ = drafts(desk)
    address = f"/answers/drafts/{first.pk}/drop/"
    assert desk.post(address, {"why": ""}).status_code == 422
    assert desk.post(address, {"why": "和另一问重复"}).status_code == 303
    assert "和另一问重复" in text(desk.get(f"/answers/drafts/{first.pk}/"))
    desk.post(f"/answers/drafts/{first.pk}/", typed())
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "who", ["handler", "registrar", "supervisor", "keeper", "administrator", "worker"]
)
def test_nobody_else_takes_pages_over(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for path in ("/answers/", "/answers/drafts/", "/answers/synonyms/"):
        assert client.get(path).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_take_a_question_once(cast: Cast) -> None:
    keep(read(json.dumps(ROWS).encode())[0], source="示例", by=cast.editor)
    draft = Draft.objects.get(number=8)
    editor = cast.editor
    content = Content("问题在这里？", "回答。", "详细说明。", ["worker"], [place_of("gsbx:2")])
    taking = [
        lambda: take(draft, content, code="e-1", topic="people", by=editor),
        lambda: take(draft, content, code="e-2", topic="people", by=editor),
        lambda: drop(draft, why="不要", by=editor),
    ]
    results = at_once(taking, refusals=(SettledError,))
    assert results.count("SettledError") == 2
    draft.refresh_from_db()
    assert Entry.objects.count() == (1 if draft.entry_id else 0)
