"""Whoever was subsidised is told before the status ends, once."""

from datetime import date

import pytest

from portal.accounts.models import Mandate
from portal.notifications.models import Outbox
from registration.models import FlexibleSubsidy
from registration.tasks import remind_subsidised
from tests.cast import Cast
from tests.conftest import Clock
from tests.registration import making
from tests.registration.subsidies import application, granted, paid

pytestmark = pytest.mark.django_db
END = date(2026, 12, 31)
NOTICE = "subsidy_status_ends"


def told() -> list[tuple[str, int | None]]:
    """Return by which channels whom the reminder reaches."""
    rows = Outbox.objects.filter(notice=NOTICE).order_by("id")
    return [(row.kind, row.user_id) for row in rows]


def test_a_person_is_told_thirty_days_before_the_end_and_only_once(
    cast: Cast, clock: Clock
) -> None:
    granted(cast, application(cast.worker, until=END))
    clock.set("2026-11-30")
    remind_subsidised()
    assert told() == []
    clock.set("2026-12-01")
    for _ in range(2):
        remind_subsidised()
    assert told() == [("inbox", cast.worker.pk), ("sms", cast.worker.pk)]
    assert FlexibleSubsidy.objects.get().reminded_on == date(2026, 12, 1)


def test_two_grants_by_one_status_are_one_reminder(cast: Cast, clock: Clock) -> None:
    number = making.id_number()
    for month in (1, 2):
        granted(cast, application(cast.worker, number=number, months=paid(month), until=END))
    clock.set("2026-12-20")
    remind_subsidised()
    assert len(told()) == 2
    assert not FlexibleSubsidy.objects.filter(reminded_on=None).exists()


def test_what_was_not_granted_and_what_has_ended_is_not_reminded_of(
    cast: Cast, clock: Clock
) -> None:
    application(cast.worker, until=END)
    granted(cast, application(cast.stranger, until=date(2026, 11, 30)))
    granted(cast, application(cast.relative))
    clock.set("2026-12-20")
    remind_subsidised()
    assert told() == []


def test_who_has_no_account_any_more_is_told_by_telephone_alone(cast: Cast, clock: Clock) -> None:
    granted(cast, application(cast.worker, until=END))
    Mandate.objects.update(to_on=date(2026, 11, 23), from_on=date(2026, 11, 1))
    clock.set("2026-12-20")
    remind_subsidised()
    row = Outbox.objects.get(notice=NOTICE)
    assert (row.kind, row.recipient) == ("sms", "13800000009")
