"""开始调查: by the handler who took the case."""

from injury_claims.states import ClaimState as S
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh


def test_the_handler_begins(cast: Cast) -> None:
    case = make.accepted(cast)
    desk = Desk(cast, cast.handler)
    assert_refused(desk.act(case, "investigate"), case, "请先领取这个案件")
    assert_done(desk.act(case, "take", interest="no"), case)
    assert_done(desk.act(case, "investigate"), case)
    assert case.state == S.INVESTIGATING


def test_another_handler_does_not_begin(cast: Cast) -> None:
    case = make.accepted(cast)
    assert_done(Desk(cast, cast.handler).act(case, "take", interest="no"), case)
    page = Desk(cast, cast.second_handler).act(case, "investigate")
    assert_refused(page, case, "您不是本案承办人")


def test_a_clerk_does_not_begin(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.clerk).send(case, "investigate", fresh(case))
    assert_refused(page, case, "只有承办人可以办理这个事项")


def test_a_submitted_case_is_not_investigated(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.handler).send(case, "investigate", fresh(case))
    assert_refused(page, case, "案件现在的状态是「已提交」")
