"""Screenshots of each main page at 390 and 1280 px: started portal, fictitious people, Chromium.

The people log in through the pages, with the codes that development shows at /dev/messages/.
"""

import io
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from portal.embedded.processes import free_port
from portal.embedded.stack import Options, Stack
from portal.embedded.state import ROOT, State, account_for_database
from tests.shots_claim import answers, fill, hand_in

TARGET = ROOT / "docs" / "screenshots"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = {390: 844, 1280: 860}
TALLEST = {390: 1600, 1280: 1300}
COLOURS = 96
WORKER_NUMBER = "709901199003077717"
JOURNEY_SHOTS = {"basics", "limit", "workplace", "accident", "ground", "materials", "notices"}


@dataclass(frozen=True)
class Portal:
    """A started portal: where it is, and as whom one may enter."""

    address: str
    logins: str

    def phone(self, part: str) -> str:
        """Return the phone of the first person whose printed line ends so."""
        return next(line.split()[0] for line in self.logins.splitlines() if line.endswith(part))

    @property
    def password(self) -> str:
        """Return the password that all of them share."""
        return self.logins.split()[-1].removeprefix("密码都是")


@contextmanager
def started() -> Iterator[Portal]:
    """Start a portal with its own servers and demonstration."""
    folder = Path(tempfile.mkdtemp(prefix="portal-shots-", dir="/tmp"))
    state = State(folder, account_for_database())
    state.prepare()
    state.lock()
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    options = Options(port=free_port(), heed_environment=False, durable=False, extra=settings)
    stack = Stack(state, options)
    try:
        stack.start()
        yield Portal(stack.address.rstrip("/"), stack.logins)
    finally:
        stack.stop()
        state.release()
        shutil.rmtree(folder, ignore_errors=True)


class Camera:
    """One person's windows, a narrow and a wide one with the same session."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._contexts: dict[int, BrowserContext] = {}
        self.pages: dict[int, Page] = {}
        for width in WIDTHS:
            self._open(width)

    def _open(self, width: int) -> None:
        phone = width < 500
        context = self._browser.new_context(
            base_url=self._address,
            viewport={"width": width, "height": WIDTHS[width]},
            is_mobile=phone,
            has_touch=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(15_000)
        self._contexts[width] = context
        self.pages[width] = context.new_page()

    @property
    def page(self) -> Page:
        """Return the window in which the person acts: the narrow one."""
        return self.pages[390]

    def share_session(self) -> None:
        """Let the wide window be the same person."""
        self._contexts[1280].add_cookies(self._contexts[390].cookies())  # type: ignore[arg-type]

    def shoot(self, name: str, path: str, *, widths: Iterable[int] = WIDTHS) -> None:
        """Take a page at both widths, or at one."""
        for width in widths:
            self.pages[width].goto(path)
            keep(self.pages[width], name, width)
        print(f"  {name}  {path}", flush=True)

    def close(self) -> None:
        """Close the windows."""
        for context in self._contexts.values():
            context.close()


def keep(page: Page, name: str, width: int) -> None:
    """Store what a window shows, from the top of the page to a bearable depth, in few colours."""
    page.wait_for_selector("main")
    page.wait_for_load_state()
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.evaluate("scrollTo(0, 0)")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST[width])}
    data = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(data)).convert("RGB")
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(TARGET / f"{name}-{width}.png", optimize=True)


class Messages:
    """The page of texts that development keeps to itself, read as a newcomer would."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self.portal = portal
        self._page = browser.new_page(base_url=portal.address)

    def count_and_code(self, phone: str) -> tuple[int, str]:
        """Return how many texts went to a phone, and the digits of the newest."""
        self._page.goto("/dev/messages/")
        rows = [row for row in self._page.locator("ul.rows > li").all_inner_texts() if phone in row]
        found = re.search(r"(?<!\d)\d{6}(?!\d)", rows[0].replace(phone, "")) if rows else None
        return len(rows), found.group() if found else ""

    def next_code(self, phone: str, *, after: int) -> str:
        """Wait for the worker to deliver one more text, and return its digits."""
        for _ in range(60):
            count, code = self.count_and_code(phone)
            if count > after and code:
                return code
            time.sleep(0.5)
        sys.exit(f"没有等到发给 {phone} 的验证码。")


