"""审核: by another person than the handler; approved, or returned with a reason."""

from injury_claims.states import ClaimState as S
from portal.accounts.models import RoleGrant
from portal.workflow.roles import Role
from tests import factories as make
from tests.cast import SINCE, Cast
from tests.desk import Desk, assert_done, assert_refused, fresh, text

OPINION = {"on_facts": "事实清楚", "on_law": "适用正确"}
RETURN = {"reason": "请补充证人证言"}


def test_the_reviewer_approves(cast: Cast) -> None:
    case = make.proposed(cast)
    assert_done(Desk(cast, cast.reviewer).act(case, "approve", **OPINION), case)
    assert case.state == S.DECIDING
    assert make.claim_of(case).reviewed_by == cast.reviewer


def test_the_reviewer_returns_the_case_with_a_reason(cast: Cast) -> None:
    case = make.proposed(cast)
    assert_done(Desk(cast, cast.reviewer).act(case, "return_from_review", **RETURN), case)
    assert case.state == S.INVESTIGATING
    assert "请补充证人证言" in text(Desk(cast, cast.handler).page(case, tab="notes"))


def test_the_handler_who_is_also_a_reviewer_does_not_review_the_own_case(cast: Cast) -> None:
    case = make.proposed(cast)
    RoleGrant.objects.create(
        user=cast.handler, role=Role.REVIEWER, office=cast.office, from_on=SINCE
    )
    desk = Desk(cast, type(cast.handler).objects.get(pk=cast.handler.pk))
    for act, typed in (("approve", OPINION), ("return_from_review", RETURN)):
        assert_refused(desk.act(case, act, **typed), case, "审核人不能是本案承办人")


def test_a_signer_does_not_review(cast: Cast) -> None:
    case = make.proposed(cast)
    for act, typed in (("approve", OPINION), ("return_from_review", RETURN)):
        page = Desk(cast, cast.signer).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "只有审核人可以办理这个事项")


def test_nothing_is_reviewed_before_it_is_proposed(cast: Cast) -> None:
    case = make.investigating(cast)
    for act, typed in (("approve", OPINION), ("return_from_review", RETURN)):
        page = Desk(cast, cast.reviewer).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "案件现在的状态是「调查核实」")
