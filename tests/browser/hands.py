"""What people do with their hands in the browser: sign up, fill in, send, photograph."""

from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload, Page

from tests.browser.entering import code_for
from tests.stack import RunningPortal


def sign_up(portal: RunningPortal, page: Page, phone: str, name: str) -> None:
    """Make an account with the code that was sent."""
    page.goto("/signup/")
    page.locator("[name=phone]").fill(phone)
    page.locator("main .btn-primary").click()
    page.wait_for_url(lambda url: "confirm" in url)
    fill(page, {"code": code_for(portal, phone), "name": name, "agreed": True})
    page.locator("main .btn-primary").click()
    page.wait_for_url(lambda url: "signup" not in url)


def act(
    page: Page, reference: str, name: str, typed: dict[str, Any] | None = None, *, proof: int = 0
) -> None:
    """Open the form of an act, fill it in, send it, and come back to the case."""
    page.goto(f"/cases/{reference}/{name}/")
    send(page, name, typed or {}, proof=proof)


def send(page: Page, name: str, typed: dict[str, Any], *, proof: int = 0) -> None:
    """Fill in the form of an act that is open, and send it."""
    fill(page, typed)
    if proof:
        page.locator("main input[type=file]").first.set_input_files(photo(proof))
    page.locator("main form").locator("button.btn-primary, button.btn-danger").last.click()
    page.wait_for_url(lambda url: step_of(url) != name)


def step_of(url: str) -> str:
    """Return the name of the step in an address."""
    return url.partition("#")[0].partition("?")[0].rstrip("/").rsplit("/", 1)[-1]


def fill(page: Page, typed: dict[str, Any]) -> None:
    """Fill fields by their names, as a person would: boxes, lists, and text."""
    for name, value in typed.items():
        field = page.locator(f'main [name="{name}"]')
        kind = field.first.get_attribute("type")
        if kind in {"radio", "checkbox"} and value is not True:
            for one in [value] if isinstance(value, str) else value:
                page.locator(f'main [name="{name}"][value="{one}"]').check()
        elif kind == "checkbox":
            field.first.check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.first.select_option(str(value))
        else:
            field.first.fill(str(value))


def photo(number: int) -> FilePayload:
    """Return a photo that differs from the others."""
    data = BytesIO()
    Image.new("RGB", (600, 800), (number % 256, number // 256 % 256, number // 65536 % 256)).save(
        data, "JPEG"
    )
    return {"name": f"照片{number}.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