def log_in(camera: Camera, messages: Messages, part: str, *, shots: bool = False) -> None:
    """Enter as a person of the demonstration: password and code, or password and second factor."""
    page, portal = camera.page, messages.portal
    is_staff = part.startswith("工作人员")
    phone = portal.phone(part)
    before, _ = messages.count_and_code(phone)
    page.goto("/staff/login/" if is_staff else "/login/")
    page.get_by_label("手机号").fill(phone)
    page.get_by_label("密码").fill(portal.password)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: not urlsplit(address).path.endswith("/login/"))
    if is_staff or "confirm" in page.url:
        if shots:
            keep(page, "second-factor", 390)
        code = messages.next_code(phone, after=before)
        page.get_by_label("动态口令" if is_staff else "验证码").fill(code)
        page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/(me|work|admin|counter|directory|answers)/"))
    camera.share_session()


# The journey ----------------------------------------------------------------------------------


def file_claim(camera: Camera) -> None:
    """Walk the journey to the receipt, a shot of each kind of page on the way."""
    camera.shoot("start", "/apply/injury-claim/")
    page = camera.page
    page.goto("/apply/injury-claim/")
    page.locator("main form button[type=submit]").last.click()
    typed = answers()
    for _ in range(30):
        step = urlsplit(page.url).path.rstrip("/").rpartition("/")[2]
        if step == "check":
            break
        if step == "materials":
            hand_in(page)
        fill(page, typed.get(step, {}))
        if step in JOURNEY_SHOTS:
            keep(page, f"step-{step}", 390)
        address = page.url
        page.locator("main form button.btn-primary").last.click()
        page.wait_for_load_state()
        if page.url == address:
            sys.exit(f"第 {step} 步没有通过：{page.locator('.error-summary').inner_text()}")
        if step in JOURNEY_SHOTS:
            camera.pages[1280].goto(address)
            keep(camera.pages[1280], f"step-{step}", 1280)
    camera.shoot("check", page.url)
    page.locator("[name=declared]").check(force=True)
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url(re.compile("receipt"))
    camera.shoot("receipt", page.url)


# The tour -------------------------------------------------------------------------------------


def everybody(browser: Browser, messages: Messages) -> None:
    """Take the pages that need no account."""
    camera = Camera(browser, messages.portal.address)
    for name, path in (
        ("front", "/"),
        ("guide", "/guide/"),
        ("places", "/places/"),
        ("place", "/places/rencheng/"),
        ("place-closed", "/places/yutai/"),
        ("verify", "/verify/"),
        ("where", "/where/?matter=workers&county=370811&town=370811008"),
        ("way", "/ways/?who=rider&county=370811"),
        ("report", "/reports/new/"),
        ("ask", "/ask/"),
        ("search", "/ask/?q=骑车上班被撞"),
        ("search-none", "/ask/?q=明天下雨吗"),
        ("answer", "/ask/commute-hit/"),
        ("answer-table", "/ask/lump-sum/"),
        ("what", "/what/family/"),
        ("services", "/services/"),
        ("news", "/news/"),
        ("question", "/questions/new/"),
        ("login", "/login/"),
        ("not-found", "/no-such-page/"),
    ):
        camera.shoot(name, path)
    for name, path in (("first-day", "/guide/first-day/"), ("policy", "/policies/rdbf/")):
        camera.shoot(name, path, widths=[1280])
    camera.shoot("links", "/links/", widths=[390])
    camera.close()


