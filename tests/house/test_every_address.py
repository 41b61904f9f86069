"""Every address is either on the list of public ones or closed to strangers."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.desk import filled
from tests.house.routes import Route, routes

PUBLIC = {
    "healthz",
    "home:front_door",
    "home:elder",
    "home:guide",
    "home:what",
    "home:sitemap",
    "home:robots",
    "home:first_day",
    "home:services",
    "faq:ask",
    "faq:suggest",
    "faq:feed",
    "faq:question",
    "faq:sent",
    "faq:follow",
    "cases:forget",
    "faq:found",
    "faq:voice",
    "faq:voices",
    "faq:useful",
    "faq:policies",
    "faq:news",
    "faq:links",
    "home:places",
    "home:place",
    "home:place_card",
    "home:places_table",
    "home:where",
    "home:rules",
    "accounts:signup",
    "accounts:signup_confirm",
    "accounts:login",
    "accounts:login_code",
    "accounts:login_confirm",
    "accounts:recover",
    "accounts:recover_confirm",
    "accounts:staff_login",
    "accounts:staff_recover",
    "accounts:staff_recover_confirm",
    "letters:verify",
    "letters:verify_code",
    "registration:report",
    "registration:report_receipt",
    "registration:report_follow",
    "registration:report_found",
    "registration:subsidies",
    "registration:subsidy_publication",
    "registration:ways",
    "registration:way_sheet",
}
DEVELOPMENT = {"notifications:development", "home:gallery"}
ENTRANCES = ("/login/", "/staff/login/", "/signup/", "/recover/", "/staff/recover/")
HARMLESS = {"accounts:logout", "home:progress"}
ALL = routes()
CLOSED = [route for route in ALL if route.name not in PUBLIC | DEVELOPMENT]
WITH_ARGUMENTS = [route for route in CLOSED if route.has_arguments]
READ_ONLY = {"injury_claims:receipt", "cases:page", "cases:paper", "cases:letter", "cases:why"}
# Pages of accounts ask for passwords and codes; a draft keeps what was typed by itself.
KEEPING = [
    route
    for route in CLOSED
    if route.name not in READ_ONLY and not route.name.startswith(("accounts:", "wizard:"))
]

pytestmark = pytest.mark.django_db


def named(choice: list[Route]) -> list[str]:
    """Return the names that the report shows."""
    return [route.name for route in choice]


def test_lists_name_only_addresses_that_exist() -> None:
    assert set(named(ALL)) >= PUBLIC | DEVELOPMENT


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", CLOSED, ids=named(CLOSED))
def test_stranger_without_account_is_sent_to_the_log_in(
    client: Client, route: Route, method: str
) -> None:
    answer = getattr(client, method)(route.path)
    assert answer.status_code in {302, 403, 404, 405}
    if answer.status_code == 302 and route.name not in HARMLESS:
        assert answer["Location"].startswith(ENTRANCES)


@pytest.mark.parametrize("route", KEEPING, ids=named(KEEPING))
def test_what_is_typed_after_the_log_in_ended_comes_back(client: Client, route: Route) -> None:
    typed = {"story": "写了很久的一段话", "first": "3708"}
    answer = client.post(route.path, typed, headers={"origin": "http://testserver"})
    assert answer.status_code in {401, 403, 404, 405}
    if answer.status_code == 401:
        assert "写了很久的一段话" in answer.content.decode()
        assert filled(answer).items() >= typed.items()
        assert "no-store" in answer["Cache-Control"]


def test_a_password_never_comes_back(client: Client) -> None:
    typed = {"old_password": "Yanshi-2026-jining", "new": "别的"}
    answer = client.post("/units/register/", typed, headers={"origin": "http://testserver"})
    assert answer.status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", WITH_ARGUMENTS, ids=named(WITH_ARGUMENTS))
def test_object_that_does_not_exist_is_not_found_by_anybody(
    cast: Cast, route: Route, method: str
) -> None:
    for user in (cast.stranger, cast.clerk, cast.handler):
        answer = getattr(cast.client(user), method)(route.path)
        assert answer.status_code in {302, 404, 405}, user
        if answer.status_code == 302:
            assert answer["Location"].startswith(ENTRANCES)


@pytest.mark.parametrize("route", ALL, ids=named(ALL))
def test_page_of_a_logged_in_person_is_never_kept_by_a_cache(cast: Cast, route: Route) -> None:
    answer = cast.client(cast.stranger).get(route.path)
    assert answer.status_code < 500
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/offices/office/"])
def test_administration_is_closed_to_citizens_and_strangers(cast: Cast, path: str) -> None:
    for visitor in (Client(), cast.client(cast.stranger)):
        assert visitor.get(path).status_code in {302, 403, 404}


@pytest.mark.parametrize("name", sorted(DEVELOPMENT))
def test_page_of_the_development_is_not_there_without_its_setting(
    client: Client, settings: object, name: str
) -> None:
    settings.DEVELOPMENT_MESSAGES = False  # type: ignore[attr-defined]
    path = next(route.path for route in ALL if route.name == name)
    assert client.get(path).status_code == 404
