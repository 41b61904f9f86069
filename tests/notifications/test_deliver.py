"""The delivery task: inbox, development texts and jobs, each once."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from portal.accounts.models import User
from portal.notifications import delivery, jobs, outbox
from portal.notifications.failures import GivenUp
from portal.notifications.models import DevelopmentMessage, Message, Outbox
from portal.notifications.notices import Notice
from portal.notifications.send import Post, enqueue_job, notify, notify_many
from portal.notifications.tasks import deliver

CONTEXT = {"number": "2026-1", "due_on": "月底"}


@pytest.mark.django_db
def test_inbox_and_telephone_get_the_words_once(notice: Notice, person: User) -> None:
    notify("test.accepted", key="a", user_id=person.pk, context=CONTEXT, link="/cases/1/")
    deliver()
    deliver()
    message = Message.objects.get()
    assert (message.title, message.link, message.read_at) == ("2026-1 已受理", "/cases/1/", None)
    text = DevelopmentMessage.objects.get()
    assert text.phone == "13800000001"
    assert text.text == "【济宁工伤保险】您的申请 2026-1 已受理，请登录查看。"
    assert set(Outbox.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_a_message_that_is_in_the_inbox_already_is_not_doubled(
    notice: Notice, person: User
) -> None:
    notify("test.quiet", key="a", user_id=person.pk, context=CONTEXT)
    deliver()
    Outbox.objects.update(state="pending", sent_at=None)
    deliver()
    assert Message.objects.count() == 1
    assert Outbox.objects.get().state == "sent"


@pytest.mark.django_db
def test_a_text_that_came_too_late_to_be_of_use_is_cancelled(
    notice: Notice, person: User, clock: object
) -> None:
    expires_at = clock.now() + timedelta(minutes=10)
    notify_many(
        [
            Post(
                notice="test.accepted",
                key="code",
                user_id=person.pk,
                context=CONTEXT,
                channels=("sms",),
                expires_at=expires_at,
            )
        ]
    )
    clock.move(minutes=10)
    deliver()
    assert Outbox.objects.get().state == "cancelled"
    assert not DevelopmentMessage.objects.exists()


@pytest.mark.django_db
def test_a_text_goes_to_the_number_that_the_person_has_today(notice: Notice, person: User) -> None:
    notify("test.accepted", key="a", user_id=person.pk, context=CONTEXT, channels=("sms",))
    person.take_phone("13800000002")
    person.save()
    deliver()
    assert DevelopmentMessage.objects.get().phone == "13800000002"


@pytest.mark.django_db
def test_a_row_that_no_key_opens_stops_nobody_else(
    notice: Notice, person: User, given_up: list[GivenUp]
) -> None:
    notify("test.quiet", key="a", user_id=person.pk, context=CONTEXT)
    notify("test.quiet", key="b", user_id=person.pk, context=CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_outbox SET payload = '1:AAAA' WHERE key = 'a:inbox'")
    deliver()
    assert [message.key for message in Message.objects.all()] == ["b:inbox"]
    assert [(row.key, row.state) for row in given_up] == [("a:inbox", "failed")]


@pytest.mark.django_db
def test_a_job_runs_once_with_its_payload(own_jobs: None) -> None:
    ran: list[jobs.Payload] = []
    jobs.register("test.render", ran.append)
    enqueue_job("test.render", key="letter:1", payload={"letter_id": 1})
    enqueue_job("test.render", key="letter:1", payload={"letter_id": 1})
    deliver()
    deliver()
    assert ran == [{"letter_id": 1}]


@pytest.mark.django_db
def test_a_job_that_breaks_is_tried_again_later_and_given_up_at_last(
    own_jobs: None, given_up: list[GivenUp], clock: object
) -> None:
    ran: list[int] = []

    def breaks(_: jobs.Payload) -> None:
        ran.append(1)
        DevelopmentMessage.objects.create(key=f"half {len(ran)}", phone="", text="")
        raise RuntimeError

    jobs.register("test.render", breaks)
    enqueue_job("test.render", key="letter:1", payload={})
    deliver()
    deliver()
    assert len(ran) == 1
    for pause in outbox.PAUSES:
        clock.move(seconds=pause)
        deliver()
    assert len(ran) == 1 + len(outbox.PAUSES)
    assert [(row.key, row.state) for row in given_up] == [("letter:1", "failed")]
    assert not DevelopmentMessage.objects.exists()


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_each_time_is_given_up(
    own_jobs: None, given_up: list[GivenUp]
) -> None:
    jobs.register("test.render", lambda _: None)
    enqueue_job("test.render", key="letter:1", payload={})
    Outbox.objects.update(attempts=len(outbox.PAUSES) + 1)
    deliver()
    assert [row.state for row in given_up] == ["failed"]


@pytest.mark.django_db
def test_a_hook_that_breaks_does_not_keep_the_row_open(
    notice: Notice, own_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: GivenUp) -> None:
        raise RuntimeError

    monkeypatch.setattr("portal.notifications.failures._hooks", [breaks])
    jobs.register("test.render", lambda _: None)
    enqueue_job("test.render", key="letter:1", payload={})
    Outbox.objects.update(attempts=len(outbox.PAUSES) + 1)
    deliver()
    assert Outbox.objects.get().state == "failed"


def at_once(work: Callable[[], object], *, times: int) -> None:
    """Run the same work in several threads that begin together."""
    gate = threading.Barrier(times)
    errors: list[Exception] = []

    def run() -> None:
        try:
            gate.wait(10)
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_deliver_each_row_once(
    notice: Notice, person: User, own_jobs: None
) -> None:
    ran: list[int] = []
    jobs.register("test.render", lambda payload: ran.append(payload["n"]))
    for number in range(30):
        notify("test.accepted", key=f"m{number}", user_id=person.pk, context=CONTEXT)
        enqueue_job("test.render", key=f"j{number}", payload={"n": number})
    at_once(deliver, times=4)
    assert sorted(ran) == list(range(30))
    assert Message.objects.count() == 30
    assert DevelopmentMessage.objects.count() == 30
    assert set(Outbox.objects.values_list("state", flat=True)) == {"sent"}
    assert set(Outbox.objects.filter(kind="job").values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_row_that_another_worker_holds_is_passed_over(notice: Notice, person: User) -> None:
    notify("test.quiet", key="a", user_id=person.pk, context=CONTEXT)
    with transaction.atomic():
        assert len(outbox.due(["inbox"])) == 1
        at_once(delivery.deliver_inbox, times=1)
        assert not Message.objects.exists()
    delivery.deliver_inbox()
    assert Message.objects.count() == 1
