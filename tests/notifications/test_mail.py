"""Mail by Django's settings: it cannot be asked about, so doubt goes to people."""

from typing import Any

import pytest
from django.core import mail

from portal.notifications.failures import GivenUp
from portal.notifications.models import Outbox
from portal.notifications.notices import Notice
from portal.notifications.send import Post, notify_many
from portal.notifications.tasks import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(notice: Notice, settings: Any) -> Outbox:
    """Return one mail that waits."""
    settings.MAIL_CHANNEL = "portal.notifications.channels.MailChannel"
    context = {"number": "2026-1", "due_on": "月底"}
    notify_many(
        [
            Post(
                notice="test.accepted",
                key="a",
                email="person@example.org",
                context=context,
                channels=("mail",),
            )
        ]
    )
    return Outbox.objects.get()


def test_a_mail_carries_title_and_body(row: Outbox) -> None:
    deliver()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["person@example.org"], "2026-1 已受理")
    assert "应在 月底 前作出决定" in sent.body
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_mail_server_that_cannot_be_reached_is_tried_again(row: Outbox, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    deliver()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("pending", 1)


def test_a_mail_whose_sender_died_is_left_to_people(
    row: Outbox, clock: Any, given_up: list[GivenUp]
) -> None:
    Outbox.objects.update(state="sending", attempts=1, claimed_at=clock.now())
    clock.move(minutes=2)
    deliver()
    assert [entry.state for entry in given_up] == ["unknown"]
    assert mail.outbox == []
