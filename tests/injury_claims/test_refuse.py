"""不予受理: with the reason of the law and the facts behind it."""

from injury_claims.states import ClaimState as S
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh

TYPED = {"reason": "no_jurisdiction", "explanation": "参保地在外省。"}


def test_an_application_is_refused_with_its_reason(cast: Cast) -> None:
    case = make.submitted(cast)
    assert_done(Desk(cast, cast.clerk).act(case, "refuse", **TYPED), case)
    assert case.state == S.REJECTED
    assert case.is_open
    letter = Letter.objects.get(case=case, kind="rejection")
    assert "参保地在外省" in str(letter.inputs)


def test_the_reason_is_one_of_the_law(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.clerk).act(case, "refuse", reason="no_time", explanation="没有时间")
    assert_refused(page, case, "不予受理的理由")
    assert "没有时间" in page.content.decode()


def test_a_supervisor_does_not_refuse(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.supervisor).send(case, "refuse", fresh(case) | TYPED)
    assert_refused(page, case, "只有窗口受理人员可以办理这个事项")


def test_an_accepted_application_is_not_refused(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.clerk).send(case, "refuse", fresh(case) | TYPED)
    assert_refused(page, case, "案件现在的状态是「已受理」")
