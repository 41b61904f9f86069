"""简单案件: fifteen days from acceptance, and back to sixty."""

from datetime import date

from portal.cases.models import Case
from portal.deadlines.models import Deadline
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh

TYPED = {"reason": "事实清楚，双方没有争议"}


def running(case: Case) -> Deadline:
    """Return the office's running clock."""
    return Deadline.objects.get(case=case, binds_office=True, ended_on__isnull=True)


def test_a_clear_case_is_decided_in_fifteen_days_and_an_unclear_one_in_sixty(cast: Cast) -> None:
    case = make.investigating(cast)
    desk = Desk(cast, cast.handler)
    assert running(case).due_on == date(2027, 1, 25)  # 11-24 + 60 = 01-23, a Saturday
    assert_done(desk.act(case, "mark_simple", **TYPED), case)
    assert running(case).due_on == date(2026, 12, 9)  # 11-24 + 15
    assert_refused(desk.act(case, "mark_simple", **TYPED), case, "本案已经按简单案件办理")
    assert_done(desk.act(case, "mark_ordinary", reason="单位提出异议"), case)
    assert running(case).due_on == date(2027, 1, 25)
    assert_refused(desk.act(case, "mark_ordinary", **TYPED), case, "本案没有按简单案件办理")


def test_a_clerk_does_not_mark(cast: Cast) -> None:
    case = make.investigating(cast)
    for act in ("mark_simple", "mark_ordinary"):
        page = Desk(cast, cast.clerk).send(case, act, fresh(case) | TYPED)
        assert_refused(page, case, "只有承办人可以办理这个事项")


def test_a_case_under_review_is_not_marked(cast: Cast) -> None:
    case = make.proposed(cast)
    for act in ("mark_simple", "mark_ordinary"):
        page = Desk(cast, cast.handler).send(case, act, fresh(case) | TYPED)
        assert_refused(page, case, "案件现在的状态是「审核中」")
