"""Chromium and one started portal, shared by all browser tests; each makes its own data."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.stack import RunningPortal, running_portal

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def portal(django_db_blocker: DjangoDbBlocker) -> Iterator[RunningPortal]:
    """A started portal with reference data and the demonstration cast."""
    with running_portal(django_db_blocker, demonstration=True) as started:
        yield started


@pytest.fixture(autouse=True)
def real_time(portal: RunningPortal) -> Iterator[None]:
    """Bring the portal back to the present after a test that moved it."""
    yield
    portal.set_clock(None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium of the system; its absence fails, it never skips."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail("Chromium is missing: apt-get install chromium fonts-noto-cjk")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def person(chromium: Browser, portal: RunningPortal) -> Iterator[Callable[..., Page]]:
    """Open a browser window for one person: `person(phone=True)`, `person(script=False)`."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(*, phone: bool = False, script: bool = True) -> Page:
        context = chromium.new_context(
            base_url=portal.address,
            viewport=PHONE if phone else DESKTOP,
            is_mobile=phone,
            has_touch=phone,
            java_script_enabled=script,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda line: (
                complaints.append(line.text) if "Content Security Policy" in line.text else None
            ),
        )
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(person: Callable[..., Page]) -> Page:
    """One window at 1280 px."""
    return person()


@pytest.fixture
def phone(person: Callable[..., Page]) -> Page:
    """One window at 390 px."""
    return person(phone=True)
