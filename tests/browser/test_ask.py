"""Asking, lived: spoken words on a phone lead to an answer; what is not found reaches an editor."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.entering import enter
from tests.browser.hands import fill
from tests.stack import RunningPortal

QUESTION = "骑车上班被撞，算工伤吗？"
STRANGE = "俺骑铁驴子上工让人顶沟里了"


def test_spoken_words_on_a_phone_lead_to_an_answer_and_on_to_the_claim(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    visitor = person(phone=True)
    visitor.goto("/")
    line = visitor.get_by_role("searchbox")
    line.press_sequentially("骑车上班被撞")
    suggested = visitor.locator("#suggestions")
    expect(suggested.get_by_role("link", name=QUESTION)).to_be_visible()
    visitor.get_by_role("button", name="查找").click()
    first = visitor.locator(".hits > li").first
    expect(first.get_by_role("link")).to_have_text(QUESTION)
    first.get_by_role("link").click()
    expect(visitor.locator(".answer-box")).to_contain_text("算")
    expect(visitor.get_by_text("《工伤保险条例》第十四条第（六）项")).to_be_visible()
    visitor.get_by_role("link", name="申请工伤认定").first.click()
    expect(visitor).to_have_url("/apply/injury-claim/")


def test_the_search_works_without_any_script(person: Callable[..., Page]) -> None:
    visitor = person(script=False)
    visitor.goto("/ask/")
    visitor.get_by_role("searchbox").fill("单位不给申请")
    visitor.get_by_role("button", name="查找").click()
    expect(visitor.locator(".hits > li").first).to_be_visible()


def test_what_is_not_found_reaches_an_editor_and_is_found_from_then_on(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    visitor, editor = person(phone=True), person()
    visitor.goto("/ask/")
    visitor.get_by_role("searchbox").fill(STRANGE)
    visitor.get_by_role("button", name="查找").click()
    expect(visitor.get_by_role("heading", name="没有找到正好的回答")).to_be_visible()
    enter(portal, editor, "editor")
    expect(editor).to_have_url("/answers/")
    editor.get_by_role("link", name=STRANGE).click()
    editor.get_by_role("button", name="处理这一条").click()
    expect(editor.get_by_text("请选择怎么处理").first).to_be_visible()
    editor.get_by_label("加一个同义词").check()
    fill(editor, {"phrase": "铁驴子", "means": "骑车、电动车、上班"})
    editor.get_by_role("button", name="处理这一条").click()
    expect(editor.get_by_text("已经处理")).to_be_visible()
    visitor.goto("/ask/?q=铁驴子被撞")
    expect(visitor.locator(".hits").get_by_role("link", name=QUESTION)).to_be_visible()


def test_an_answer_is_written_compared_with_the_law_and_published(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    writer, reader, visitor = person(), person(), person(phone=True)
    enter(portal, writer, "editor")
    writer.goto("/answers/entries/hospital/")
    writer.get_by_role("link", name="修改", exact=True).click()
    fill(writer, {"places": "条例第三十条", "why": "写得更短"})
    writer.get_by_role("button", name="保存这一版").click()
    expect(writer.get_by_text("“条例第三十条”不认识").first).to_be_visible()
    fill(writer, {"places": "gsbx:30", "short": "去协议医院；急救可以先到最近的医院。"})
    writer.get_by_role("button", name="保存这一版").click()
    writer.get_by_role("button", name="送法规核对").click()
    expect(writer.get_by_text("等法规核对人员对照规定核对")).to_be_visible()
    enter(portal, reader, "legal_checker")
    reader.goto("/answers/entries/?show=check")
    reader.get_by_role("link", name="医院").first.click()
    reader.get_by_role("link", name="看预览和改了哪里").click()
    expect(reader.locator(".compared ins").first).to_be_visible()
    reader.get_by_role("link", name="这一问").click()
    reader.get_by_role("button", name="对照过规定，没有错").first.click()
    expect(reader.get_by_text("已经记下，等编辑发布")).to_be_visible()
    writer.reload()
    writer.get_by_role("button", name="发布这一版").click()
    expect(writer.get_by_text("已经发布")).to_be_visible()
    visitor.goto("/ask/hospital/")
    expect(visitor.locator(".answer-box")).to_have_text("去协议医院；急救可以先到最近的医院。")
