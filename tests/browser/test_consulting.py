"""A question, lived: two clicks to the right page, asked without a name, answered in time, read."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.entering import be
from tests.browser.hands import fill
from tests.stack import RunningPortal

WORDS = "我在食堂帮厨，领导让替人值夜班，回来路上崴了脚，饭卡丢了能不能补？"


def test_two_clicks_lead_from_what_happened_to_the_service(person: Callable[..., Page]) -> None:
    visitor = person(phone=True)
    visitor.goto("/")
    visitor.get_by_role("link", name="家里人出了事").click()
    visitor.get_by_role("link", name="要替家人申请工伤认定").click()
    expect(visitor).to_have_url(re.compile(r"/apply/injury-claim/$"))


def test_a_question_is_asked_without_a_name_and_its_answer_read_by_code(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    visitor, officer = person(phone=True), person()
    visitor.goto("/questions/new/")
    visitor.get_by_role("button", name="提交咨询").click()
    expect(visitor.locator(".error-summary")).to_be_visible()
    fill(visitor, {"text": WORDS, "topic": "commute", "county": "370811"})
    visitor.get_by_role("button", name="提交咨询").click()
    suggested = visitor.get_by_text("这几条里有您要问的吗")
    if suggested.count():
        expect(visitor.locator('main [name="text"]')).to_have_value(WORDS)
        visitor.get_by_role("button", name="提交咨询").click()
    expect(visitor.get_by_role("heading", name="已收到")).to_be_visible()
    number, code = visitor.locator("dd.num").all_inner_texts()
    be(portal, officer, "handler")
    officer.goto(f"/cases/{number}/")
    expect(officer.get_by_text(WORDS)).to_be_visible()
    fill(officer, {"text": "算不算要看是不是上下班的合理路上，请带材料来窗口。"})
    officer.get_by_role("button", name="答复").first.click()
    expect(officer.get_by_text("已答复").first).to_be_visible()
    visitor.get_by_role("link", name="去查答复").click()
    fill(visitor, {"reference": number, "code": code.lower()})
    visitor.get_by_role("button", name="查答复").click()
    expect(visitor.get_by_text("请带材料来窗口")).to_be_visible()


def test_a_reader_says_that_an_answer_did_not_help_and_an_editor_sees_it(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    visitor, editor = person(script=False), person()
    visitor.goto("/ask/commute-hit/")
    visitor.get_by_role("button", name="没有帮上忙").click()
    visitor.get_by_label("您还想知道什么").fill("单行道逆行算不算")
    visitor.get_by_role("button", name="告诉编辑").click()
    expect(visitor.get_by_role("heading", name="谢谢，编辑会看")).to_be_visible()
    be(portal, editor, "editor")
    editor.goto("/answers/lacks/")
    expect(editor.get_by_text("单行道逆行算不算")).to_be_visible()
