"""Log people of the demonstration in through the pages, as they would do it themselves."""

from playwright.sync_api import BrowserContext, Page

from injury_claims.demo.people import CITIZENS, ELSEWHERE, KEEPERS, OFFICERS
from portal.accounts.models import SecondFactor, User
from portal.notifications.models import Outbox
from registration.demo import people as agency
from registration.demo.people import PASSWORD
from tests.stack import RunningPortal

STAFF = {
    **OFFICERS,
    **ELSEWHERE,
    **KEEPERS,
    **agency.AGENCY,
    **agency.ELSEWHERE,
    **agency.TOWN_CLERKS,
}
_cookies: dict[tuple[str, str], list] = {}


def code_for(portal: RunningPortal, phone: str) -> str:
    """Return the digits that were sent to a phone last."""
    with portal.orm():
        rows = Outbox.objects.filter(kind="sms").order_by("-id")
        row = next(row for row in rows.iterator() if row.recipient == phone)
        return str(row.payload["context"]["code"])


def enter(portal: RunningPortal, page: Page, key: str) -> None:
    """Log in by the pages; citizens by code, staff with both factors."""
    if key in STAFF:
        phone = STAFF[key][0]
        forget_used_digits(portal, phone)
        page.goto("/staff/login/")
        page.get_by_label("手机号").fill(phone)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="下一步").click()
        page.get_by_label("动态口令").fill(code_for(portal, phone))
        press(page)
    else:
        enter_by_code(portal, page, CITIZENS[key][0])


def forget_used_digits(portal: RunningPortal, phone: str) -> None:
    """Let digits serve again: a test that came back from a later day would wait for that day."""
    with portal.orm():
        user = User.objects.by_phone(phone, staff=True)
        SecondFactor.objects.filter(user=user).update(last_step=-1)


def enter_by_code(portal: RunningPortal, page: Page, phone: str) -> None:
    """Log a citizen in by the code that is sent."""
    page.goto("/login/code/")
    page.get_by_label("手机号").fill(phone)
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("验证码").fill(code_for(portal, phone))
    press(page)


def press(page: Page) -> None:
    """Press 登录 and wait for the page behind it."""
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url and "second-factor" not in url)


def be(portal: RunningPortal, page: Page, key: str) -> None:
    """Take the session of a person who has entered before, or enter now."""
    context: BrowserContext = page.context
    kept = (portal.address, key)
    if kept in _cookies:
        context.clear_cookies()
        context.add_cookies(_cookies[kept])
        return
    enter(portal, page, key)
    _cookies[kept] = context.cookies()
