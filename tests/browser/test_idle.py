"""The bar that warns before a session ends, in the browser, with both clocks moved."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from portal import clock
from tests.browser.axe import POINTER, small_targets, violations
from tests.browser.entering import enter
from tests.stack import RunningPortal


def later(portal: RunningPortal, page: Page, *, minutes: int) -> None:
    """Let time pass for the portal, and for the browser from there on."""
    page.clock.fast_forward(timedelta(minutes=minutes).seconds * 1000 + 15_000)
    portal.set_clock(moved(minutes))


def moved(minutes: int) -> datetime:
    """Return that many minutes from now."""
    present = datetime.now(tz=clock.CHINA)  # noqa: TID251
    return present + timedelta(minutes=minutes)


def test_staff_are_warned_five_minutes_before_and_may_go_on(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    page = person()
    page.clock.install()
    enter(portal, page, "clerk")
    page.goto("/me/")
    bar = page.locator("#idle-bar")
    expect(bar).to_be_hidden()
    later(portal, page, minutes=25)
    expect(bar).to_be_visible()
    expect(bar.get_by_role("status")).to_have_text(
        re.compile(r"很久没有操作了。不继续的话，\d{1,2}:\d\d 会自动退出。")
    )
    assert violations(page) == []
    assert small_targets(page, least=POINTER) == []
    with page.expect_response("**/keep-alive/") as answer:
        bar.get_by_role("button", name="继续使用").click()
    assert answer.value.status == 200
    expect(bar).to_be_hidden()
    portal.set_clock(moved(50))
    page.goto("/me/")
    expect(page).to_have_url(re.compile("/me/$"))


def test_who_does_not_go_on_is_told_and_comes_back_to_the_same_page(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    page = person()
    page.clock.install()
    enter(portal, page, "clerk")
    page.goto("/inbox/")
    later(portal, page, minutes=31)
    bar = page.locator("#idle-bar")
    expect(bar.get_by_role("status")).to_have_text("太久没有操作，为了安全已经退出。")
    bar.get_by_role("link", name="重新登录").click()
    expect(page.get_by_text("为了安全已经退出")).to_be_visible()
    assert "next=/inbox/" in page.url
