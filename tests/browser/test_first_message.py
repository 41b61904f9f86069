"""The smallest whole way: a transaction, the real broker, the real worker, a page in Chromium."""

import uuid

from django.db import transaction
from playwright.sync_api import Page, expect

from portal.notifications.send import notify
from tests.stack import RunningPortal


def test_front_page_opens_on_a_phone_without_sideways_scrolling(phone: Page) -> None:
    phone.goto("/")
    expect(phone.locator("h1")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_message_of_a_transaction_is_delivered_by_the_worker(
    portal: RunningPortal, page: Page
) -> None:
    code = uuid.uuid4().hex[:6]
    with portal.orm(), transaction.atomic():
        notify(
            "login_code",
            key=f"test:{code}",
            phone="13900000001",
            context={"code": code, "purpose": "登录", "minutes": 10},
            channels=("sms",),
        )
    for _ in range(20):
        page.goto("/dev/messages/")
        if page.get_by_text(code).count():
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_text(code).first).to_be_visible()
