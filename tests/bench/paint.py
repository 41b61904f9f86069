"""First visits in Chromium with the line and the processor of a slow phone."""

import os
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.timing import line
from tests.browser.paint import Paint, SlowPhone
from tests.shots import PROGRAMS, Camera, Messages, hrefs, log_in, started

ROUNDS = 3
FIRST, LARGEST, SHIFT, TASK = 1.5, 1.8, 0.02, 0.2
OPEN = {"首页": "/", "回答页": "/ask/commute-hit/", "搜索结果": "/ask/?q=骑车上班被撞"}


def pages() -> bool:
    """Measure the pages that people open first: open ones, the first step of a claim, a state."""
    print("页面：1.6 Mbit/s，150 ms，处理器慢 4 倍（秒）")
    held: list[bool] = []
    with started() as portal, chromium() as browser:
        camera = Camera(browser, portal.address)
        visitor = SlowPhone(camera.page)
        held += [shown(visitor, name, path) for name, path in OPEN.items()]
        camera.close()
        camera = Camera(browser, portal.address)
        log_in(camera, Messages(browser, portal), "受伤职工")
        own = own_pages(camera.page)
        person = SlowPhone(camera.page)
        held += [shown(person, name, path) for name, path in own.items()]
        camera.close()
    return all(held)


def own_pages(page: Page) -> dict[str, str]:
    """Begin a claim and find a case; return the addresses of both."""
    page.goto("/me/")
    case = hrefs(page, r"/cases/[^/]+/$")[0]
    page.goto("/apply/injury-claim/")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    return {"申请第一步": page.url, "我的案件": case}


def shown(phone: SlowPhone, name: str, path: str) -> bool:
    """Open a page some times, print the medians against their limits, and say whether all hold."""
    phone.open(path)  # the server draws its templates for the first time
    came = [phone.open(path) for _ in range(ROUNDS)]

    def middle(value: str) -> float:
        return statistics.median(float(getattr(one, value)) for one in came)

    return all(
        [
            line(f"{name}：第一次出字", middle("first") / 1000, FIRST),
            line(f"{name}：主要内容", middle("largest") / 1000, LARGEST),
            line(f"{name}：移动", worst(came), SHIFT),
            line(f"{name}：最长的一次占用", middle("longest") / 1000, TASK),
        ]
    )


def worst(came: list[Paint]) -> float:
    """Return the largest shift: it does not vary with the machine."""
    return max(one.shift for one in came)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of the system."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit("缺少 Chromium：apt-get install chromium fonts-noto-cjk")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
