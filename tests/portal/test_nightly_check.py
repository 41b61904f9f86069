"""The nightly computation of every period finds a stored day that is not what the facts say."""

from datetime import date

import pytest

from portal.deadlines.models import Deadline
from portal.deadlines.tasks import verify
from tests import factories as make
from tests.cast import Cast


def test_days_as_the_facts_say_are_in_order(cast: Cast) -> None:
    make.investigating(cast)
    assert verify() == 0


def test_a_day_that_was_moved_by_hand_is_reported_and_left_alone(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    case = make.investigating(cast)
    Deadline.objects.filter(case=case, term="determination").update(due_on=date(2027, 1, 24))
    assert verify() == 1
    assert f"case {case.pk}" in caplog.text
    assert Deadline.objects.get(case=case, term="determination").due_on == date(2027, 1, 24)
