"""Photos are chosen on a phone without scripts: none is lost, and what is wrong stands in sight."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.test_bad_moments import walk_to
from tests.browser.test_seven_people import photo, sign_up, step_of
from tests.stack import RunningPortal

FALSE_PHOTO: Any = {"name": "认定书.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + bytes(4000)}


def test_what_is_wrong_with_a_file_stands_in_sight_in_its_row(
    portal: RunningPortal, person: Callable[..., Page]
) -> None:
    worker = person(phone=True, script=False)
    sign_up(portal, worker, "13900007111", "周小禾")
    walk_to(worker, "materials")
    row = worker.locator("#need-diagnosis")
    row.locator("input[type=file]").set_input_files([FALSE_PHOTO])
    row.locator("button[name=upload]").click()
    told = row.get_by_text("“认定书.jpg”没有收")
    expect(told).to_be_in_viewport()
    expect(row).to_be_focused()
    row.locator("input[type=file]").set_input_files(photo(1))
    row.locator("button[name=upload]").click()
    expect(row.get_by_text("已收到“照片1.jpg”。")).to_be_in_viewport()
    worker.locator("#need-worker_id input[type=file]").set_input_files(photo(2))
    worker.get_by_role("button", name="继续", exact=True).click()
    worker.wait_for_url(lambda url: step_of(url) == "notices")
    expect(worker.get_by_text("已收到“照片2.jpg”。")).to_be_visible()
