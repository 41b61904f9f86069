"""Pages on paper: the card of the first day is one sheet, others carry no means of the screen."""

import re
import unicodedata
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.browser.on_paper import text_of

A4 = (595, 842)  # points
CARD = "/guide/first-day/"
PAGES = [CARD, "/guide/", "/ask/commute-hit/", "/places/rencheng/"]
_SCREEN_ONLY = ".site-head, .site-foot, .crumb, main .btn, main button, .elder-bar, .aloud"


def printed(page: Page, path: str) -> bytes:
    """Return an open page as Chromium prints it."""
    page.goto(path)
    return page.pdf(prefer_css_page_size=True)


def plain(text: str) -> str:
    """Return text without white space, and signs of radicals as the characters they look like."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def stands_on(paper: str, text: str) -> bool:
    """Say whether paper shows a text; fonts may name some characters by their radicals."""
    signs = (f"[{re.escape(sign)}\u2e80-\u2eff]" for sign in plain(text))
    return re.search("".join(signs), paper) is not None


@pytest.mark.parametrize("size", ["", "1", "3"])
def test_the_card_of_the_first_day_is_exactly_one_sheet(phone: Page, size: str) -> None:
    phone.goto(CARD)
    if size:
        phone.get_by_role("button", name="大字").click()
        phone.locator(f"button[name=size][value='{size}']").click()
    sheet = printed(phone, CARD)
    with pikepdf.open(BytesIO(sheet)) as document:
        assert len(document.pages) == 1
        box = [float(number) for number in document.pages[0].MediaBox.as_list()]
    assert (round(box[2]), round(box[3])) == A4
    text = plain(text_of(sheet))
    for item in phone.locator(".day-card li").all_inner_texts():
        assert stands_on(text, item), item
    assert stands_on(text, phone.locator(".day-card-foot p").inner_text())
    assert text.endswith("/guide/")
    assert "打印这一页" not in text


def test_nothing_on_paper_is_wider_than_it_or_a_means_of_the_screen(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 1000})  # A4 without margins, in CSS px
    for path in PAGES:
        page.goto(path)
        shown = page.eval_on_selector_all(
            _SCREEN_ONLY,
            "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)",
        )
        assert shown == [], path
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 658, path
        colours = page.eval_on_selector_all(
            "main *", "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
        )
        assert colours == ["rgb(0, 0, 0)"], path


def test_outside_addresses_are_written_out_and_own_ones_are_not(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/guide/")
    page.evaluate(
        """() => {
          const link = document.createElement('a');
          link.href = 'https://www.gov.cn/zhengce/';
          link.textContent = '条例全文';
          document.querySelector('.prose p').append(link);
        }"""
    )
    after = "one => getComputedStyle(one, '::after').content"
    outside = page.locator(".prose a[href^=http]").first.evaluate(after)
    assert "https://www.gov.cn/zhengce/" in outside
    own = page.locator("main a[href^='/']").first.evaluate(after)
    assert own in {"none", "normal"}


def test_the_button_prints_and_is_not_there_without_script(phone: Page) -> None:
    phone.add_init_script("window.print = () => { window.printed = true; };")
    phone.goto(CARD)
    phone.get_by_role("button", name="打印这一页").click()
    assert phone.evaluate("window.printed")
