"""The duty to file a change: noted by the agency, reminded, met, closed with a reason."""

from datetime import date

from portal.deadlines.models import Deadline
from portal.deadlines.reminders import sweep
from portal.notifications.models import Outbox
from registration.filings.states import FilingState as S
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, day, fresh, text
from tests.registration import filing
from tests.registration.filing import AGENCY_DUE, running


def test_a_duty_that_was_noticed_binds_the_employer_thirty_days(cast: Cast) -> None:
    employer = filing.unit(cast)
    case = filing.noted(cast, employer)
    assert case.state == S.DUE
    row = Deadline.objects.get(case=case)
    assert (row.term, row.binds_office, row.due_on) == ("change_duty", False, date(2026, 12, 10))
    assert row.party == case.parties.get()
    assert Outbox.objects.filter(notice="duty_noted", user=cast.agent).exists()
    page = text(Desk(cast, cast.agent).page(case))
    assert "换了法定代表人" in page
    assert "2026年12月10日" in page


def test_the_duty_is_reminded_on_day_twenty_and_twenty_eight(cast: Cast, clock: Clock) -> None:
    case = filing.noted(cast, filing.unit(cast))
    said, known = [], 0
    while clock.today() <= date(2026, 12, 12):
        sweep(clock.today())
        count = Outbox.objects.filter(key__startswith="reminder:", user=cast.agent).count()
        if count > known:
            said.append((clock.today() - filing.CHANGED_ON).days)
        known = count
        clock.move(days=1)
    assert said == [20, 28, 30]
    assert Deadline.objects.get(case=case).ended_on is None


def test_the_days_of_reminders_are_those_of_the_period_though_its_end_rolls(
    cast: Cast, clock: Clock
) -> None:
    clock.set("2026-11-05")
    case = filing.noted(cast, filing.unit(cast), on=date(2026, 11, 5))
    row = Deadline.objects.get(case=case)
    assert (row.raw_end, row.due_on) == (date(2026, 12, 5), date(2026, 12, 7))  # a Saturday
    said, known = [], 0
    while clock.today() <= date(2026, 12, 8):
        sweep(clock.today())
        count = Outbox.objects.filter(key__startswith="reminder:", user=cast.agent).count()
        if count > known:
            said.append(clock.today())
        known = count
        clock.move(days=1)
    assert said == [date(2026, 11, 25), date(2026, 12, 3), date(2026, 12, 7)]


def test_filing_meets_the_duty(cast: Cast) -> None:
    case = filing.noted(cast, filing.unit(cast))
    typed = {"legal_representative": "孙经理", **day("happened_on", filing.CHANGED_ON)}
    assert_done(Desk(cast, cast.agent).act(case, "file", **typed), case)
    assert case.state == S.SUBMITTED
    assert running(case) == {"registration_agency": AGENCY_DUE}
    duty = Deadline.objects.get(case=case, term="change_duty")
    assert duty.ended_by == Deadline.EndedBy.MET


def test_a_noticed_duty_that_is_filed_late_stays_late_whatever_day_is_typed(
    cast: Cast, clock: Clock
) -> None:
    case = filing.noted(cast, filing.unit(cast))
    clock.set("2026-12-11")
    typed = {"legal_representative": "孙经理", **day("happened_on", clock.today())}
    assert_done(Desk(cast, cast.agent).act(case, "file", **typed), case)
    assert "逾期申报" in text(Desk(cast, cast.registrar).page(case))


def test_a_duty_that_was_none_is_closed_with_its_reason(cast: Cast) -> None:
    case = filing.noted(cast, filing.unit(cast))
    page = Desk(cast, cast.registrar).act(case, "close_duty", reason="登记信息没有变")
    assert_done(page, case)
    assert (case.state, case.is_open, running(case)) == (S.CLOSED, False, {})
    assert "登记信息没有变" in text(Desk(cast, cast.agent).page(case))


def test_only_a_registrar_of_its_agency_tells_a_duty(cast: Cast) -> None:
    employer = filing.unit(cast)
    url = f"/register/{employer.pk}/filings/duty/"
    for user in (cast.register_reviewer, cast.foreign_registrar, cast.agent, cast.handler):
        assert cast.client(user).get(url).status_code == 404
    page = cast.client(cast.registrar).post(url, {"what": "change"})
    assert page.status_code == 422


def test_a_noticed_duty_is_not_taken_back_by_the_employer(cast: Cast) -> None:
    case = filing.noted(cast, filing.unit(cast))
    typed = {"legal_representative": "孙经理", **day("happened_on", filing.CHANGED_ON)}
    assert_done(Desk(cast, cast.agent).act(case, "file", **typed), case)
    page = Desk(cast, cast.agent).send(case, "withdraw", fresh(case) | {"reason": "不想办"})
    assert_refused(page, case, "不能撤回")
