"""Sign-up by a code to the phone."""

import re

import pytest
from django.db import connection
from django.test import Client

from portal.accounts.models import OneTimeCode, User
from portal.accounts.models.user import index_of_phone
from tests.accounts.conftest import PHONE

pytestmark = pytest.mark.django_db


def begin(client: Client, phone: str = PHONE) -> None:
    """Post the first page."""
    answer = client.post("/signup/", {"phone": phone})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == "/signup/confirm/"


def confirm(client: Client, code: str, **fields: str):
    """Post the second page."""
    values = {"code": code, "name": "王建国", "password": "", "agreed": "on", **fields}
    return client.post("/signup/confirm/", values)


def test_code_and_name_make_an_account_and_log_in(client: Client, sent) -> None:
    begin(client)
    answer = confirm(client, sent(PHONE))
    assert answer.status_code == 302
    assert answer.url == "/me/"
    user = User.objects.get()
    assert user.phone == PHONE
    assert not user.has_usable_password()
    page = client.get("/me/").content.decode()
    assert "王建国" in page
    assert "138****0001" in page
    assert PHONE not in page


def test_the_phone_is_not_readable_in_the_table(client: Client, sent) -> None:
    begin(client)
    confirm(client, sent(PHONE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_user::text FROM accounts_user")
        row = cursor.fetchone()[0]
    assert PHONE not in row
    assert index_of_phone(PHONE, staff=False) in row


def test_spaces_full_width_and_country_code_are_taken(client: Client, sent) -> None:
    begin(client, "＋86 １３８ 0537 0001")
    assert sent(PHONE)


@pytest.mark.parametrize("phone", ["", "1380537000", "138053700011", "12805370001", "abc"])
def test_a_wrong_phone_is_told_beside_the_field(client: Client, phone: str) -> None:
    answer = client.post("/signup/", {"phone": phone})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "error-summary" in page
    assert "错误：" in page
    assert OneTimeCode.objects.count() == 0


def test_a_missing_name_does_not_use_the_code_up(client: Client, sent) -> None:
    begin(client)
    code = sent(PHONE)
    answer = confirm(client, code, name="")
    assert "请填写姓名" in answer.content.decode()
    assert confirm(client, code).status_code == 302


def test_consent_is_needed(client: Client, sent) -> None:
    begin(client)
    answer = confirm(client, sent(PHONE), agreed="")
    assert "勾选" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "words"),
    [("short-1", "至少 8 位"), ("password", "太常见"), (PHONE, "太容易"), ("aaaaaaaaa", "太容易")],
)
def test_a_weak_password_is_refused(client: Client, sent, password: str, words: str) -> None:
    begin(client)
    answer = confirm(client, sent(PHONE), password=password)
    assert words in answer.content.decode()
    assert not User.objects.exists()


def test_a_wrong_code_makes_no_account(client: Client, sent) -> None:
    begin(client)
    wrong = f"{(int(sent(PHONE)) + 1) % 1_000_000:06}"
    assert "验证码不对" in confirm(client, wrong).content.decode()
    assert not User.objects.exists()


def test_the_second_page_without_the_first_leads_back(client: Client) -> None:
    answer = client.get("/signup/confirm/")
    assert answer.status_code == 302
    assert answer.url == "/signup/"


def test_a_phone_with_account_sees_the_same_pages_and_gets_other_words(
    client: Client, worker: User, notices_to
) -> None:
    other = "13805370002"
    pages = []
    for phone in (PHONE, other):
        visitor = Client()
        begin(visitor, phone)
        shown = visitor.get("/signup/confirm/").content.decode()
        wrong = confirm(visitor, "000000").content.decode()
        pages.append([unmarked(shown, phone), unmarked(wrong, phone)])
    assert pages[0] == pages[1]
    assert notices_to(PHONE) == ["code_with_account"]
    assert notices_to(other) == ["login_code"]
    assert User.objects.count() == 1


def unmarked(page: str, phone: str) -> str:
    """Take out what differs by nature: the CSRF token and the masked phone."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return page.replace(f"{phone[:3]}****{phone[-4:]}", "")


def test_the_page_says_where_codes_appear_in_development_only(client: Client, settings) -> None:
    begin(client)
    assert "/dev/messages/" in client.get("/signup/confirm/").content.decode()
    settings.DEVELOPMENT_MESSAGES = False
    assert "/dev/messages/" not in client.get("/signup/confirm/").content.decode()