def citizens(browser: Browser, messages: Messages) -> None:
    """Take the pages of a worker: own page, cases, inbox, and a filing from start to receipt."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "受伤职工")
    page = camera.page
    camera.shoot("me", "/me/")
    page.goto("/me/")
    own = hrefs(page, r"/cases/[^/]+/$")
    for number, path in enumerate(own[:2], start=1):
        camera.shoot(f"my-case-{number}", path)
    camera.shoot("inbox", "/inbox/")
    file_claim(camera)
    camera.close()


def officers(browser: Browser, messages: Messages) -> None:
    """Take the pages of the office: work list, case page, the forms of the main acts."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "工作人员登录，任城区承办人", shots=True)
    page = camera.page
    camera.shoot("work-list", "/work/")
    case = case_of(page, "韩无声")
    camera.shoot("case", case)
    page.goto(case)
    for tab in ("papers", "letters", "people"):
        camera.shoot(f"case-{tab}", f"{case}?tab={tab}", widths=[1280])
    why = hrefs(page, r"/why/\d+/$")
    if why:
        camera.shoot("why", why[0])
    camera.shoot("act-interview", f"{case}record_interview/")
    camera.shoot("act-propose", f"{case}propose/")
    camera.shoot("case-serving", case_of(page, "何在途"))
    camera.close()
    for role, person, act in (
        ("窗口受理人员", "王禾苗", "check_materials"),
        ("审核人", "秦审阅", "approve"),
        ("签发人", "尤待签", "sign"),
    ):
        camera = Camera(browser, messages.portal.address)
        log_in(camera, messages, f"工作人员登录，任城区{role}")
        case = case_of(camera.page, person)
        camera.shoot(f"act-{act.replace('_', '-')}", f"{case}{act}/")
        camera.close()


def administrators(browser: Browser, messages: Messages) -> None:
    """Take the administrators' pages."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "工作人员登录，系统管理员")
    camera.shoot("admin", "/admin/")
    camera.shoot("admin-holidays", "/admin/deadlines/holiday/import/")
    camera.close()


def keepers(browser: Browser, messages: Messages) -> None:
    """Take the desk of whoever keeps the directory of offices."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "工作人员登录，机构目录管理员")
    camera.shoot("directory", "/directory/")
    camera.shoot("directory-office", "/directory/yutai/")
    camera.shoot("directory-edit", "/directory/yutai/edit/")
    camera.shoot("directory-windows", "/directory/rencheng/windows/")
    camera.close()
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "工作人员登录，问答编辑")
    camera.page.goto("/ask/?q=想学吉他")
    camera.shoot("answers", "/answers/")
    camera.shoot("synonyms", "/answers/synonyms/", widths=[1280])
    camera.page.goto("/answers/")
    camera.shoot("miss", hrefs(camera.page, r"/misses/\d+/$")[0])
    camera.shoot("frequent", "/answers/frequent/")
    camera.shoot("conflicts", "/answers/conflicts/", widths=[1280])
    camera.shoot("drafts", "/answers/drafts/")
    camera.close()


