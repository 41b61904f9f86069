"""A message that was given up comes back to the officers of its case."""

from datetime import date

import pytest

from portal.cases.models import Case, Entry
from portal.letters.models import Letter
from portal.notifications import failures
from portal.notifications.failures import GivenUp
from portal.notifications.models import Message, Outbox
from portal.notifications.tasks import deliver
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """Return a case that the handler has taken."""
    return Case.objects.create(
        kind="injury-claim",
        reference="2026-00017",
        state="accepted",
        office=cast.office,
        handler=cast.handler,
        person_name="李小满",
        employer_name="济宁演示机械有限公司",
        filed_on=date(2026, 11, 2),
    )


def given_up(key: str, *, kind: str = "sms", state: str = "failed", link: str = "") -> None:
    row = Outbox(key=key, kind=kind, notice="claim_accepted", state=state)
    row.payload = {"link": link}
    failures.tell(row, link=link)


def entry_of(case: Case) -> Entry:
    return Entry.objects.create(
        case=case,
        number=1,
        act="accept",
        to_state="accepted",
        role="window_clerk",
        on=case.filed_on,
        recorded_at=case.opened_at,
        text="{}",
        previous_digest="",
        digest="",
    )


def test_handler_and_supervisor_are_told_of_a_text_to_a_party(case: Case, cast: Cast) -> None:
    supervisor = cast.supervisor
    given_up(f"entry:{entry_of(case).pk}:claim_accepted:p1:sms")
    deliver()
    messages = Message.objects.order_by("user_id")
    assert {message.user_id for message in messages} == {cast.handler.pk, supervisor.pk}
    assert messages[0].title == "2026-00017 有一条短信没有送到"
    assert "多次发送都没有成功" in messages[0].body
    assert messages[0].link == "/cases/2026-00017/"


def test_a_doubtful_reminder_is_found_by_the_page_it_leads_to(case: Case, cast: Cast) -> None:
    given_up("reminder:1:3:2026-12-28:7:sms", state="unknown", link="/cases/2026-00017/")
    deliver()
    assert "不知道对方收到没有" in Message.objects.get().body


def test_the_officers_are_told_once(case: Case, cast: Cast) -> None:
    key = f"entry:{entry_of(case).pk}:claim_accepted:p1:sms"
    given_up(key)
    given_up(key)
    deliver()
    assert Message.objects.count() == 1


def test_a_letter_that_cannot_be_made_is_told_too(case: Case, cast: Cast) -> None:
    letter = Letter.objects.create(
        case=case,
        office=cast.office,
        kind="acceptance",
        template="acceptance.typ",
        title="受理决定书",
        year=2026,
        inputs={},
        issued_on=case.filed_on,
        verification_code="0000-0000-0000",
    )
    given_up(f"render_letter:{letter.pk}", kind="job")
    deliver()
    message = Message.objects.get()
    assert (message.user_id, message.title) == (cast.handler.pk, "2026-00017 有文书没有生成")


def test_a_message_without_case_tells_no_officer(case: Case, cast: Cast) -> None:
    given_up("code:1:sms")
    given_up("entry:x:sms")
    given_up("entry:999999:n:p1:sms")
    given_up("a:sms", link="/inbox/")
    given_up("render_letter:999999", kind="job")
    deliver()
    assert not Message.objects.exists()


def test_it_does_not_go_round_in_circles(case: Case) -> None:
    row = GivenUp(
        key="undelivered:a:u1:inbox",
        kind="inbox",
        notice="case_undelivered",
        user_id=1,
        state="failed",
        link="/cases/2026-00017/",
    )
    for hook in failures._hooks:
        hook(row)
    assert not Outbox.objects.exists()
