"""What goes wrong in the middle of a form, in Chromium: nothing typed is ever lost."""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

from portal.cases.models import Case
from tests.browser.entering import be, code_for, enter, enter_by_code
from tests.browser.test_idle import moved
from tests.browser.test_seven_people import (
    claim_answers,
    fill,
    hand_in_photos,
    sign_up,
    step_of,
)
from tests.stack import RunningPortal

Person = Callable[..., Page]
COURSE = "换模具的时候，滑块落下来压住了右手，班长马上关了机器。"


def test_a_session_that_ends_in_the_middle_of_a_step_gives_back_what_was_typed(
    portal: RunningPortal, person: Person
) -> None:
    worker, phone = person(phone=True), "13900007101"
    sign_up(portal, worker, phone, "周小禾")
    walk_to(worker, "accident")
    fill(worker, {"place": "冲压车间二号机", "course": COURSE})
    portal.set_clock(moved(180))
    save(worker)
    expect(worker.get_by_text("您刚才写的都替您存着")).to_be_visible()
    worker.get_by_role("link", name="用短信验证码登录").click()
    worker.get_by_label("手机号").fill(phone)
    worker.get_by_role("button", name="获取验证码").click()
    worker.get_by_label("验证码").fill(code_for(portal, phone))
    worker.get_by_role("button", name="登录", exact=True).click()
    expect(worker.get_by_text("您刚才写的都还在")).to_be_visible()
    assert step_of(worker.url) == "accident"
    expect(worker.get_by_label("在什么地方？")).to_have_value("冲压车间二号机")
    expect(worker.get_by_label("事情经过")).to_have_value(COURSE)
    fill(worker, {"doing": "work"})
    save(worker)
    worker.wait_for_url(lambda url: step_of(url) == "injury")


def test_the_back_button_after_submitting_leads_to_the_first_receipt(
    portal: RunningPortal, person: Person
) -> None:
    worker = person(phone=True)
    sign_up(portal, worker, "13900007102", "周小禾")
    walk_to(worker, "check")
    check = worker.url
    worker.get_by_role("checkbox", name=re.compile("真实情况")).check()
    worker.get_by_role("button", name="提交申请").click()
    worker.wait_for_url(lambda url: "/receipt/" in url)
    number = number_on(worker)
    worker.go_back()
    if worker.get_by_role("button", name="提交申请").count():
        worker.get_by_role("button", name="提交申请").click()
    worker.wait_for_url(lambda url: "/receipt/" in url)
    assert number_on(worker) == number
    for address in (check, urljoin(check, "../worker/")):
        worker.goto(address)
        assert number_on(worker) == number
    worker.goto("/claims/")
    assert re.findall(r"\d{4}-\d{6}", worker.locator("main").inner_text()) == [number]


def test_two_windows_on_one_step_show_both_versions_and_lose_neither(
    portal: RunningPortal, person: Person
) -> None:
    first = person()
    sign_up(portal, first, "13900007103", "周小禾")
    walk_to(first, "accident")
    second = first.context.new_page()
    second.goto(first.url)
    answers = claim_answers()["accident"]
    fill(first, answers | {"place": "东门外的路口"})
    fill(second, answers | {"place": "西门外的坡上"})
    save(first)
    first.wait_for_url(lambda url: step_of(url) == "injury")
    save(second)
    expect(second.get_by_text("这一步刚才在别处保存过")).to_be_visible()
    expect(second.get_by_text("东门外的路口")).to_be_visible()
    expect(second.get_by_label("在什么地方？")).to_have_value("西门外的坡上")
    save(second)
    second.wait_for_url(lambda url: step_of(url) == "injury")
    second.get_by_role("link", name="上一步").click()
    expect(second.get_by_label("在什么地方？")).to_have_value("西门外的坡上")


def test_another_device_goes_on_where_the_first_was_left_with_every_file(
    portal: RunningPortal, person: Person
) -> None:
    first, phone = person(phone=True), "13900007104"
    sign_up(portal, first, phone, "周小禾")
    walk_to(first, "materials")
    hand_in_photos(first)
    portal.set_clock(moved(5))  # a second code for the same phone is not sent within a minute
    second = person()
    enter_by_code(portal, second, phone)
    second.goto("/me/")
    second.get_by_role("link", name=re.compile("工伤认定申请")).first.click()
    assert step_of(second.url) == "materials"
    expect(second.get_by_text("收到 3 个文件")).to_be_visible()
    for number in range(3):
        expect(second.get_by_role("link", name=f"照片{number}.jpg")).to_be_visible()
    second.get_by_role("link", name="事故经过").first.click()
    expect(second.get_by_label("事情经过")).to_have_value(claim_answers()["accident"]["course"])


