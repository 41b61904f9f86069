"""The main job, lived by seven people in Chromium on real parts, up to a served decision."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zlib import crc32

import pikepdf
from playwright.sync_api import Page, expect

from injury_claims.demo.stories import fictitious_number
from portal import clock
from portal.celery import app
from tests.browser import on_paper
from tests.browser.entering import enter, enter_by_code
from tests.browser.hands import act, fill, photo, send, sign_up, step_of
from tests.injury_claims.sides import credit_code
from tests.stack import RunningPortal

WORKER_PHONE, AGENT_PHONE = "13900007001", "13900007002"
WORKER = "欧阳䶮小喆"
EMPLOYER = "济宁演示精密机械有限公司"
NUMBER = re.compile(r"济任人社工伤受字〔\d{4}〕第\d{4}号")


def test_seven_people_bring_a_claim_from_a_phone_to_a_served_decision(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    worker = person(phone=True)
    sign_up(portal, worker, WORKER_PHONE, WORKER)
    reference = file_a_claim(worker)
    accept_at_the_window(portal, person(), reference)

    worker.goto(f"/cases/{reference}/")
    expect(worker.get_by_text("已受理").first).to_be_visible()
    number = check_the_letter(worker, "工伤认定申请受理决定书")
    assert NUMBER.fullmatch(number)

    handler = person()
    enter(portal, handler, "handler")
    act(handler, reference, "take", {"interest": "no"})
    act(handler, reference, "investigate")
    act(handler, reference, "demand_evidence", {"points": "请就当天的排班和事故经过举证。"})
    serve(handler, reference, "限期举证通知书", EMPLOYER, by="赵会计")

    agent = person()
    sign_up(portal, agent, AGENT_PHONE, "赵会计")
    agent.goto(f"/cases/{reference}/")
    expect(agent.get_by_role("heading", name="没有这一页")).to_be_visible()
    redeem(agent, code_on_paper(handler, reference))
    expect(agent.get_by_text("右桡骨远端骨折")).to_have_count(0)
    answer_with_evidence(agent, reference)

    interview_by_two(handler, reference)
    proposal = {"outcome": "recognized", "evidence": "调查笔录", "reasons": "符合该项规定。"}
    act(handler, reference, "propose", proposal)
    handler.goto(f"/cases/{reference}/approve/")
    expect(handler.get_by_text("审核人办理").first).to_be_visible()
    approve_and_sign(portal, person(), person(), reference)

    act(handler, reference, "dispatch")
    remind_on_the_last_day(portal, handler, person(), reference)
    enter_by_code(portal, worker, WORKER_PHONE)
    serve(handler, reference, "认定工伤决定书", WORKER, by=WORKER)
    worker.goto(f"/cases/{reference}/")
    expect(worker.get_by_text("认定工伤").first).to_be_visible()
    expect(worker.get_by_text("行政复议").first).to_be_visible()
    serve(handler, reference, "认定工伤决定书", EMPLOYER, by="赵会计")
    handler.goto(f"/cases/{reference}/")
    expect(handler.get_by_text("已送达").first).to_be_visible()


# What people do ---------------------------------------------------------------------------------


def file_a_claim(page: Page) -> str:
    """Walk the wizard on a phone, hand in photos, press 提交申请 twice, and return the number."""
    page.goto("/apply/injury-claim/")
    page.locator("main form button[type=submit]").first.click()
    answers = claim_answers()
    for _ in range(30):
        step = step_of(page.url)
        if step == "check":
            break
        if step == "materials":
            hand_in_photos(page)
        fill(page, answers.get(step, {}))
        page.get_by_role("button", name=re.compile("继续")).last.click()
        page.wait_for_url(lambda url, step=step: step_of(url) != step)
    page.locator("[name=declared]").check()
    page.get_by_role("button", name="提交申请").dblclick()
    page.wait_for_url(lambda url: "/receipt/" in url)
    found = re.search(r"\d{4}-\d{6}", page.locator("main").inner_text())
    assert found is not None
    return found.group()


def claim_answers() -> dict[str, dict[str, Any]]:
    """Return what the worker types, step by step."""
    day = clock.today() - timedelta(days=9)
    return {
        "basics": {"kind": "accident", "condition": "alive", "filed_by": "worker"},
        "when": {
            "happened_on_0": day.year,
            "happened_on_1": day.month,
            "happened_on_2": day.day,
            "happened_at_0": 9,
            "happened_at_1": 20,
        },
        "worker": {
            "name": WORKER,
            "id_kind": "resident_id",
            "id_number": fictitious_number(day.replace(year=1990, day=7), 7),
            "phone": WORKER_PHONE,
            "address": "任城区演示小区3号楼",
        },
        "employer": {"name": EMPLOYER, "phone": AGENT_PHONE, "address": "任城区演示路9号"},
        "workplace": {"insured_county": "370811", "work_place": "370811002"},
        "proof": {"kinds": ["contract"]},
        "accident": {
            "doing": "work",
            "place": "冲压车间二号机",
            "course": "换模具的时候，右手被压伤。",
        },
        "injury": {
            "body_parts": ["hand"],
            "body_part_text": "右手腕",
            "hospital": "济宁演示医院",
            "diagnosis": "右桡骨远端骨折",
        },
        "ground": {"ground": "G14_1"},
        "notices": {"electronic": "no", "address": "任城区演示小区3号楼"},
        "consent": {"privacy": True, "health": True},
    }


def hand_in_photos(page: Page) -> None:
    """Hand in one photo for each material that is needed, one file a request."""
    for number, code in enumerate(("worker_id", "labour_relation", "diagnosis")):
        field = page.locator(f"#id_file_{code}")
        field.set_input_files(photo(number))
        field.locator("xpath=ancestor::section").locator("button[name=upload]").click()
        expect(page.get_by_text(f"照片{number}.jpg").first).to_be_attached(timeout=20_000)


def accept_at_the_window(portal: RunningPortal, clerk: Page, reference: str) -> None:
    """Find the claim in the work list, tick the list of materials, accept."""
    enter(portal, clerk, "clerk")
    clerk.goto(f"/work/?q={reference}")
    clerk.get_by_role("link", name=WORKER).first.click()
    expect(clerk.get_by_role("heading", name=WORKER)).to_be_visible()
    clerk.goto(f"/cases/{reference}/check_materials/")
    names = clerk.locator("input[type=radio]").evaluate_all("all => all.map(one => one.name)")
    act(clerk, reference, "check_materials", dict.fromkeys(names, "present"))
    act(clerk, reference, "accept")


def interview_by_two(page: Page, reference: str) -> None:
    """The handler and a second officer ask the worker."""
    page.goto(f"/cases/{reference}/record_interview/")
    option = page.locator("[name=second_officer_id] option", has_text="颜调查")
    typed = {
        "person": WORKER,
        "place": "窗口",
        "second_officer_id": str(option.first.get_attribute("value")),
        "credentials_shown": True,
        "content": "问：怎么受的伤？\n答：换模具的时候压到了手。",
    }
    act(page, reference, "record_interview", typed, proof=7)


def approve_and_sign(portal: RunningPortal, reviewer: Page, signer: Page, reference: str) -> None:
    """Another person reviews; a third looks at the draft and signs."""
    enter(portal, reviewer, "reviewer")
    act(reviewer, reference, "approve", {"on_facts": "清楚", "on_law": "正确"})
    enter(portal, signer, "signer")
    with pikepdf.open(BytesIO(preview(signer, reference))) as draft:
        assert len(draft.pages) >= 1
    act(signer, reference, "sign", {"opinion": "同意。"})


def preview(page: Page, reference: str) -> bytes:
    """Ask for the draft of the decision before signing."""
    page.goto(f"/cases/{reference}/sign/")
    button = page.get_by_role("button", name=re.compile("预览"))
    form = button.locator("xpath=ancestor::form")
    data = form.evaluate("form => Object.fromEntries(new FormData(form))")
    data[str(button.get_attribute("name"))] = str(button.get_attribute("value"))
    origin = {"Referer": page.url}
    answer = page.request.post(f"/cases/{reference}/sign/", form=data, headers=origin)
    assert answer.headers["content-type"] == "application/pdf", answer.status
    return answer.body()


def serve(page: Page, reference: str, title: str, party: str, *, by: str) -> None:
    """Record that a letter was handed over, with the signed slip as proof."""
    page.goto(f"/cases/{reference}/record_service/")
    page.get_by_label(re.compile(f"{title}.*{party}")).check()
    typed = {"method": "direct", "received_by": by, "place": "窗口"}
    send(page, "record_service", typed, proof=crc32(f"{title}{party}".encode()))


def redeem(page: Page, code: str) -> None:
    """Enter the case with the code of the served notice."""
    page.goto("/activate/")
    typed = {"code": code, "name": EMPLOYER, "credit_code": credit_code(), "is_authorised": True}
    fill(page, typed)
    page.get_by_role("button", name="打开案件").click()
    page.wait_for_url(lambda url: "/cases/" in url)


def check_the_letter(page: Page, title: str) -> str:
    """Open a letter as PDF, have it verified by the code on it, and return its number."""
    paper = on_paper.letter(page, title)
    code = on_paper.found(r"核对码((?:[A-Z0-9]{4}-){3}[A-Z0-9]{4})", paper)
    number = on_paper.found(f"({NUMBER.pattern})", paper)
    page.goto("/verify/")
    page.get_by_label("核对码").fill(code)
    page.get_by_role("button", name="查验文书").click()
    expect(page.get_by_text(number).first).to_be_visible()
    expect(page.get_by_text(WORKER)).to_have_count(0)
    return number


def code_on_paper(handler: Page, reference: str) -> str:
    """Read the one-time code off the notice that the handler prints for the employer."""
    handler.goto(f"/cases/{reference}/?tab=letters")
    return on_paper.found(
        r"查办码：((?:[A-Z0-9]{4}-?){3})", on_paper.letter(handler, "限期举证通知书")
    )


def answer_with_evidence(agent: Page, reference: str) -> None:
    """The employer sends the roster, says what it thinks, and hands both in."""
    agent.goto(f"/cases/{reference}/answer_evidence/")
    fill(agent, {"agrees": "yes", "statement": "情况属实。"})
    agent.locator("main input[type=file]").set_input_files(photo(8))
    agent.get_by_role("button", name="上传这一份").click()
    expect(agent.get_by_role("link", name="照片8.jpg")).to_be_visible()
    expect(agent.locator("[name=statement]")).to_have_value("情况属实。")
    send(agent, "answer_evidence", {})


def remind_on_the_last_day(
    portal: RunningPortal, handler: Page, supervisor: Page, reference: str
) -> None:
    """The decision lies until the last day of its service: the worker process reminds both."""
    handler.goto(f"/cases/{reference}/")
    main = handler.locator("main").inner_text()
    last = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日[^。年]*把决定送达双方", main)
    assert last is not None, main
    portal.set_clock(date(*map(int, last.groups())))
    with portal.orm():
        app.send_task("portal.deadlines.tasks.sweep")
    for page, key in ((handler, "handler"), (supervisor, "supervisor")):
        enter(portal, page, key)
        told = page.get_by_text(f"{reference} 今天到期").first
        for _ in range(30):
            page.goto("/inbox/")
            if told.count():
                break
            page.wait_for_timeout(500)
        expect(told).to_be_visible()
