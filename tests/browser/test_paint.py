"""What does not vary with the machine: pages do not move while they come, and fetch few files."""

from playwright.sync_api import Page

from tests.browser.entering import be
from tests.browser.paint import SlowPhone
from tests.stack import RunningPortal

STILL = 0.02
FILES = 6
OPEN = ["/", "/ask/", "/ask/?q=骑车上班被撞", "/ask/commute-hit/", "/guide/", "/guide/first-day/"]
OPEN += ["/places/", "/places/rencheng/"]


def must_be_calm(window: Page, paths: list[str]) -> None:
    phone = SlowPhone(window)
    for path in paths:
        came = phone.open(path)
        assert came.largest >= came.first > 0, path
        assert came.shift <= STILL, (path, came)
        assert came.requests <= FILES, (path, came)


def test_open_pages_stand_still_and_fetch_few_files(phone: Page) -> None:
    must_be_calm(phone, OPEN)


def test_pages_of_the_elder_mode_do_too(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="大字").click()
    must_be_calm(phone, ["/", "/ask/commute-hit/"])


def test_the_first_step_of_a_claim_and_its_state_do_too(portal: RunningPortal, phone: Page) -> None:
    be(portal, phone, "worker")
    phone.goto("/me/")
    case = phone.locator("main a[href^='/cases/']").first.get_attribute("href")
    phone.goto("/apply/injury-claim/")
    phone.locator("main form button[type=submit]").last.click()
    step = phone.url
    assert step.rstrip("/") != "/apply/injury-claim"
    must_be_calm(phone, [step, str(case)])


def test_a_second_page_is_one_file_of_little_weight(phone: Page) -> None:
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    line = phone.context.new_cdp_session(phone)
    line.send("Network.enable")
    weights: list[int] = []
    line.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
    phone.goto("/guide/first-day/")
    phone.wait_for_load_state("networkidle")
    over_the_line = [weight for weight in weights if weight > 0]
    assert len(over_the_line) == 1
    assert sum(over_the_line) <= 15 * 1024
