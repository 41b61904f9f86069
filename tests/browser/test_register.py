"""The register, lived: a unit registers and adds workers, a window, a certificate, arrears."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from injury_claims.demo.steps import WORKER_NUMBER
from portal import clock
from registration.demo.register import LOGISTICS, MACHINES, id_number
from tests.browser.entering import be, enter
from tests.browser.hands import act, fill, sign_up
from tests.letters.papers import text_of
from tests.registration.making import credit_code
from tests.stack import RunningPortal

SCHOOL = "任城区演示第二小学"


def test_a_unit_registers_by_hand_and_its_agent_adds_a_worker(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    filer = person(phone=True)
    sign_up(portal, filer, "13900007201", "周校办")
    reference = register_a_school(filer)

    checker, reviewer = person(), person()
    enter(portal, checker, "registrar")
    checker.goto(f"/work/?q={reference}")
    expect(checker.get_by_role("link", name=SCHOOL).first).to_be_visible()
    act(checker, reference, "propose", {"decision": "approve", "identity_checked": True})
    enter(portal, reviewer, "register_reviewer")
    act(reviewer, reference, "approve")

    filer.goto("/units/")
    filer.get_by_role("link", name=SCHOOL).first.click()
    filer.get_by_role("link", name="我的职工").click()
    add_a_worker(filer, "钱立新", id_number(date(1992, 5, 20), 901))
    expect(filer.get_by_text("起参保").first).to_be_visible()
    filer.get_by_role("link", name="我的职工").last.click()
    expect(filer.get_by_role("link", name="钱立新")).to_be_visible()


def test_a_town_clerk_enters_a_walk_in_and_prints_a_receipt(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    clerk = person()
    enter(portal, clerk, "town_clerk")
    clerk.goto("/counter/")
    clerk.get_by_role("button", name="新来的人").click()
    fill(clerk, {"visitor": "孙物流", "is_seen": True})
    clerk.locator("main .btn-primary").last.click()
    clerk.get_by_role("searchbox").fill("演示物流")
    clerk.get_by_role("button", name="查单位").click()
    clerk.get_by_role("link", name=LOGISTICS).click()
    clerk.get_by_role("link", name="增加职工").click()
    fill_worker(clerk, "李搬运", id_number(date(1988, 8, 8), 902))
    expect(clerk.get_by_text("回执").first).to_be_visible()
    expect(clerk.get_by_text("李搬运")).to_have_count(0)
    clerk.goto("/counter/")
    clerk.get_by_role("button", name="新来的人").click()
    expect(clerk.locator("[name=visitor]")).to_have_value("")


def test_a_person_proves_who_it_is_and_takes_a_certificate_along_on_a_phone(
    portal: RunningPortal, person: Callable[..., Page], tmp_path: Path
) -> None:
    phone = person(phone=True)
    be(portal, phone, "worker")
    phone.goto("/records/")
    expect(phone.get_by_text(MACHINES)).to_have_count(0)
    phone.get_by_role("link", name=re.compile("^去")).click()
    fill(phone, {"name": "李小满", "number": WORKER_NUMBER})
    phone.get_by_role("button", name="就当我是这个人").click()
    expect(phone.get_by_text(MACHINES).first).to_be_visible()
    phone.get_by_role("link", name="打参保证明").click()
    phone.get_by_role("button", name="开一份新的证明").click()
    link = phone.get_by_role("link", name=re.compile("的证明，PDF")).first
    expect(link).to_be_visible()
    paper = phone.request.get(str(link.get_attribute("href"))).body()
    words = text_of(paper, folder=tmp_path)
    assert MACHINES in words
    assert "2021年3月" in words
    code = re.search(r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}", words)
    assert code is not None
    stranger = person()
    stranger.goto("/verify/")
    stranger.get_by_label("核对码").fill(code.group())
    stranger.get_by_role("button", name="查验文书").click()
    expect(stranger.get_by_text("参保证明").first).to_be_visible()
    expect(stranger.get_by_text(WORKER_NUMBER)).to_have_count(0)


def test_a_unit_that_owes_is_told_how_much_and_is_not_cancelled(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    agent = person()
    enter(portal, agent, "agent")
    agent.goto("/units/")
    agent.get_by_role("link", name=LOGISTICS).first.click()
    agent.get_by_role("link", name="登记变更与注销").click()
    expect(agent.get_by_text("500.00").first).to_be_visible()
    agent.get_by_role("link", name=re.compile("注销")).last.click()
    fill_today(agent, "happened_on")
    fill(agent, {"reason": "不再经营"})
    agent.locator("main form .btn-primary").last.click()
    agent.wait_for_url(lambda url: "/cases/" in url)
    reference = re.search(r"\d{4}-\d{6}", agent.url)
    assert reference is not None

    checker, reviewer = person(), person()
    enter(portal, checker, "registrar")
    checker.goto(f"/cases/{reference.group()}/propose/")
    expect(checker.get_by_text("暂不能予以办理")).to_be_visible()
    expect(checker.get_by_text(re.compile("欠费|滞纳金|罚款")).first).to_be_visible()
    expect(checker.locator("main [name=decision][value=approve]")).to_have_count(0)
    act(
        checker,
        reference.group(),
        "propose",
        {"decision": "refuse", "refusal_reason": "还有欠费、滞纳金和罚款没有缴清。"},
    )
    enter(portal, reviewer, "register_reviewer")
    act(reviewer, reference.group(), "refuse")
    agent.goto(agent.url)
    expect(agent.get_by_text("不予办理").first).to_be_visible()


# What people do ---------------------------------------------------------------------------------


def register_a_school(page: Page) -> str:
    """Fill in the registration of a school, and return its number."""
    page.goto("/units/register/")
    typed = {
        "kind": "institution",
        "credit_code": credit_code(8_888_888),
        "name": SCHOOL,
        "happened_on_0": 2026,
        "happened_on_1": 9,
        "happened_on_2": 1,
        "legal_representative": "演示校长",
        "place": "370811008",
        "address": "任城区演示学府路 3 号",
        "phone": "0537-1234567",
        "contact": "周校办",
    }
    fill(page, typed)
    page.locator("main form .btn-primary").last.click()
    page.wait_for_url(lambda url: "/cases/" in url)
    found = re.search(r"\d{4}-\d{6}", page.url)
    assert found is not None
    return found.group()


def add_a_worker(page: Page, name: str, number: str) -> None:
    """Open the form from the list and fill in both steps."""
    page.get_by_role("link", name=re.compile("加一名职工")).click()
    fill_worker(page, name, number)


def fill_worker(page: Page, name: str, number: str) -> None:
    """Say who it is, then what the work is."""
    fill(page, {"kind": "resident_id", "number": number, "name": name})
    fill_today(page, "started_on")
    page.locator("main form .btn-primary").last.click()
    fill(page, {"job": "教师", "report": "now"})
    page.locator("main form .btn-primary").last.click()
    page.wait_for_url(lambda url: "/add/" not in url)


def fill_today(page: Page, name: str) -> None:
    """Fill the boxes of a day with today."""
    day = clock.today()
    for place, part in enumerate((day.year, day.month, day.day)):
        page.locator(f'main [name="{name}_{place}"]').fill(str(part))
