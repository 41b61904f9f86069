"""The demonstration is itself a test: told through the acts, it reaches every state."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from faq.models import Announcement
from injury_claims.demo import people
from injury_claims.process import ClaimProcess
from injury_claims.states import ClaimState
from portal.accounts.identifiers import validate_identity_number
from portal.accounts.models import Identity, User
from portal.cases import ledger
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from portal.notifications.models import Outbox
from registration.demo.people import PASSWORD
from tests.conftest import Clock


@pytest.fixture
def seeded(db: None, clock: Clock) -> None:
    """The demonstration as a newcomer finds it on an ordinary day."""
    clock.set("2026-11-24")
    call_command("seed", stdout=StringIO())
    clock.set("2026-11-24")


@pytest.mark.usefixtures("seeded")
def test_the_demonstration_reaches_every_state_and_every_promise_holds() -> None:
    claims = Case.objects.filter(kind=ClaimProcess.code)
    assert set(claims.values_list("state", flat=True)) == {state.value for state in ClaimState}
    almanac = Almanac()
    for case in Case.objects.all():
        assert ledger.faults(case.pk) == []
        assert case.is_open == (case.state not in kind_of(case.kind).process.ends)
        clocks = Clocks(case.pk, almanac=almanac)
        assert case.next_due_on == clocks.next_due_on()
        for row in Deadline.objects.filter(case=case, ended_on__isnull=True):
            assert (row.raw_end, row.due_on, row.target_on) == clocks.projected(row)


@pytest.mark.usefixtures("seeded")
@pytest.mark.deep
def test_nobody_real_is_in_the_demonstration() -> None:
    for identity in Identity.objects.all():
        validate_identity_number(identity.kind, identity.number)
        assert identity.number.startswith(("70", "9170"))
    assert Letter.objects.filter(is_sample=False).count() == 0
    assert all(user.phone.startswith("1990000") for user in User.objects.all())


@pytest.mark.usefixtures("seeded")
@pytest.mark.deep
def test_no_text_message_of_an_invented_day_is_sent() -> None:
    assert not Outbox.objects.filter(kind=Outbox.Kind.SMS, state=Outbox.State.PENDING).exists()


@pytest.mark.usefixtures("seeded")
def test_a_second_seed_changes_nothing_and_everybody_can_log_in() -> None:
    before = Case.objects.count()
    states = Announcement.objects.values_list("state", flat=True)
    assert sorted(states) == ["draft", "published", "published"]
    assert all("演示" in one.title for one in Announcement.objects.all())
    call_command("seed", if_empty=True, stdout=StringIO())
    assert Case.objects.count() == before
    for phone, _name, part in people.log_ins():
        user = User.objects.by_phone(phone, staff="工作人员" in part)
        assert user is not None
        assert user.check_password(PASSWORD)
        assert user.may_enter(date(2026, 11, 24))