def test_a_stale_act_shows_what_changed_meanwhile_and_keeps_what_was_typed(
    portal: RunningPortal, person: Person
) -> None:
    handler, supervisor = person(), person()
    enter(portal, handler, "handler")
    enter(portal, supervisor, "supervisor")
    reference = investigated(portal)
    handler.goto(f"/cases/{reference}/suspend/")
    handler.get_by_role("radio").first.check()
    typed = {"awaited": "道路交通事故认定书", "explanation": "责任认定还没有作出，等交警的结论。"}
    fill(handler, typed)
    supervisor.goto(f"/cases/{reference}/note/")
    fill(supervisor, {"text": "先问一下交警大队再决定。"})
    supervisor.get_by_role("button", name="写备注").click()
    supervisor.wait_for_url(lambda url: step_of(url) != "note")
    handler.get_by_role("button", name="中止认定").click()
    expect(handler.get_by_text("您打开这一页以后，案件有变动")).to_be_visible()
    expect(handler.get_by_text("冉科长").first).to_be_visible()
    for name, text in typed.items():
        expect(handler.locator(f"[name={name}]")).to_have_value(text)
    expect(handler.get_by_role("radio").first).to_be_checked()
    with portal.orm():
        assert Case.objects.get(reference=reference).state == "investigating"


def test_a_step_is_filled_in_and_saved_with_the_keyboard_alone(
    portal: RunningPortal, person: Person
) -> None:
    worker = person()
    sign_up(portal, worker, "13900007105", "周小禾")
    walk_to(worker, "accident")
    keys = worker.keyboard
    tab_to(worker, worker.get_by_role("radio").first)
    keys.press("Space")
    tab_to(worker, worker.get_by_label("在什么地方？"))
    keys.type("冲压车间二号机")
    tab_to(worker, worker.get_by_label("事情经过"))
    keys.type(COURSE)
    tab_to(worker, worker.get_by_role("button", name="保存并继续"))
    keys.press("Enter")
    worker.wait_for_url(lambda url: step_of(url) == "injury")


def test_what_is_wrong_takes_the_keyboard_to_the_field(
    portal: RunningPortal, person: Person
) -> None:
    worker = person()
    sign_up(portal, worker, "13900007106", "周小禾")
    walk_to(worker, "accident")
    fill(worker, {"doing": "work", "course": COURSE})
    save(worker)
    expect(worker.locator("#error-summary")).to_be_focused()
    worker.keyboard.press("Tab")
    worker.keyboard.press("Enter")
    expect(worker.get_by_label("在什么地方？")).to_be_focused()
    expect(worker.get_by_label("事情经过")).to_have_value(COURSE)


def test_the_work_list_is_walked_with_j_k_and_o(portal: RunningPortal, person: Person) -> None:
    handler = person()
    be(portal, handler, "handler")
    handler.goto("/work/")
    people = handler.locator("tbody th[scope=row] a")
    keys = handler.keyboard
    keys.press("j")
    expect(people.nth(0)).to_be_focused()
    keys.press("j")
    expect(people.nth(1)).to_be_focused()
    keys.press("k")
    expect(people.nth(0)).to_be_focused()
    name = people.nth(0).inner_text()
    keys.press("o")
    handler.wait_for_url(lambda url: "/cases/" in url)
    expect(handler.get_by_role("heading", level=1)).to_have_text(name)
    handler.go_back()
    keys.press("/")
    expect(handler.get_by_label("申请编号、姓名或者单位")).to_be_focused()


# What people do ---------------------------------------------------------------------------------


def walk_to(page: Page, last: str) -> None:
    """Begin an application and answer every step up to this one."""
    page.goto("/apply/injury-claim/")
    page.get_by_role("button", name="开始申请").click()
    page.wait_for_url(lambda url: step_of(url) == "basics")
    answers = claim_answers()
    for _ in range(30):
        step = step_of(page.url)
        if step == last:
            return
        fill(page, answers.get(step, {}))
        save(page)
        page.wait_for_url(lambda url, step=step: step_of(url) != step)
    raise AssertionError(f"never came to {last}")


def save(page: Page) -> None:
    """Press the button that saves a step."""
    page.get_by_role("button", name=re.compile("继续")).last.click()


def tab_to(page: Page, field: Locator) -> None:
    """Press Tab until the field has the focus."""
    for _ in range(60):
        if field.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {field}")


def number_on(page: Page) -> str:
    """Return the number on the receipt that is open."""
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    found = re.search(r"\d{4}-\d{6}", page.locator("main").inner_text())
    assert found is not None
    return found.group()


def investigated(portal: RunningPortal) -> str:
    """Return the number of a case that the demonstration's handler investigates."""
    with portal.orm():
        case = Case.objects.filter(state="investigating", handler__isnull=False).first()
        assert case is not None
        return case.reference