def agents(browser: Browser, messages: Messages) -> None:
    """Take the pages of an employer's agent, and of a worker who looks its own entry up."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "用人单位经办人")
    page = camera.page
    camera.shoot("units", "/units/")
    page.goto("/units/")
    units = {name: unit_of(page, name) for name in ("济宁演示机械", "济宁演示物流")}
    machines, logistics = units.values()
    for name, path in (
        ("unit", machines),
        ("unit-people", f"{machines}people/"),
        ("unit-add", f"{machines}people/add/"),
        ("unit-roster", f"{machines}roster/"),
        ("unit-months", f"{logistics}months/"),
        ("unit-filings", f"{logistics}filings/"),
        ("file-cancellation", f"{logistics}filings/cancellation/"),
    ):
        camera.shoot(name, path)
    page.goto("/units/")
    builders = unit_of(page, "济宁演示建设")
    camera.shoot("unit-projects", f"{builders}projects/")
    page.goto(f"{builders}projects/")
    projects = hrefs(page, r"/projects/\d+/$")
    for name, path in zip(("refused", "waiting", "correcting", "insured"), projects, strict=True):
        camera.shoot(f"project-{name}", path)
    page.goto(f"{machines}people/")
    camera.shoot("unit-person", hrefs(page, r"/people/\d+/$")[0])
    camera.close()
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "受伤职工")
    page = camera.page
    camera.shoot("records-first", "/records/")
    page.goto("/records/identify/")
    fill(page, {"name": "李小满", "number": WORKER_NUMBER})
    page.locator("main form button.btn-primary").last.click()
    camera.shoot("records", "/records/")
    camera.shoot("certificates", "/records/certificates/")
    camera.close()


def agency(browser: Browser, messages: Messages) -> None:
    """Take the pages of the agency: its work, its register, what it takes over."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "工作人员登录，任城区社保经办参保经办人员")
    page = camera.page
    camera.shoot("agency-work", "/work/")
    camera.shoot("register", "/register/")
    page.goto("/register/")
    employer = hrefs(page, r"/register/\d+/$")[0]
    camera.shoot("register-unit", employer)
    camera.shoot("register-people", f"{employer}people/")
    camera.shoot("imports", "/register/imports/new/")
    cases = {
        "filing": "济宁演示机械有限公司",
        "report-case": "任城区演示面粉厂",
        "project-case": "演示中学教学楼",
        "subsidy-case": "新来大哥",
    }
    for name, who in cases.items():
        camera.shoot(name, case_of(page, who))
    camera.shoot("subsidy-rolls", "/register/subsidies/")
    camera.close()


def windows(browser: Browser, messages: Messages) -> None:
    """Take the pages of a town's window."""
    camera = Camera(browser, messages.portal.address)
    log_in(camera, messages, "工作人员登录，任城区金城街道镇街经办人员")
    camera.shoot("counter", "/counter/")
    camera.close()


def unit_of(page: Page, name: str) -> str:
    """Return the address of a unit on the list of an agent."""
    link = page.locator("main a", has_text=name).first
    return str(link.get_attribute("href")).partition("?")[0]


def hrefs(page: Page, pattern: str) -> list[str]:
    """Return the addresses on a page that match, each once, in their order."""
    found = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.href)")
    return list(dict.fromkeys(link for link in found if re.search(pattern, link)))


def case_of(page: Page, person: str) -> str:
    """Return the address of the case of a person, found as officers find it."""
    page.goto(f"/work/?q={person}&person={person}")
    found = page.locator(f'main a[href*="/cases/"]:near(:text("{person}"))')
    row = page.locator("tr", has_text=person)
    link = row.locator('a[href*="/cases/"]') if row.count() else found
    href = link.first.get_attribute("href") or sys.exit(f"没有找到 {person} 的案件。")
    return str(href).partition("?")[0]


def main() -> None:
    """Take all pictures anew, or those of the tours that are named."""
    tours = {
        tour.__name__: tour
        for tour in (
            *(everybody, officers, administrators, keepers),
            *(citizens, agents, agency, windows),
        )
    }
    chosen = sys.argv[1:] or list(tours)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit("缺少 Chromium：apt-get install chromium fonts-noto-cjk")
    TARGET.mkdir(parents=True, exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with started() as portal, sync_playwright() as playwright:
        for old in TARGET.glob("*.png") if len(chosen) == len(tours) else ():
            old.unlink()
        # The words of the browser itself (choose a file, day/month/year) in Chinese too.
        chinese = {**os.environ, "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}
        browser = playwright.chromium.launch(
            executable_path=program, args=[*arguments, "--lang=zh-CN"], env=chinese
        )
        messages = Messages(browser, portal)
        for name in chosen:
            tours[name](browser, messages)
        browser.close()
    size = sum(path.stat().st_size for path in TARGET.glob("*.png"))
    print(f"{len(list(TARGET.glob('*.png')))} 张，共 {size / 1_000_000:.1f} MB：{TARGET}")


if __name__ == "__main__":
    main()
