"""Saying something: rows of the outbox in the caller's transaction."""

import socket
from datetime import date
from time import monotonic

import pytest
from celery import current_app
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.accounts.models import User
from portal.notifications import send
from portal.notifications.models import Message, Outbox
from portal.notifications.notices import MissingFieldError, Notice, UnknownNoticeError
from portal.notifications.send import enqueue_job, notify
from portal.notifications.tasks import deliver

pytestmark = pytest.mark.django_db


def say(person: User, *, key: str = "a", **changes: object) -> None:
    values = {"context": {"number": "2026-1", "due_on": date(2026, 12, 28)}, "user_id": person.pk}
    notify("test.accepted", key=key, **(values | changes))


def test_a_message_goes_to_inbox_and_telephone(notice: Notice, person: User) -> None:
    say(person)
    rows = Outbox.objects.order_by("id").values_list("key", "kind", "state")
    assert list(rows) == [("a:inbox", "inbox", "pending"), ("a:sms", "sms", "pending")]


def test_the_same_key_says_it_once(notice: Notice, person: User) -> None:
    say(person)
    say(person, context={"number": "2026-2", "due_on": date(2026, 12, 29)})
    assert Outbox.objects.count() == 2


def test_a_rolled_back_transaction_says_nothing(notice: Notice, person: User) -> None:
    with transaction.atomic():
        say(person)
        transaction.set_rollback(True)
    assert not Outbox.objects.exists()


def test_a_notice_without_telephone_text_goes_to_the_inbox_only(
    notice: Notice, person: User
) -> None:
    notify("test.quiet", key="q", user_id=person.pk, context={"number": "2026-1"})
    assert [row.kind for row in Outbox.objects.all()] == ["inbox"]


def test_somebody_without_account_gets_a_telephone_text_only(notice: Notice) -> None:
    context = {"number": "2026-1", "due_on": "月底"}
    notify("test.accepted", key="p", phone="13900000009", context=context)
    assert [row.kind for row in Outbox.objects.all()] == ["sms"]


def test_a_missing_field_stops_the_caller(notice: Notice, person: User) -> None:
    with pytest.raises(MissingFieldError, match="due_on"):
        say(person, context={"number": "2026-1"})


def test_an_unknown_notice_stops_the_caller(notice: Notice, person: User) -> None:
    with pytest.raises(UnknownNoticeError):
        notify("test.nobody", key="x", user_id=person.pk, context={})


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org/", "/\\example.org", "x"])
def test_a_link_leads_to_this_site_only(notice: Notice, person: User, link: str) -> None:
    with pytest.raises(ValueError, match="page of this site"):
        say(person, link=link)


def test_number_and_words_are_unreadable_in_the_table(notice: Notice) -> None:
    context = {"number": "2026-00017", "due_on": "月底"}
    notify("test.accepted", key="p", phone="13900000009", context=context)
    with connection.cursor() as cursor:
        cursor.execute("SELECT notifications_outbox::text FROM notifications_outbox")
        (dump,) = cursor.fetchone() or ("",)
    assert "13900000009" not in dump
    assert "2026-00017" not in dump


def test_many_messages_of_one_transaction_wake_the_worker_once(
    notice: Notice,
    person: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        say(person, key="a")
        say(person, key="b")
    assert callbacks == [send.wake]


def test_a_broker_that_is_away_costs_no_error(
    caplog: pytest.LogCaptureFixture, notice: Notice
) -> None:
    send.wake()
    assert "worker not woken" in caplog.text


def test_the_task_is_known_under_the_name_that_wakes_it() -> None:
    assert deliver.name == send.DELIVER
    assert send.DELIVER in current_app.tasks


def test_a_job_without_handler_stops_the_caller(own_jobs: None) -> None:
    with pytest.raises(LookupError):
        enqueue_job("test.render", key="j", payload={"letter_id": 1})


def test_dates_stand_in_the_words_as_people_write_them(notice: Notice, person: User) -> None:
    say(person)
    deliver()
    assert Message.objects.get().body == "您的申请 2026-1 已受理。应在 2026年12月28日 前作出决定。"


def test_a_broker_that_hangs_costs_a_moment(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, notice: Notice
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)
        begun = monotonic()
        send.wake()
    assert monotonic() - begun < 2
    assert "worker not woken" in caplog.text
