"""领取案件: recusal is asked before a case is taken."""

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh


def test_a_handler_without_interest_takes_a_case(cast: Cast) -> None:
    case = make.accepted(cast)
    assert_done(Desk(cast, cast.handler).act(case, "take", interest="no"), case)
    assert case.handler == cast.handler


def test_the_question_of_recusal_must_be_answered(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.handler).act(case, "take")
    assert_refused(page, case, "请回答：您与本案的当事人有没有利害关系？")


def test_a_handler_with_an_interest_does_not_take_it(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.handler).act(case, "take", interest="yes")
    assert_refused(page, case, "有利害关系的应当回避")


def test_a_taken_case_is_not_taken_again(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.second_handler).act(case, "take", interest="no")
    assert_refused(page, case, "这个案件已经有承办人")


def test_a_clerk_does_not_take_a_case(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.clerk).send(case, "take", fresh(case) | {"interest": "no"})
    assert_refused(page, case, "只有承办人可以办理这个事项")


def test_a_closed_case_is_not_taken(cast: Cast) -> None:
    case = make.submitted(cast)
    withdrawal = f.Withdrawal(reason="不申请了", is_voluntary=True)
    make.act(case, P.withdraw, cast.worker, withdrawal)
    page = Desk(cast, cast.handler).send(case, "take", fresh(case) | {"interest": "no"})
    assert_refused(page, case, "案件现在的状态是「已撤回」")
