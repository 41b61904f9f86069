"""核对材料清单: the clerk's finding on each material."""

from injury_claims.models import ChecklistItem
from portal.cases.models import Case
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, Typed, assert_done, assert_refused, fresh, text


def findings(case: Case) -> Typed:
    """Return a list on which everything is there."""
    codes = ChecklistItem.objects.filter(claim_id=case.pk).values_list("code", flat=True)
    return {f"state_{code}": "present" for code in codes}


def test_the_clerk_finds_every_material_present(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.clerk).act(case, "check_materials", **findings(case))
    assert_done(page, case)
    assert make.claim_of(case).missing_materials() == []


def test_a_missing_material_says_what_is_missing(cast: Cast) -> None:
    case = make.submitted(cast)
    desk = Desk(cast, cast.clerk)
    code = ChecklistItem.objects.filter(claim_id=case.pk).first().code
    typed = findings(case) | {f"state_{code}": "missing"}
    page = desk.act(case, "check_materials", **typed)
    assert_refused(page, case, "缺什么")
    page = desk.act(case, "check_materials", **typed | {f"remark_{code}": "没有医院印章"})
    assert_done(page, case)
    item = ChecklistItem.objects.get(claim_id=case.pk, code=code)
    assert (item.state, item.remark, item.checked_by) == ("missing", "没有医院印章", cast.clerk)


def test_every_item_is_checked_or_nothing_is_kept(cast: Cast) -> None:
    case = make.submitted(cast)
    typed = findings(case)
    typed.pop(next(iter(typed)))
    page = Desk(cast, cast.clerk).send(case, "check_materials", fresh(case) | typed)
    assert_refused(page, case, "请核对")
    assert set(make.claim_of(case).items.values_list("state", flat=True)) == {"unchecked"}


def test_a_handler_does_not_check(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.handler).send(case, "check_materials", fresh(case) | findings(case))
    assert_refused(page, case, "只有窗口受理人员可以办理这个事项")


def test_an_accepted_case_is_not_checked_again(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.clerk).send(case, "check_materials", fresh(case) | findings(case))
    assert_refused(page, case, "案件现在的状态是「已受理」")


def test_two_clerks_at_once_see_both_versions(cast: Cast) -> None:
    case = make.submitted(cast)
    desk = Desk(cast, cast.clerk)
    code = ChecklistItem.objects.filter(claim_id=case.pk).first().code
    mine = fresh(case) | findings(case) | {f"state_{code}": "missing", f"remark_{code}": "缺第二页"}
    assert_done(desk.act(case, "check_materials", **findings(case)), case)
    page = desk.send(case, "check_materials", mine)
    assert page.status_code == 409
    assert "您打开这一页以后，案件有变动" in text(page)
    assert "核对了材料清单" in text(page)
    assert "缺第二页" in text(page)
    assert [d.typed for d in page.context["differences"]] == ["缺少或者不合格"]
    assert [d.present for d in page.context["differences"]] == ["齐全"]
    again = mine | {"seen": page.context["form"].data["seen"]}
    assert_done(desk.send(case, "check_materials", again), case)
