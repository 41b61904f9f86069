"""限期举证: the notice, its clock from service, more days, silence."""

from datetime import date

from portal.cases.models import Case
from portal.deadlines.models import Deadline
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, fresh, text


def demanded(cast: Cast) -> Case:
    """Return a case whose employer was told to give evidence."""
    case = make.investigating(cast)
    assert_done(Desk(cast, cast.handler).act(case, "demand_evidence"), case)
    return case


def served(cast: Cast) -> Case:
    """Return such a case after the service of the notice."""
    case = demanded(cast)
    letter = Letter.objects.get(case=case, kind="evidence_notice")
    make.serve(cast, case, letter=letter, party=case.parties.get(kind="employer"))
    return case


def evidence(case: Case) -> Deadline:
    """Return the employer's clock."""
    return Deadline.objects.get(case=case, term="employer_evidence")


def test_the_notice_begins_with_what_every_employer_is_asked(cast: Cast) -> None:
    case = demanded(cast)
    letter = Letter.objects.get(case=case, kind="evidence_notice")
    assert "劳动合同、工资发放和考勤记录" in str(letter.inputs)
    assert not Deadline.objects.filter(case=case, term="employer_evidence").exists()
    page = Desk(cast, cast.handler).act(case, "demand_evidence", points="再说明一次")
    assert_refused(page, case, "已经发出过限期举证通知书")


def test_a_preview_of_the_notice_makes_no_entry_code(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.handler).act(case, "demand_evidence", preview="1")
    assert page["Content-Type"] == "application/pdf"
    assert not Letter.objects.filter(case=case, kind="evidence_notice").exists()


def test_the_clock_runs_from_service_and_can_be_lengthened(cast: Cast) -> None:
    case = served(cast)
    first = evidence(case).due_on
    desk = Desk(cast, cast.handler)
    typed = {"days": 7, "reason": "单位正在搬迁"}
    assert_done(desk.act(case, "extend_evidence", **typed), case)
    assert (evidence(case).due_on - first).days == 7
    assert "单位正在搬迁" in text(desk.page(case))


def test_no_more_than_thirty_days_are_given(cast: Cast) -> None:
    case = served(cast)
    page = Desk(cast, cast.handler).act(case, "extend_evidence", days=31, reason="搬迁")
    assert_refused(page, case, "延长几天")


def test_silence_is_noted_the_day_after_the_last_day(cast: Cast, clock: Clock) -> None:
    case = served(cast)
    last = evidence(case).due_on
    assert isinstance(last, date)
    clock.set(last)
    desk = Desk(cast, cast.handler)
    assert_refused(desk.act(case, "note_silence"), case, "举证期限还没有届满")
    clock.move(days=1)
    assert_done(Desk(cast, cast.handler).act(case, "note_silence"), case)
    assert evidence(case).ended_by == "lapsed"


def test_a_period_that_does_not_run_is_not_lengthened(cast: Cast) -> None:
    case = demanded(cast)
    page = Desk(cast, cast.handler).act(case, "extend_evidence", days=5, reason="搬迁")
    assert_refused(page, case, "举证期限没有在计算，不能延长")


def test_others_than_the_handler_do_neither(cast: Cast) -> None:
    case = served(cast)
    for act, typed in (
        ("demand_evidence", {"points": "请说明"}),
        ("extend_evidence", {"days": 5, "reason": "搬迁"}),
        ("note_silence", {}),
    ):
        page = Desk(cast, cast.clerk).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "只有承办人可以办理这个事项")
        page = Desk(cast, cast.second_handler).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "您不是本案承办人")


def test_a_submitted_case_asks_no_employer(cast: Cast) -> None:
    case = make.submitted(cast)
    for act, typed in (
        ("demand_evidence", {"points": "请说明"}),
        ("extend_evidence", {"days": 5, "reason": "搬迁"}),
        ("note_silence", {}),
    ):
        page = Desk(cast, cast.handler).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "案件现在的状态是「已提交」")
