"""A telephone gateway that is slow, fails, or times out after accepting: one message a person."""

import socket
from typing import Any

import pytest

from portal import clock as portal_clock
from portal.accounts.models import User
from portal.notifications import outbox
from portal.notifications.failures import GivenUp
from portal.notifications.models import Outbox
from portal.notifications.notices import Notice
from portal.notifications.send import notify
from portal.notifications.tasks import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(notice: Notice, person: User) -> Outbox:
    """Return one telephone text that waits."""
    context = {"number": "2026-1", "due_on": "月底"}
    notify("test.accepted", key="a", user_id=person.pk, context=context, channels=("sms",))
    return Outbox.objects.get()


def state_of(row: Outbox) -> str:
    return Outbox.objects.get(pk=row.pk).state


def test_a_good_gateway_gets_key_number_and_text_once(row: Outbox, gateway: Any) -> None:
    deliver()
    deliver()
    text = "【济宁工伤保险】您的申请 2026-1 已受理，请登录查看。"
    assert gateway.got == [{"key": "a:sms", "phone": "13800000001", "text": text}]
    row.refresh_from_db()
    assert (row.state, row.gateway_id) == ("sent", "gw-1")


@pytest.mark.parametrize("status", [503, 429, 401, 404])
def test_a_gateway_that_surely_did_not_send_is_tried_again_later(
    row: Outbox, gateway: Any, clock: Any, status: int
) -> None:
    gateway.answers = [status]
    deliver()
    deliver()
    assert (state_of(row), len(gateway.got)) == ("pending", 1)
    clock.move(seconds=outbox.PAUSES[0])
    deliver()
    assert (state_of(row), gateway.accepted) == ("sent", ["a:sms"])


def test_an_error_after_accepting_is_asked_about_and_not_sent_again(
    row: Outbox, gateway: Any, clock: Any
) -> None:
    gateway.answers = [500]
    gateway.accepts_before_failing = True
    deliver()
    assert state_of(row) == "unknown"
    clock.move(seconds=outbox.QUESTION_PAUSES[0])
    deliver()
    assert state_of(row) == "sent"
    assert (len(gateway.got), gateway.asked) == (1, ["a:sms"])


def test_an_error_before_accepting_is_asked_about_and_then_sent(
    row: Outbox, gateway: Any, clock: Any
) -> None:
    gateway.answers = [500]
    deliver()
    clock.move(seconds=outbox.QUESTION_PAUSES[0])
    deliver()
    assert state_of(row) == "pending"
    clock.move(seconds=outbox.PAUSES[0])
    deliver()
    assert (state_of(row), gateway.accepted) == ("sent", ["a:sms"])


def test_a_gateway_that_hangs_after_accepting_sends_one_message(
    row: Outbox, gateway: Any, clock: Any
) -> None:
    gateway.hangs_after_accepting = True
    deliver()
    assert state_of(row) == "unknown"
    clock.move(seconds=outbox.QUESTION_PAUSES[0])
    deliver()
    assert state_of(row) == "sent"
    assert gateway.accepted == ["a:sms"]


def test_a_gateway_that_never_tells_leaves_the_message_to_people(
    row: Outbox, gateway: Any, clock: Any, given_up: list[GivenUp]
) -> None:
    gateway.answers = [500]
    gateway.has_status = False
    deliver()
    for pause in outbox.QUESTION_PAUSES:
        clock.move(seconds=pause)
        deliver()
    assert [(entry.key, entry.state) for entry in given_up] == [("a:sms", "unknown")]
    clock.move(days=3)
    deliver()
    assert (len(gateway.got), len(gateway.asked)) == (1, len(outbox.QUESTION_PAUSES))


def test_a_refused_number_is_given_up_at_once(
    row: Outbox, gateway: Any, given_up: list[GivenUp]
) -> None:
    gateway.answers = [422]
    deliver()
    assert (state_of(row), [entry.state for entry in given_up]) == ("failed", ["failed"])


def test_a_gateway_that_has_the_key_already_counts_as_sent(row: Outbox, gateway: Any) -> None:
    gateway.answers = [409]
    deliver()
    assert state_of(row) == "sent"


def test_a_closed_port_is_a_clean_failure_until_the_last_attempt(
    row: Outbox, gateway: Any, clock: Any, settings: Any, given_up: list[GivenUp]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{free.getsockname()[1]}/"
    deliver()
    for pause in outbox.PAUSES:
        assert state_of(row) == "pending"
        clock.move(seconds=pause)
        deliver()
    assert (state_of(row), len(given_up), gateway.got) == ("failed", 1, [])


def test_a_gateway_in_trouble_is_not_tried_with_every_message(
    row: Outbox, gateway: Any, person: User
) -> None:
    for number in range(5):
        notify(
            "test.accepted",
            key=f"m{number}",
            user_id=person.pk,
            context={"number": "2026-2", "due_on": "月底"},
            channels=("sms",),
        )
    gateway.answers = [503] * 6
    deliver()
    assert len(gateway.got) == 1


def test_a_sender_that_died_in_mid_call_leaves_a_question_not_a_second_message(
    row: Outbox, gateway: Any, clock: Any
) -> None:
    gateway.accepted.append("a:sms")
    Outbox.objects.update(state="sending", attempts=1, claimed_at=portal_clock.now())
    deliver()
    assert state_of(row) == "sending"
    clock.move(seconds=outbox.STALE_AFTER.seconds + 1)
    deliver()
    assert (state_of(row), gateway.got) == ("sent", [])


def test_the_row_says_sending_before_the_call(
    row: Outbox, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    seen: list[str] = []

    class Watching:
        can_be_asked = True

        def send(self, letter: object) -> str:
            seen.append(state_of(row))
            return ""

    monkeypatch.setattr("portal.notifications.channels.Watching", Watching, raising=False)
    settings.SMS_CHANNEL = "portal.notifications.channels.Watching"
    deliver()
    assert seen == ["sending"]
