"""提出认定意见: outcome, ground, facts, evidence and reasons."""

from injury_claims.states import ClaimState as S
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, filled, fresh, text

TYPED = {
    "outcome": "recognized",
    "ground": "G14_1",
    "facts_found": "安装护罩时右手食指被压伤。",
    "evidence": "调查笔录\n诊断证明",
    "reasons": "工作时间、工作场所、工作原因。",
}


def test_the_form_begins_with_what_was_claimed_and_what_is_in_the_file(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    typed = filled(Desk(cast, cast.handler).open(case, "propose"))
    assert typed["facts_found"].startswith("李小满系济宁演示机械有限公司职工。2026年")
    assert "安装护罩时" not in typed["facts_found"]
    assert typed["medical"] == "演示医院诊断：右手食指骨折"
    assert "调查笔录（李小满），2026年11月24日" in typed["evidence"]
    assert typed["ground"] == "G14_1"


def test_a_founded_proposal_goes_to_the_reviewer(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    assert_done(Desk(cast, cast.handler).act(case, "propose", **TYPED), case)
    assert case.state == S.REVIEWING
    claim = make.claim_of(case)
    assert claim.evidence == ["调查笔录", "诊断证明"]
    page = text(Desk(cast, cast.reviewer).page(case))
    assert "审核同意" in page
    assert "工作时间、工作场所、工作原因。" in page


def test_the_handler_and_the_reviewer_see_the_decision_before_it_is_made(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    handler = Desk(cast, cast.handler)
    assert "预览工伤认定决定书（草稿）" in text(handler.page(case))
    draft = handler.act(case, "propose", preview="1", **TYPED)
    assert draft.content.startswith(b"%PDF")
    assert make.claim_of(case).outcome == ""
    assert_done(handler.act(case, "propose", **TYPED), case)
    opinion = {"on_facts": "清楚。", "on_law": "正确。"}
    again = Desk(cast, cast.reviewer).act(case, "approve", preview="1", **opinion)
    assert again.content.startswith(b"%PDF")


def test_the_facts_and_the_papers_stand_beside_the_form(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    page = text(Desk(cast, cast.handler).open(case, "propose"))
    assert "事实（申请人所述）" in page
    assert "安装护罩时右手食指被压伤。" in page
    closed = text(Desk(cast, cast.clerk).open(case, "propose"))
    assert "事实（申请人所述）" not in closed


def test_a_negative_proposal_names_its_basis(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    desk = Desk(cast, cast.handler)
    typed = TYPED | {"outcome": "not_recognized"}
    assert_refused(desk.act(case, "propose", **typed), case, "不予认定的，请写明依据的条款")
    typed |= {"negative_basis": "intoxication"}
    assert_refused(desk.act(case, "propose", **typed), case, "请确认因果关系")
    assert_done(desk.act(case, "propose", **typed, has_caused="on"), case)


def test_outcome_and_article_agree(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    page = Desk(cast, cast.handler).act(case, "propose", **TYPED | {"outcome": "deemed"})
    assert_refused(page, case, "结论与条款不一致")


def test_a_proposal_rests_on_an_investigation(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.handler).act(case, "propose", **TYPED)
    assert_refused(page, case, "还没有调查记录")
    assert "《本平台办理规则》第八条" in text(page)


def test_another_handler_does_not_propose(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    page = Desk(cast, cast.second_handler).act(case, "propose", **TYPED)
    assert_refused(page, case, "您不是本案承办人")


def test_a_reviewer_does_not_propose(cast: Cast) -> None:
    case = make.interviewed(cast, make.investigating(cast))
    page = Desk(cast, cast.reviewer).send(case, "propose", fresh(case) | TYPED)
    assert_refused(page, case, "只有承办人可以办理这个事项")


def test_an_accepted_case_has_nothing_to_propose(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.handler).send(case, "propose", fresh(case) | TYPED)
    assert_refused(page, case, "案件现在的状态是「已受理」")
