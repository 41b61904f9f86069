"""What a worker types and hands in on the way to a receipt, for the pictures of the journey."""

import io
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Page

CHINA = ZoneInfo("Asia/Shanghai")
FICTITIOUS_NUMBER = "100101199003077713"


def answers() -> dict[str, dict[str, Any]]:
    """Return what a worker types, page by page; the accident was eight days ago."""
    happened = datetime.fromtimestamp(time.time(), tz=CHINA).date() - timedelta(days=8)
    return {
        "basics": {"kind": "accident", "condition": "alive", "filed_by": "worker"},
        "when": {
            "happened_on_0": happened.year,
            "happened_on_1": happened.month,
            "happened_on_2": happened.day,
            "happened_at_0": 7,
            "happened_at_1": 35,
        },
        "worker": {
            "name": "周喆",
            "id_kind": "resident_id",
            "id_number": FICTITIOUS_NUMBER,
            "phone": "19900000001",
            "address": "任城区演示小区3号楼",
            "occupation": "冲压工",
        },
        "employer": {
            "name": "济宁演示精密机械有限公司",
            "contact": "赵会计",
            "phone": "0537-0000000",
            "address": "任城区演示路9号",
        },
        "workplace": {"insured_county": "370811", "work_place": "370811002"},
        "proof": {"kinds": ["contract", "wages"]},
        "accident": {
            "doing": "commute",
            "place": "任城区示例大道与建设路路口东50米",
            "course": "早上骑电动车从家去厂里上白班，走到路口东边被一辆小货车撞倒。",
            "witnesses": "吕志强",
        },
        "injury": {
            "body_parts": ["hand"],
            "body_part_text": "左手腕",
            "hospital": "济宁演示医院骨科",
            "diagnosis": "左桡骨远端骨折",
        },
        "ground": {"ground": "G14_6"},
        "commute": {"vehicle": "traffic", "way": "home", "fault": "none"},
        "notices": {"electronic": "yes", "address": "任城区演示小区3号楼"},
        "consent": {"privacy": "on", "health": "on"},
    }


def fill(page: Page, typed: dict[str, Any]) -> None:
    """Fill the fields of the open page as a person would."""
    for name, value in typed.items():
        fields = page.locator(f"[name={name}]")
        tag = fields.first.evaluate("field => field.type || field.tagName.toLowerCase()")
        if value == "on":
            fields.first.check(force=True)
        elif tag in {"radio", "checkbox"}:
            for one in value if isinstance(value, list) else [value]:
                page.locator(f'[name={name}][value="{one}"]').check(force=True)
        elif tag.startswith("select"):
            fields.first.select_option(str(value))
        else:
            fields.first.fill(str(value))


def hand_in(page: Page) -> None:
    """Hand in the picture of a made-up card at the first need."""
    photo = io.BytesIO()
    Image.new("RGB", (900, 1200), "#f7f4ec").save(photo, "JPEG")
    file = {"name": "身份证正面.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    row = page.locator("[id^=need-]:has(input[type=file])").first
    row.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    button = row.locator("button[name=upload]").first
    if button.is_visible():
        button.click()
    page.wait_for_load_state()
