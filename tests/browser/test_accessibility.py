"""Every page of every role: the rules of WCAG 2.2 AA, three widths, targets that can be hit."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from injury_claims.demo.pictures import paper
from portal.accounts.models import Mandate, User
from portal.cases.models import Case, Party
from portal.letters.models import Letter
from tests.browser.axe import POINTER
from tests.browser.entering import be, enter_by_code
from tests.browser.walking import Kind, Walk
from tests.injury_claims.filer import RELATIVE, WORKER, Typed, day, moment
from tests.stack import RunningPortal

Person = Callable[..., Page]
VISITORS = (
    *("/", "/guide/", "/rules/", "/places/", "/where/?matter=recognition&county="),
    "/where/?matter=recognition&county=370811&town=370811002",
    *("/verify/", "/apply/injury-claim/"),
    *("/ask/", "/ask/?q=骑车上班被撞", "/ask/?q=明天下雨吗", "/ask/about/benefits/"),
    *("/links/", "/services/", "/what/worker/", "/guide/first-day/"),
    *("/questions/new/", "/questions/", "/forget/", "/voices/new/", "/voices/"),
    *("/ask/commute-hit/", "/ask/lump-sum/", "/ask/death/?who=family"),
    *("/policies/", "/policies/gsbx/", "/policies/ldjd21/", "/news/", "/news/1/"),
    *("/login/", "/login/code/", "/signup/", "/recover/", "/staff/login/", "/staff/recover/"),
    "/dev/messages/",
)
ACCOUNT = (
    *("/me/", "/me/phone/", "/me/password/", "/inbox/", "/claims/", "/activate/"),
    *("/units/", "/units/enter/"),
)
OFFICERS = ("handler", "clerk", "investigator", "reviewer", "signer", "supervisor")
ACT_FORM = "main form[method=post] .btn-primary"
REFUSED_WHEN_EMPTY = ("propose", "suspend", "record_interview")
_seen_by_staff: set[Kind] = set()


def test_what_is_wrong_with_a_page_is_found(person: Person) -> None:
    walk = Walk(person())
    walk.page.goto("/login/")
    walk.page.evaluate(
        """() => {
          const main = document.querySelector('main');
          main.innerHTML = `<img src="/static/img/favicon.svg"><p>这一行字太淡</p><h1>宽</h1>
            <div><a href="/">短</a></div>`;
          main.querySelector('p').style.color = '#ccc';
          main.querySelector('h1').style.width = '500px';
        }"""
    )
    walk.look_here("planted")
    for words in ("image-alt", "color-contrast", "small: ", "320 px, scrolls sideways"):
        assert any(words in line for line in walk.found), words


def test_pages_of_visitors(person: Person) -> None:
    walk = Walk(person())
    for path in VISITORS:
        walk.look(path)
    walk.look("/verify/ABCD-EFGH/", status=404)
    for path, button in (("/login/", "登录"), ("/signup/", "获取验证码")):
        walk.page.goto(path)
        walk.page.locator("main").get_by_role("button", name=button, exact=True).click()
        walk.look_here(f"{path} refused")
    walk.must_be_clean()


def test_all_components_of_the_gallery(person: Person) -> None:
    walk = Walk(person(), least=POINTER)
    walk.look("/dev/gallery/")
    walk.must_be_clean()


def test_second_pages_of_entering(person: Person) -> None:
    walk = Walk(person())
    phones = iter(("19911110001", "19911110002", "19911110003"))
    for path in ("/signup/", "/login/code/", "/recover/"):
        walk.page.goto(path)
        walk.page.get_by_label("手机号").fill(next(phones))
        walk.page.get_by_role("button", name="获取验证码").click()
        walk.look_here()
    walk.must_be_clean()


def test_error_pages(portal: RunningPortal, person: Person) -> None:
    walk = Walk(person())
    walk.look("/no-such-page/", status=404)
    walk.page.goto("/login/")
    walk.page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'")
    walk.page.get_by_role("button", name="登录", exact=True).click()
    walk.look_here("csrf failure")
    sign = portal.folder / "maintenance"
    sign.touch()
    try:
        walk.look("/", status=503)
    finally:
        sign.unlink()
    be(portal, walk.page, "agent")
    walk.look("/staff/phone-change/", status=403)
    for template in ("400.html", "500.html"):
        walk.page.set_content(render_to_string(template))
        walk.look_here(template)
    walk.must_be_clean()


def test_pages_of_an_account(portal: RunningPortal, person: Person) -> None:
    walk = Walk(person())
    be(portal, walk.page, "worker")
    walk.crawl(ACCOUNT, into=("/me/", "/inbox/", "/claims/"))
    assert any("notifications:message" in kind for kind in walk.seen)
    walk.must_be_clean()


@pytest.mark.deep
@pytest.mark.parametrize("name", ["worker", "relative"])
def test_every_step_of_a_claim_plain_and_refused(
    portal: RunningPortal, person: Person, name: str
) -> None:
    walk = Walk(person())
    be(portal, walk.page, name)
    walk.page.goto("/apply/injury-claim/")
    walk.page.locator("main").get_by_role(
        "button", name=re.compile("^(开始申请|另外填一份新的)$")
    ).first.click()
    typed = recent(WORKER if name == "worker" else RELATIVE)
    for _ in range(40):
        step = step_of(walk.page)
        walk.look_here(f"{name}: {step}")
        if step == "check":
            break
        if step == "materials" and name == "worker":
            hand_in(walk.page)
            walk.look_here("worker: materials handed in")
        elif name == "worker":
            forward(walk.page)
            if step_of(walk.page) == step:
                walk.look_here(f"{name}: {step} refused")
        if step_of(walk.page) == step:
            fill(walk.page, typed.get(step, {}))
            forward(walk.page)
    assert step_of(walk.page) == "check"
    walk.look(urljoin(walk.page.url, "../delete/"))
    walk.must_be_clean()


@pytest.mark.deep
@pytest.mark.parametrize(("kind", "side"), [("self", "worker"), ("employer_agent", "employer")])
def test_my_case_in_every_state(
    portal: RunningPortal, person: Person, kind: str, side: str
) -> None:
    walk = Walk(person())
    phone = {"worker": "19922220001", "employer": "19922220002"}[side]
    references = of_all_cases(portal, phone=phone, kind=kind, side=side)
    enter_by_code(portal, walk.page, phone)
    for reference in references:
        answer = walk.page.goto(f"/cases/{reference}/")
        if answer is not None and answer.status == 404 and side == "employer":
            continue
        walk.crawl(walk.look_here(), into=("/cases/",))
    assert walk.looked >= 6
    walk.crawl(["/me/", "/claims/"], into=("/claims/",))
    walk.must_be_clean()


@pytest.mark.deep
@pytest.mark.parametrize("role", OFFICERS)
def test_pages_of_officers(portal: RunningPortal, person: Person, role: str) -> None:
    walk = Walk(person(), least=POINTER, seen=_seen_by_staff)
    be(portal, walk.page, role)
    walk.look("/work/")
    with portal.orm():
        of_office = Case.objects.filter(office__code="rencheng").order_by("pk")
        cases = list(of_office.values_list("reference", "state"))
        claim = of_office.filter(kind="injury-claim").last()
    for reference, state in cases:
        walk.page.goto(f"/cases/{reference}/")
        acts_here = walk.page.locator(ACT_FORM).count()
        kind = ("state", state, role if acts_here else "")
        links = walk.links()
        if kind not in walk.seen and (acts_here or role == "handler"):
            walk.seen.add(kind)
            walk.look_here()
        walk.crawl(links, into=("/cases/",))
        if role == "handler":
            refuse(walk, links)
    if role == "handler":
        assert claim
        unmask(walk, f"/cases/{claim.reference}/?tab=people")
    walk.crawl(["/inbox/", "/me/"], into=("/inbox/",))
    if role == "clerk":
        walk.look("/staff/phone-change/")
    walk.must_be_clean()


def test_a_real_letter_is_verified(portal: RunningPortal, person: Person) -> None:
    walk = Walk(person())
    with portal.orm():
        code = Letter.objects.filter(number__gt="").latest("pk").verification_code
    walk.look(f"/verify/{code}/")
    walk.must_be_clean()


def recent(typed: dict[str, Typed]) -> dict[str, Typed]:
    """Return the answers of a filer with days that are near to the real present."""
    accident = date.today() - timedelta(days=12)  # noqa: DTZ011, TID251
    death = accident + timedelta(days=1)
    parts = (accident.year, accident.month, accident.day)
    first = {
        **moment("first_diagnosed_at", *parts, 8, 10),
        **moment("death_at", death.year, death.month, death.day, 3, 5),
    }
    fresh = {name: dict(answers) for name, answers in typed.items()}
    fresh["when"] = day("happened_on", *parts) | {"happened_at_0": 7, "happened_at_1": 35}
    if "illness" in fresh:
        fresh["injury"] |= first
        fresh["illness"] |= moment("first_at", *parts, 8, 10)
    return fresh


def step_of(page: Page) -> str:
    """Return the name of the step that is open."""
    return urlsplit(page.url).path.rstrip("/").rsplit("/", 1)[-1]


def fill(page: Page, typed: Typed) -> None:
    """Fill a step in by the names of its fields."""
    for name, value in typed.items():
        for one in value if isinstance(value, list) else [value]:
            put(page, name, str(one))


def put(page: Page, name: str, value: str) -> None:
    """Put one value into one field, whatever sort of field it is."""
    field: Any = page.locator(f"main [name='{name}']")
    if not field.count():
        return
    sort = field.first.evaluate("field => field.type")
    if sort in {"radio", "checkbox"}:
        chosen = f"[value='{value}']" if field.count() > 1 else ""
        page.locator(f"main [name='{name}']{chosen}").check(force=True)
    elif sort == "select-one":
        field.select_option(value)
    else:
        field.fill(value)


def forward(page: Page) -> None:
    """Press the main button of a step."""
    page.locator("main form .actions .btn-primary").first.click()


def hand_in(page: Page) -> None:
    """Hand in two pages and a file that nobody can take, as photos from a phone."""
    photos = [
        {"name": name, "mimeType": "image/jpeg", "buffer": paper("身份证（演示）").read()}
        for name in ("身份证正面.jpg", "身份证反面.jpg")
    ]
    broken = {"name": "合同.docx", "mimeType": "application/zip", "buffer": b"PK nothing"}
    for file in (*photos, broken):
        page.locator("main input[type=file]").first.set_input_files([file])
        page.locator("main form[enctype] [name=upload]").first.click()


def unmask(walk: Walk, path: str) -> None:
    """Open the whole numbers of the first person on a people tab, and examine both pages."""
    walk.page.goto(path)
    walk.page.locator("main details summary").first.click()
    walk.look_here("people, reason asked")
    walk.page.locator("main details [name=reason]").first.fill("核对送达地址")
    walk.page.locator("main details [type=submit]").first.click()
    walk.look_here("unmasked")


def refuse(walk: Walk, links: list[str]) -> None:
    """Send the forms that need an answer without any, once each, and examine the refusal."""
    for link in links:
        act = link.rstrip("/").rsplit("/", 1)[-1]
        kind = ("refused", act)
        if act not in REFUSED_WHEN_EMPTY or kind in walk.seen:
            continue
        walk.seen.add(kind)
        walk.page.goto(link)
        if walk.page.locator("main form .btn-primary").count():
            walk.page.locator("main form .btn-primary").last.click()
            assert walk.page.locator("#error-summary").count(), link
            walk.look_here(f"{act} refused")


def of_all_cases(portal: RunningPortal, *, phone: str, kind: str, side: str) -> list[str]:
    """Give one new account a mandate in a case of every state, and return their numbers."""
    found: dict[str, str] = {}
    with portal.orm():
        user = User.objects.create_user(phone=phone, name="周全")
        for case in Case.objects.order_by("pk"):
            party = Party.objects.filter(case=case, kind=side).first()
            if party is None or case.state in found:
                continue
            found[case.state] = case.reference
            Mandate.objects.create(
                user=user, case=case, party=party, identity=party.identity, kind=kind
            )
    return list(found.values())
