"""Editors change an answer: written by one, read by another, undone, retired; nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from faq import editing
from faq.comparing import marked
from faq.editing import NotNowError, SavedMeanwhileError
from faq.models import Edit, Entry, SearchText, Version
from faq.publishing import content_of
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.workflow.roles import Role
from tests import reference
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import filled, text
from tests.faq.answers import DEATH, HIT, answer, three
from tests.races import at_once

pytestmark = pytest.mark.django_db
PAGE = "/answers/entries/commute-hit/"
NEW = "算，只要您不是主要责任。"


@pytest.fixture
def known(cast: Cast) -> None:
    """Load the values, and three answers."""
    reference.load()
    three()


@pytest.fixture
def desk(cast: Cast, known: None) -> Client:
    """Return the browser of an editor."""
    return cast.client(cast.editor)


@pytest.fixture
def second(cast: Cast, known: None) -> Client:
    """Return the browser of whoever compares with the law."""
    return cast.client(cast.legal_checker)


@pytest.fixture
def third(cast: Cast, known: None) -> Client:
    """Return the browser of another editor."""
    return cast.client(other(cast))


def other(cast: Cast) -> User:
    """Return another editor."""
    return cast._officer("editor2", "温另编", Role.EDITOR)


def edit(desk: Client, **changes: Any) -> Any:
    """Open the form as a browser would, change what is typed, and save it."""
    form = filled(desk.get(f"{PAGE}edit/"))
    return desk.post(f"{PAGE}edit/", form | {"short": NEW, "why": "说得更清楚"} | changes)


def act(desk: Client, name: str, **typed: str) -> Any:
    """Press a button of the page."""
    return desk.post(f"{PAGE}{name}/", typed)


def shown(client: Client) -> str:
    """Return what visitors read."""
    return text(client.get("/ask/commute-hit/"))


def test_what_one_writes_another_publishes_and_the_old_version_stays(
    desk: Client, second: Client, client: Client
) -> None:
    assert edit(desk).status_code == 303
    assert str(HIT["short"]) in shown(client)
    assert act(desk, "send").status_code == 303
    page = text(second.get(f"{PAGE}2/"))
    assert "<del>" in page
    assert "<ins>" in page
    assert "说得更清楚" in page
    assert act(second, "check").status_code == 303
    assert str(HIT["short"]) in shown(client)
    assert act(desk, "publish").status_code == 303
    assert NEW in shown(client)
    assert "核对，" in shown(client)
    entry = Entry.objects.get(code="commute-hit")
    assert [one.state for one in entry.versions.order_by("number")] == ["past", "published"]
    assert [one.what for one in entry.edits.order_by("pk")] == [
        "开始修改",
        "送核对",
        "核对",
        "发布",
    ]
    assert AuditEvent.objects.filter(verb="answers_changed").count() == 4
    found = text(client.get("/ask/", {"q": "骑车上班被撞"}))
    assert NEW in found.replace("<mark>", "").replace("</mark>", "")


def test_nobody_compares_with_the_law_what_they_ever_wrote(cast: Cast, known: None) -> None:
    both = cast._officer("both", "温都办", Role.EDITOR, Role.LEGAL_CHECKER)
    mine, theirs = cast.client(both), cast.client(cast.editor)
    edit(mine)
    assert edit(theirs, why="改一个字").status_code == 303
    act(theirs, "send")
    assert "要由另一个人核对" in text(mine.get(PAGE))
    act(mine, "check")
    assert "自己写过的要由另一个人核对" in text(mine.get(PAGE))
    assert Version.objects.get(number=2, entry__code="commute-hit").state == "checking"


def test_each_step_is_open_to_its_role_alone(desk: Client, second: Client) -> None:
    edit(desk)
    assert second.get(f"{PAGE}edit/").status_code == 404
    assert act(second, "send").status_code == 404
    act(desk, "send")
    assert act(desk, "check").status_code == 404
    act(second, "check")
    assert act(second, "publish").status_code == 404
    assert act(desk, "read-again").status_code == 404
    assert act(second, "retire", why="不要").status_code == 404
    assert act(second, "nothing").status_code == 404


def test_what_was_checked_may_still_be_given_back_and_is_checked_anew(
    desk: Client, second: Client, client: Client
) -> None:
    edit(desk)
    act(desk, "send")
    act(second, "check")
    assert act(desk, "give-back", why="还要补一句").status_code == 303
    version = Version.objects.get(number=2, entry__code="commute-hit")
    assert (version.state, version.checked_on, version.checked_by) == ("returned", None, "")
    act(desk, "publish")
    assert str(HIT["short"]) in shown(client)


def test_what_is_given_back_says_why_and_is_written_on(desk: Client, second: Client) -> None:
    edit(desk)
    act(desk, "send")
    assert edit(desk, short="算，又改。").status_code == 422
    assert act(second, "give-back").status_code == 422
    assert act(second, "give-back", why="请写明同等责任").status_code == 303
    assert "请写明同等责任" in text(desk.get(PAGE))
    assert edit(desk, short="算，同等责任也算。").status_code == 303
    assert Version.objects.get(number=2, entry__code="commute-hit").short == "算，同等责任也算。"


def test_two_editors_at_once_lose_nothing(desk: Client, third: Client) -> None:
    mine = filled(desk.get(f"{PAGE}edit/")) | {"short": NEW, "why": "我的"}
    theirs = filled(third.get(f"{PAGE}edit/")) | {"short": "算，别人写的。", "why": "他的"}
    assert third.post(f"{PAGE}edit/", theirs).status_code == 303
    page = desk.post(f"{PAGE}edit/", mine)
    assert page.status_code == 409
    assert "有人在您打开以后保存过" in text(page)
    assert NEW in text(page)
    assert Version.objects.get(number=2, entry__code="commute-hit").short == "算，别人写的。"
    assert desk.post(f"{PAGE}edit/", filled(page)).status_code == 303
    assert Version.objects.get(number=2, entry__code="commute-hit").short == NEW


def test_a_publication_is_undone_with_its_reason(
    desk: Client, second: Client, client: Client
) -> None:
    edit(desk)
    act(desk, "send")
    act(second, "check")
    act(desk, "publish")
    assert act(desk, "undo").status_code == 422
    assert act(desk, "undo", why="写错了条号").status_code == 303
    assert str(HIT["short"]) in shown(client)
    act(desk, "undo", why="再来一次")
    assert "没有更早的版本可以恢复" in text(desk.get(PAGE))
    assert str(HIT["short"]) in shown(client)


def test_a_retired_answer_is_nowhere_and_may_come_back(
    desk: Client, second: Client, client: Client
) -> None:
    assert act(desk, "retire", why="规定废止").status_code == 303
    gone = client.get("/ask/commute-hit/")
    assert gone.status_code == 410
    assert "规定废止" in text(gone)
    assert not SearchText.objects.filter(entry__code="commute-hit").exists()
    assert "规定废止" in text(desk.get(PAGE))
    assert "commute-hit" in text(desk.get("/answers/entries/?show=retired"))
    edit(desk)
    act(desk, "send")
    act(second, "check")
    act(desk, "publish")
    assert NEW in shown(client)


def test_a_draft_is_given_up_and_what_stands_stays(desk: Client, client: Client) -> None:
    edit(desk)
    act(desk, "discard")
    assert str(HIT["short"]) in shown(client)
    assert "接着改" not in text(desk.get(PAGE))
    act(desk, "discard")
    assert "这一步现在不能办" in text(desk.get(PAGE))


def test_an_answer_is_read_again_by_its_day(cast: Cast, known: None, clock: Clock) -> None:
    clock.move(days=200)
    desk = cast.client(cast.legal_checker)
    assert "commute-hit" in text(desk.get("/answers/entries/?show=due"))
    assert "到了核对日子的" in text(desk.get("/answers/"))
    assert act(desk, "read-again").status_code == 303
    assert "commute-hit" not in text(desk.get("/answers/entries/?show=due"))
    version = Entry.objects.get(code="commute-hit").current
    assert version is not None
    assert version.checked_by


def test_a_new_question_is_written_checked_and_found(
    desk: Client, second: Client, client: Client
) -> None:
    form = filled(desk.get("/answers/entries/new/")) | {
        "code": "parking",
        "topic": "commute",
        "question": "在停车场被倒车撞了，算吗？",
        "short": "看是不是上下班途中，主要责任不在您的算。",
        "body": "停车场里的事故，也要看交警的认定书。",
        "places": "gsbx:14(6)",
        "fits": ["worker"],
        "also": "倒车把我撞了",
        "employer_short": "算不算都要在{{期限 employer_filing}}内申请。",
        "why": "有人问",
    }
    assert desk.post("/answers/entries/new/", form | {"code": "new"}).status_code == 422
    assert desk.post("/answers/entries/new/", form).status_code == 303
    assert client.get("/ask/parking/").status_code == 404
    assert desk.post("/answers/entries/new/", form).status_code == 422
    for browser, name in ((desk, "send"), (second, "check"), (desk, "publish")):
        browser.post(f"/answers/entries/parking/{name}/")
    assert "停车场里的事故" in text(client.get("/ask/parking/"))
    assert "都要在30 日内申请" in text(client.get("/ask/parking/?who=employer"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"why": ""}, "改了什么，为什么"),
        ({"short": "《工伤保险条例》有规定。"}, "请先答是或者不是"),
        ({"employer_body": "单位要申请。请照办。"}, "写了说明的，也要写一句话"),
        ({"family_short": "按{{期限 nothing}}办。"}, "不是法规库里的"),
    ],
)
def test_bad_input_is_told_and_kept(desk: Client, changes: dict[str, str], sentence: str) -> None:
    page = edit(desk, **changes)
    assert page.status_code == 422
    assert sentence in text(page)
    assert not Edit.objects.exists()


def test_payloads_are_text_in_preview_and_comparison(desk: Client) -> None:
    payload = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    edit(desk, short=f"算。{payload}", body=payload * 3, silent=payload, also=payload[:30])
    for path in (PAGE, f"{PAGE}2/", f"{PAGE}edit/"):
        page = text(desk.get(path))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "<b>" not in marked("<b>", "<i>")


@pytest.mark.parametrize(
    "who", ["handler", "registrar", "supervisor", "keeper", "administrator", "worker"]
)
def test_nobody_else_edits(cast: Cast, known: None, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for path in ("/answers/entries/", "/answers/entries/new/"):
        assert client.get(path).status_code == 403
    for path in (PAGE, f"{PAGE}edit/", f"{PAGE}1/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{PAGE}retire/", {"why": "不要"}).status_code == 404
    assert Entry.objects.get(code="commute-hit").current is not None


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_make_one_version_and_one_publication(cast: Cast) -> None:
    entry = answer("death", topic="benefits", **DEATH)
    assert entry.current is not None
    content, writer, reader = content_of(entry.current), cast.editor, cast.legal_checker
    refusals = (NotNowError, SavedMeanwhileError)
    saving = [lambda: editing.save(entry, content, seen=0, why="改", by=writer)] * 3
    saved = at_once(saving, refusals=refusals)
    assert sum(isinstance(one, Version) for one in saved) == 1
    editing.send(entry, by=writer)
    editing.check(entry, by=reader)
    read = at_once([lambda: editing.publish_checked(entry, by=writer)] * 3, refusals=refusals)
    assert sum(isinstance(one, Entry) for one in read) == 1
    assert entry.versions.filter(state="published").count() == 1
