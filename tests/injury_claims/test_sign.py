"""签发: by a third person, after a look at the letter."""

from injury_claims.states import ClaimState as S
from portal.accounts.models import RoleGrant
from portal.letters.models import Letter
from portal.workflow.roles import Role
from tests import factories as make
from tests.cast import SINCE, Cast
from tests.conftest import Clock
from tests.desk import Desk, assert_done, assert_refused, filled, fresh

OPINION = {"opinion": "同意"}
RETURN = {"reason": "请核对事故地点"}


def test_the_signer_sees_the_draft_and_then_signs(cast: Cast) -> None:
    case = make.approved(cast)
    desk = Desk(cast, cast.signer)
    draft = desk.act(case, "sign", preview="1")
    assert draft.content.startswith(b"%PDF")
    assert not Letter.objects.filter(case=case, kind="determination").exists()
    assert_done(desk.act(case, "sign", **OPINION), case)
    assert case.state == S.DECIDED
    letter = Letter.objects.get(case=case, kind="determination")
    assert letter.number == "济任人社工伤认字〔2026〕第0001号"
    opened = desk.client.get(f"/cases/{case.reference}/letters/{letter.pk}/")
    assert opened["Content-Type"] == "application/pdf"


def test_the_signer_returns_the_case_with_a_reason(cast: Cast) -> None:
    case = make.approved(cast)
    assert_done(Desk(cast, cast.signer).act(case, "return_from_signing", **RETURN), case)
    assert case.state == S.INVESTIGATING
    assert make.claim_of(case).reviewed_by is None


def test_a_late_decision_is_signed_with_its_reason(cast: Cast, clock: Clock) -> None:
    case = make.approved(cast)
    clock.move(days=90)
    desk = Desk(cast, cast.signer)
    assert "late_explanation" in filled(desk.open(case, "sign"))
    assert_refused(desk.act(case, "sign", **OPINION), case, "签发时应当写明超期原因")
    assert_done(desk.act(case, "sign", **OPINION, late_explanation="等待鉴定结论"), case)
    assert make.claim_of(case).late_explanation == "等待鉴定结论"


def test_the_reviewer_and_the_handler_do_not_sign_even_with_the_role(cast: Cast) -> None:
    case = make.approved(cast)
    for officer in (cast.reviewer, cast.handler):
        RoleGrant.objects.create(user=officer, role=Role.SIGNER, office=cast.office, from_on=SINCE)
        desk = Desk(cast, type(officer).objects.get(pk=officer.pk))
        for act, typed in (("sign", OPINION), ("return_from_signing", RETURN)):
            page = desk.act(case, act, **typed)
            assert_refused(page, case, "签发人不能是本案承办人或者审核人")


def test_a_supervisor_does_not_sign(cast: Cast) -> None:
    case = make.approved(cast)
    for act, typed in (("sign", OPINION), ("return_from_signing", RETURN)):
        page = Desk(cast, cast.supervisor).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "只有签发人可以办理这个事项")


def test_nothing_is_signed_before_it_is_reviewed(cast: Cast) -> None:
    case = make.proposed(cast)
    for act, typed in (("sign", OPINION), ("return_from_signing", RETURN)):
        page = Desk(cast, cast.signer).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "案件现在的状态是「审核中」")
