"""表扬和投诉: answered by the head, thanks published with consent; 「有用吗」 on an answer."""

import uuid
from typing import Any

import pytest
from django.test import Client

from faq.consult import facts as f
from faq.consult.process import VoiceProcess as P
from faq.consult.receiving import From, receive_voice
from faq.models import Lack, Tally, Voice
from faq.useful import votes_of
from portal.cases.models import Case
from portal.deadlines.models import Deadline
from portal.notifications.models import Outbox
from tests import factories as make
from tests import reference
from tests.cast import Cast
from tests.desk import Desk, filled, photo, text
from tests.faq.answers import three

pytestmark = pytest.mark.django_db
THANKS = "两号窗口的同志给我讲了半个小时，很耐心。"


@pytest.fixture(autouse=True)
def loaded(cast: Cast) -> None:
    """Load values, calendar and offices, and three answers."""
    reference.load()
    three()


def write(client: Client, cast: Cast, **typed: Any) -> Any:
    """Open the form as a browser would, and post it."""
    form = filled(client.get("/voices/new/"))
    first = {"kind": "thanks", "office": str(cast.office.pk), "text": THANKS}
    return client.post("/voices/new/", form | first | typed)


def told(cast: Cast, *, complaint: bool = False, shown: bool = True, sender: Any = None) -> Case:
    """Return thanks or a complaint that has just come in."""
    facts = f.Told(THANKS, complaint, "2 号窗口", None, shown and not complaint, "")
    got = receive_voice(facts, sender or From(), office=cast.office, key=uuid.uuid4())
    return Case.objects.get(reference=got.reference)


def test_thanks_with_a_banner_are_answered_and_published_without_a_name(
    cast: Cast, client: Client
) -> None:
    assert cast.supervisor
    sent = write(client, cast, may_be_shown="on", banner=photo("锦旗.jpg"), name="李演示")
    assert sent.status_code == 302
    case = Case.objects.get(kind=P.code)
    assert (case.employer_name, case.attachments.count()) == ("表扬", 1)
    assert Deadline.objects.filter(case=case, term="voice_answer").exists()
    head = Desk(cast, cast.supervisor)
    assert "锦旗.jpg" in text(head.page(case))
    assert head.act(case, "answer", text="谢谢您，我们转告她。").status_code == 303
    refused = head.act(case, "publish", text="李演示说窗口很耐心。")
    assert refused.status_code == 422
    assert "写信人的姓名" in text(refused)
    refused = head.act(case, "publish", text="打13800138000问过，窗口很耐心。")
    assert "里面有号码" in text(refused)
    assert head.act(case, "publish", text="窗口讲了半个小时，很耐心。").status_code == 303
    page = text(client.get("/voices/"))
    assert "窗口讲了半个小时" in page
    assert cast.office.full_name in page
    assert "李演示" not in page


def test_the_same_letter_again_is_one_and_with_a_picture_it_is_another(
    cast: Cast, client: Client
) -> None:
    for _ in range(2):
        assert write(client, cast)["Location"] == "/questions/sent/"
    assert Case.objects.filter(kind=P.code).count() == 1
    write(client, cast, banner=photo("锦旗.jpg"))
    assert Case.objects.filter(kind=P.code).count() == 2


def test_thanks_are_published_with_consent_alone_and_complaints_never(
    cast: Cast, client: Client
) -> None:
    for case in (told(cast, shown=False), told(cast, complaint=True)):
        head = Desk(cast, cast.supervisor)
        head.act(case, "answer", text="核实过了。")
        page = head.act(case, "publish", text="窗口讲了半个小时，很耐心。")
        assert page.status_code in {409, 422}
        case.refresh_from_db()
        assert case.state == "answered"
    assert "很耐心" not in text(client.get("/voices/"))


def test_whoever_is_complained_of_takes_no_part(cast: Cast) -> None:
    case = told(cast, complaint=True)
    for user in (cast.clerk, cast.handler):
        page = Desk(cast, user).act(case, "answer", text="我自己来答复。")
        assert page.status_code in {403, 404, 409, 422}
    case.refresh_from_db()
    assert case.state == "received"


def test_a_complaint_about_an_own_case_goes_to_the_office_of_the_case(cast: Cast) -> None:
    claim = make.accepted(cast)
    assert cast.supervisor
    client = cast.client(cast.worker)
    sent = write(client, cast, kind="complaint", case=claim.reference, may_be_shown="on")
    assert sent.status_code == 302
    voice = Voice.objects.get()
    assert (voice.about_case, voice.case.office) == (claim, claim.office)
    assert (voice.is_complaint, voice.may_be_shown) == (True, False)
    Desk(cast, cast.supervisor).act(voice.case, "answer", text="已经核实，向您道歉。")
    assert Outbox.objects.filter(notice="voice_answered", user_id=cast.worker.pk).exists()
    page = text(client.get(f"/questions/mine/{voice.case.reference}/"))
    assert "向您道歉" in page


def test_nobody_but_the_head_sees_thanks_and_complaints(cast: Cast) -> None:
    case = told(cast, complaint=True)
    assert cast.supervisor
    for user in (cast.clerk, cast.handler, cast.reviewer, cast.foreign_officer):
        client = cast.client(user)
        assert client.get(f"/cases/{case.reference}/").status_code == 404
        for path in ("/work/?whose=all", f"/work/?q={case.reference}", "/work/?q=投诉"):
            page = text(client.get(path)).replace(f'value="{case.reference}"', "")
            assert case.reference not in page
    head = Desk(cast, cast.supervisor)
    assert case.reference in text(head.client.get("/work/?whose=all"))
    assert head.page(case).status_code == 200


