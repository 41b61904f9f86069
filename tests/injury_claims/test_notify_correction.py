"""一次性告知补正: one notice, with everything that is missing."""

from injury_claims.models import ChecklistItem
from injury_claims.states import ClaimState as S
from portal.cases.models import Case
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh


def short(cast: Cast) -> Case:
    """Return a case of which the clerk found one material missing."""
    case = make.submitted(cast)
    items = list(ChecklistItem.objects.filter(claim_id=case.pk))
    typed = {f"state_{item.code}": "present" for item in items}
    typed |= {f"state_{items[0].code}": "missing", f"remark_{items[0].code}": "缺反面"}
    assert_done(Desk(cast, cast.clerk).act(case, "check_materials", **typed), case)
    return case


def test_everything_missing_is_told_once(cast: Cast) -> None:
    case = short(cast)
    desk = Desk(cast, cast.clerk)
    assert_done(desk.act(case, "notify_correction", explanation="请到窗口补交"), case)
    assert case.state == S.CORRECTING
    letter = Letter.objects.get(case=case, kind="correction_notice")
    assert "缺反面" in str(letter.inputs)
    assert_refused(
        desk.send(case, "notify_correction", fresh(case)), case, "请至少选择一项需要补正的材料"
    )


def test_a_part_of_what_is_missing_is_not_enough(cast: Cast) -> None:
    case = make.submitted(cast)
    items = list(ChecklistItem.objects.filter(claim_id=case.pk))
    typed = {f"state_{item.code}": "missing" for item in items}
    typed |= {f"remark_{item.code}": "没有交" for item in items}
    desk = Desk(cast, cast.clerk)
    assert_done(desk.act(case, "check_materials", **typed), case)
    page = desk.act(case, "notify_correction", items=[items[0].code])
    assert_refused(page, case, "一次性告知应当列全所有缺少的项目")


def test_nothing_is_told_to_be_missing_before_the_list_was_checked(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.clerk).act(case, "notify_correction")
    assert_refused(page, case, "材料清单还没有核对完")


def test_a_handler_does_not_tell(cast: Cast) -> None:
    case = short(cast)
    code = make.claim_of(case).missing_codes()[0]
    page = Desk(cast, cast.handler).send(case, "notify_correction", fresh(case) | {"items": [code]})
    assert_refused(page, case, "只有窗口受理人员可以办理这个事项")


def test_an_accepted_case_needs_no_correction(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.clerk).open(case, "notify_correction")
    assert "案件现在的状态是「已受理」" in page.content.decode()
