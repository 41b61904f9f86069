"""交付送达: the signed decision goes out."""

from injury_claims.states import ClaimState as S
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh


def test_the_handler_sends_the_decision_out(cast: Cast) -> None:
    case = make.decided(cast)
    assert_done(Desk(cast, cast.handler).act(case, "dispatch"), case)
    assert case.state == S.SERVING


def test_the_signer_does_not_send_it_out(cast: Cast) -> None:
    case = make.decided(cast)
    page = Desk(cast, cast.signer).send(case, "dispatch", fresh(case))
    assert_refused(page, case, "只有承办人可以办理这个事项")


def test_nothing_goes_out_unsigned(cast: Cast) -> None:
    case = make.approved(cast)
    page = Desk(cast, cast.handler).send(case, "dispatch", fresh(case))
    assert_refused(page, case, "案件现在的状态是「待签发」")