def test_an_office_without_a_head_does_not_swallow_a_letter(cast: Cast, client: Client) -> None:
    write(client, cast, kind="complaint")
    assert Voice.objects.get().case.office.is_city_level


def test_another_office_than_that_of_the_case_is_told_and_not_replaced(cast: Cast) -> None:
    claim = make.accepted(cast)
    page = write(cast.client(cast.worker), cast, case=claim.reference, office=str(cast.agency.pk))
    assert page.status_code == 422
    assert "这件案子由" in text(page)


def test_published_thanks_are_taken_back_with_a_reason(cast: Cast, client: Client) -> None:
    case = told(cast)
    head = Desk(cast, cast.supervisor)
    head.act(case, "answer", text="谢谢您，已经转告。")
    head.act(case, "publish", text="窗口讲了半个小时，很耐心。")
    address = f"/cases/{case.reference}/answers/take-down/"
    assert cast.client(cast.handler).post(address, {"why": "不要"}).status_code == 404
    head.client.post(address, {"why": ""})
    assert "很耐心" in text(client.get("/voices/"))
    assert head.client.post(address, {"why": "写了别人的姓名"}).status_code == 303
    assert "很耐心" not in text(Client().get("/voices/"))
    assert "写了别人的姓名" in text(head.page(case))


def test_the_name_of_the_account_is_not_published_either(cast: Cast) -> None:
    case = told(cast, sender=From(cast.worker))
    head = Desk(cast, cast.supervisor)
    head.act(case, "answer", text="谢谢您，已经转告。")
    page = head.act(case, "publish", text=f"{cast.worker.name}说窗口很耐心。")
    assert page.status_code == 422
    assert "写信人的姓名" in text(page)


def test_a_complaint_about_the_head_goes_to_the_city(cast: Cast, client: Client) -> None:
    assert cast.supervisor
    write(client, cast, kind="complaint", about_head="on")
    assert Voice.objects.get().case.office.is_city_level


def test_nobody_names_the_case_of_somebody_else(cast: Cast) -> None:
    claim = make.accepted(cast)
    page = write(cast.client(cast.stranger), cast, case=claim.reference)
    assert page.status_code == 302
    assert Voice.objects.get().about_case is None


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(
    cast: Cast, client: Client
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    page = write(client, cast, banner=SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>"))
    assert page.status_code == 422
    assert "不是照片也不是PDF" in text(page)
    assert THANKS in text(page)
    assert not Voice.objects.exists()
    assert not Case.objects.filter(kind=P.code).exists()


# 有用吗 -------------------------------------------------------------------------------------------


def vote(client: Client, **typed: str) -> Any:
    """Press a button below an answer, and go where it leads."""
    return client.post("/ask/commute-hit/useful/", typed, follow=True)


def test_readers_say_whether_an_answer_helped_and_what_was_missing(
    client: Client, cast: Cast
) -> None:
    from faq.models import Entry  # noqa: PLC0415

    assert "这个回答有用吗" in text(client.get("/ask/commute-hit/"))
    assert "谢谢" in text(vote(client, useful="yes"))
    assert "缺了什么" in text(vote(client, useful="no"))
    thanked = vote(client, useful="words", missing="同等责任算不算，我电话13800138000")
    assert "编辑会看" in text(thanked)
    assert votes_of(Entry.objects.get(code="commute-hit")) == (1, 1)
    row = Lack.objects.get()
    assert "同等责任" in row.text
    assert "13800138000" not in row.text
    desk = cast.client(cast.editor)
    assert "说没有帮上忙的" in text(desk.get("/answers/"))
    assert "同等责任" in text(desk.get("/answers/lacks/"))
    assert desk.post(f"/answers/lacks/{row.pk}/", {"why": ""}).status_code == 422
    assert desk.post(f"/answers/lacks/{row.pk}/", {"why": "改了回答"}).status_code == 303
    desk.post(f"/answers/lacks/{row.pk}/", {"why": "再改"})
    row.refresh_from_db()
    assert row.what == "改了回答"
    assert "同等责任" not in text(desk.get("/answers/lacks/"))


def test_the_answer_page_stays_public_with_its_buttons(client: Client) -> None:
    page = client.get("/ask/commute-hit/")
    assert page.headers["Cache-Control"].startswith("public")
    assert "csrfmiddlewaretoken" not in text(page)


def test_a_foreign_page_cannot_vote(client: Client) -> None:
    far = client.post(
        "/ask/commute-hit/useful/", {"useful": "no"}, headers={"origin": "https://evil.example"}
    )
    assert far.status_code == 403
    cross = client.post(
        "/ask/commute-hit/useful/", {"useful": "no"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert cross.status_code == 403
    assert not Tally.objects.exists()


def test_bad_votes_and_too_many_of_them_count_nothing(client: Client) -> None:
    assert vote(client, useful="maybe").redirect_chain == [("/ask/commute-hit/", 303)]
    assert vote(client, useful="words", missing=" ").status_code == 422
    assert client.post("/ask/nothing/useful/", {"useful": "yes"}).status_code == 404
    assert not Tally.objects.exists()
    for _ in range(60):
        vote(client, useful="yes")
    assert vote(client, useful="yes").status_code == 429
    assert Tally.objects.get().yes == 60


def test_what_was_missed_is_text(client: Client, cast: Cast) -> None:
    vote(client, useful="words", missing="<script>alert(1)</script>没写清楚")
    assert "<script>alert" not in text(cast.client(cast.editor).get("/answers/lacks/"))
