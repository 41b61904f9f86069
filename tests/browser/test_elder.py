"""The elder-friendly mode in a real browser: sizes, targets, contrast, and the reading aloud."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import FINGER, NARROW, small_targets, too_wide, violations
from tests.browser.entering import be
from tests.stack import RunningPortal

LEAST = 60
WIDTHS = (NARROW, 390, 1280)
SIZES = {"大": 20, "更大": 24, "最大": 30}
ANSWER = "/ask/commute-hit/"
PAGES = [
    "/",
    "/guide/",
    ANSWER,
    "/ask/",
    "/ask/?q=骑车",
    "/places/",
    "/places/rencheng/",
    "/login/",
]
OWN = ["/me/", "/apply/injury-claim/"]

# What stands on the page as text: its size, its line, and whether it floats over other things.
_UNFIT = """(least) => {
  const found = [];
  for (const one of document.querySelectorAll('body *')) {
    if (!one.checkVisibility({visibilityProperty: true})) continue;
    if (one.matches('.visually-hidden, .skip, option')) continue;
    const style = getComputedStyle(one);
    const line = one.outerHTML.slice(0, 100);
    if (['fixed', 'sticky'].includes(style.position)) found.push(`floats: ${line}`);
    if (![...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const size = parseFloat(style.fontSize), height = parseFloat(style.lineHeight);
    if (size < least) found.push(`${size} px: ${line}`);
    if (!(height / size >= 1.5)) found.push(`line ${height / size}: ${line}`);
    if (one.matches('a') && !one.matches('.btn, .site-name, .skip')) {
      if (!style.textDecorationLine.includes('underline')) found.push(`not underlined: ${line}`);
    }
  }
  return found;
}"""
_MAIN = """(least) => [...document.querySelectorAll(
  '.btn, .doors a, .link-rows a, .elder-bar button, .site-tools a, summary, .form-select, ' +
  '.form-control:not(.part *), .crumb'
)].filter(one => one.checkVisibility({visibilityProperty: true})).map(
  one => [one.getBoundingClientRect(), one]
).filter(([box]) => box.width + 0.5 < least || box.height + 0.5 < least).map(
  ([box, one]) => `${box.width} x ${box.height}: ${one.outerHTML.slice(0, 100)}`
)"""
_CONTRAST = """async () => (await axe.run(document, {
  runOnly: {type: 'rule', values: ['color-contrast-enhanced']}, resultTypes: ['violations'],
})).violations.flatMap(rule => rule.nodes.map(node => `below 7: ${node.target.join(' ')}`))"""
_VOICE = """
const said = [];
const speech = new EventTarget();
Object.assign(speech, {said, getVoices: () => VOICES, speak: one => said.push(one),
  cancel: () => { speech.cancelled = true; }});
Object.defineProperty(window, 'speechSynthesis', {value: speech});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def turn_on(page: Page, words: str = "大") -> None:
    """Press the button in the head, and then the size."""
    page.goto("/")
    page.get_by_role("button", name="大字").click()
    if words != "大":
        page.get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_role("button", name=words, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def findings(page: Page, *, least: int) -> list[str]:
    """Return everything on the open page that the mode does not allow."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if wide := too_wide(page):
            found.append(f"{width} px, scrolls sideways: {wide}")
    page.set_viewport_size({"width": 390, "height": 844})
    found += violations(page)
    found += page.evaluate(_CONTRAST)
    found += page.evaluate(_UNFIT, least)
    found += page.evaluate(_MAIN, LEAST)
    found += small_targets(page, least=FINGER)
    return [f"{page.url} {line}" for line in found]


def must_be_fit(page: Page, paths: list[str], *, least: int) -> None:
    found: list[str] = []
    for path in paths:
        page.goto(path)
        found += findings(page, least=least)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize(("words", "least"), SIZES.items(), ids=["20", "24", "30"])
def test_visitors_read_large_dark_words_and_hit_large_targets(
    phone: Page, words: str, least: int
) -> None:
    turn_on(phone, words)
    assert phone.evaluate("getComputedStyle(document.body).fontSize") == f"{least}px"
    must_be_fit(phone, PAGES, least=least)


def test_own_pages_and_the_first_steps_of_a_claim_are_fit_too(
    portal: RunningPortal, phone: Page
) -> None:
    be(portal, phone, "worker")
    turn_on(phone)
    must_be_fit(phone, OWN, least=20)
    phone.goto("/apply/injury-claim/")
    begin = phone.get_by_role("button", name=re.compile("^(开始申请|另外填一份新的)$"))
    begin.click()
    assert phone.locator("main form [name]").count() > 1
    assert findings(phone, least=20) == []


def test_it_is_turned_on_and_off_without_script_and_by_keyboard(
    person: Callable[..., Page],
) -> None:
    window = person(phone=True, script=False)
    window.goto("/guide/")
    button = window.get_by_role("button", name="大字")
    for _ in range(10):
        window.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="标准版")).to_be_visible()
    expect(window).to_have_url("/guide/")
    window.goto("/")
    expect(window.locator(".doors li")).to_have_count(5)
    window.locator("details summary").focus()
    window.keyboard.press("Enter")
    expect(window.get_by_role("link", name="家人因工去世")).to_be_visible()
    window.get_by_role("button", name="标准版").click()
    expect(window.get_by_role("button", name="大字")).to_be_visible()
    window.goto("/guide/")
    expect(window.get_by_role("button", name="大字")).to_be_visible()


def test_no_suggestions_are_shown_while_typing(phone: Page) -> None:
    turn_on(phone)
    phone.goto("/ask/")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.get_by_role("searchbox").press_sequentially("骑车上班被撞")
    phone.wait_for_timeout(600)
    assert not [url for url in asked if "suggest" in url]


def test_the_text_is_read_aloud_and_stopped(phone: Page) -> None:
    phone.add_init_script(_VOICE.replace("VOICES", "[{lang: 'zh-CN', name: '普通话'}]"))
    phone.goto(ANSWER)
    phone.get_by_role("button", name="读给我听").click()
    said: list[str] = phone.evaluate("speechSynthesis.said.map(one => one.text)")
    assert said[0] == phone.locator("h1").inner_text()
    assert "".join(phone.locator(".answer-box").inner_text().split()) in "".join(said)
    assert len(set(said)) > 5
    assert not any("登录" in one or "我是单位" in one for one in said)
    assert phone.evaluate("speechSynthesis.said.every(one => one.lang === 'zh-CN')")
    stop = phone.get_by_role("button", name="停下")
    expect(stop).to_be_focused()
    stop.click()
    assert phone.evaluate("speechSynthesis.cancelled")
    expect(phone.get_by_role("button", name="读给我听")).to_be_focused()


@pytest.mark.parametrize("voices", ["[]", "[{lang: 'en-GB', name: 'English'}]"])
def test_where_no_chinese_voice_is_there_is_no_button(phone: Page, voices: str) -> None:
    phone.add_init_script(_VOICE.replace("VOICES", voices))
    phone.goto(ANSWER)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.get_by_role("button", name="读给我听")).to_be_hidden()
