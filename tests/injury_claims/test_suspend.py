"""中止 and 恢复: the days between do not count."""

from datetime import date

from injury_claims.states import ClaimState as S
from portal.cases.models import Case
from portal.deadlines.models import NO_DUE_DAY, Deadline
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, day, fresh, photo, text

TYPED = {
    "cause": "competent_authority",
    "awaited": "道路交通事故认定书",
    "explanation": "事故责任还没有认定。",
}
BACK = {"explanation": "收到认定书"}


def suspended(cast: Cast) -> Case:
    """Return a case that stands still since today."""
    case = make.investigating(cast)
    assert_done(Desk(cast, cast.handler).act(case, "suspend", **TYPED), case)
    return case


def test_a_suspended_case_has_no_date_and_its_days_do_not_count(cast: Cast, clock: Clock) -> None:
    case = suspended(cast)
    assert case.state == S.SUSPENDED
    assert case.next_due_on == NO_DUE_DAY
    clock.move(days=10)
    desk = Desk(cast, cast.handler)
    assert "停着" in text(desk.page(case))
    assert_done(desk.act(case, "resume", **BACK), case)
    assert case.state == S.INVESTIGATING
    running = Deadline.objects.get(case=case, term="determination")
    assert running.due_on == date(2027, 2, 2)  # 11-24 + 60 + 10
    page = text(desk.client.get(f"/cases/{case.reference}/why/{running.pk}/"))
    assert "不计入期间 10 日" in page
    assert "《工伤保险条例》第二十条第三款" in page


def test_an_earlier_day_needs_its_proof(cast: Cast, clock: Clock) -> None:
    case = suspended(cast)
    clock.move(days=10)
    desk = Desk(cast, cast.handler)
    early = day("resume_on", date(2026, 12, 1))
    page = desk.act(case, "resume", **BACK, **early)
    assert_refused(page, case, "请上传收到结论的凭证")
    assert_done(desk.act(case, "resume", **BACK, **early, proof=photo("认定书.jpg")), case)
    running = Deadline.objects.get(case=case, term="determination")
    assert running.due_on == date(2027, 2, 1)  # 11-24 + 60 + 7 = 01-30, a Saturday


def test_a_day_before_the_suspension_is_refused(cast: Cast, clock: Clock) -> None:
    case = suspended(cast)
    page = Desk(cast, cast.handler).act(
        case, "resume", **BACK, **day("resume_on", date(2026, 11, 20)), proof=photo()
    )
    assert_refused(page, case, "恢复日期不能早于中止日期")


def test_others_than_the_handler_do_neither(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.reviewer).send(case, "suspend", fresh(case) | TYPED)
    assert_refused(page, case, "只有承办人可以办理这个事项")
    case = suspended(cast)
    back = fresh(case) | BACK | day("resume_on", date(2026, 11, 24))
    page = Desk(cast, cast.reviewer).send(case, "resume", back)
    assert_refused(page, case, "只有承办人可以办理这个事项")


def test_only_an_accepted_case_stops_and_only_what_stands_still_goes_on(cast: Cast) -> None:
    case = make.submitted(cast)

    desk = Desk(cast, cast.handler)
    page = desk.send(case, "suspend", fresh(case) | TYPED)
    assert_refused(page, case, "案件现在的状态是「已提交」")
    back = fresh(case) | BACK | day("resume_on", date(2026, 11, 24))
    assert_refused(desk.send(case, "resume", back), case, "案件现在的状态是「已提交」")
