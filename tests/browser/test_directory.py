"""The directory, lived: whoever keeps it verifies and closes, whoever goes there reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from portal import clock
from tests.browser.entering import be, enter
from tests.browser.hands import fill
from tests.stack import RunningPortal

PHONE = "0537-0000102"


def test_an_office_is_verified_closed_and_found(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    keeper, visitor, worker = person(), person(phone=True), person(phone=True)
    enter(portal, keeper, "keeper")
    expect(keeper).to_have_url("/directory/")
    keeper.get_by_role("link", name="曲阜市", exact=True).click()
    keeper.get_by_role("link", name="改地址、电话、时间").click()
    fill(keeper, {"phone": "问问看", "day_5": "九点"})
    keeper.get_by_role("button", name="保存修改").click()
    expect(keeper.get_by_text("有 2 处要改")).to_be_visible()
    expect(keeper.locator("[name=day_5]")).to_have_value("九点")
    fill(keeper, {"phone": PHONE, "day_5": "9:00-11:30"})
    keeper.get_by_role("button", name="保存修改").click()
    expect(keeper.get_by_text("已经保存")).to_be_visible()
    fill(keeper, {"way": "phone", "finding": "大厅值班人员说周六上午也开"})
    keeper.get_by_role("button", name="核实无误").click()
    expect(keeper.get_by_text("已经核实：曲阜市")).to_be_visible()
    expect(keeper.get_by_role("link", name="曲阜市", exact=True)).to_have_count(0)

    visitor.goto("/")
    visitor.get_by_role("link", name="找地方").first.click()
    fill(visitor, {"matter": "recognition", "county": "370881"})
    visitor.get_by_role("button", name="找窗口").click()
    visitor.locator("[name=town]").select_option(label="鲁城街道")
    visitor.get_by_role("button", name="找窗口").click()
    expect(visitor.get_by_role("link", name=PHONE).first).to_be_visible()
    expect(visitor.get_by_text("周六 9:00 到 11:30")).to_be_visible()
    expect(visitor.get_by_text("管目录电话核实").first).to_be_visible()
    with visitor.expect_download() as card:
        visitor.get_by_role("link", name="这一处的页面").click()
        visitor.get_by_role("link", name="存进手机通讯录").click()
    assert card.value.suggested_filename == "qufu.vcf"

    today = datetime.now(tz=clock.CHINA).date()  # noqa: TID251 - the running portal's own day
    last = today + timedelta(days=1)
    keeper.goto("/directory/rencheng/close/")
    for name, day in (("from_on", today), ("to_on", last)):
        parts = enumerate((day.year, day.month, day.day))
        fill(keeper, {f"{name}_{place}": part for place, part in parts})
    fill(keeper, {"reason": "线路检修"})
    keeper.get_by_role("button", name="发布暂停办公").click()
    expect(keeper.get_by_text("已经发布")).to_be_visible()

    be(portal, worker, "worker")
    worker.goto("/me/")
    worker.locator("main a[href^='/cases/']").first.click()
    expect(worker.get_by_text("暂停办公：线路检修")).to_be_visible()
    keeper.get_by_role("button", name="恢复办公").click()
    expect(keeper.get_by_text("已经取消")).to_be_visible()
    worker.reload()
    expect(worker.get_by_text("线路检修")).to_have_count(0)
