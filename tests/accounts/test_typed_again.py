"""A log-in that ends in mid-form loses nothing that was typed."""

from django.test import Client

from portal.accounts.backends import BACKEND
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, address, assert_done, filled, fresh, text

HERE = {"origin": "http://testserver"}


def test_what_was_typed_comes_back_and_goes_through_after_a_new_log_in(cast: Cast) -> None:
    case = make.accepted(cast)
    typed = fresh(case) | {"text": "第一行\n<b>第二行</b>"}
    client = Client(enforce_csrf_checks=True)
    token = {"csrfmiddlewaretoken": filled_token(client)}
    page = client.post(address(case, "note"), typed | token, headers=HERE)
    assert page.status_code == 401
    assert "&lt;b&gt;第二行&lt;/b&gt;" in text(page)
    assert case.person_name not in text(page)
    again = filled(page)
    assert {name: again[name] for name in typed} == typed

    client.force_login(cast.clerk, backend=BACKEND)
    stale = client.post(
        address(case, "note"), again | {"csrfmiddlewaretoken": "x" * 64}, headers=HERE
    )
    assert stale.status_code == 403
    assert "请看一遍，再提交一次" in text(stale)
    assert_done(client.post(address(case, "note"), filled(stale), headers=HERE), case)
    assert "第二行" in text(Desk(cast, cast.clerk).page(case, tab="notes"))


def test_a_form_of_another_site_is_not_answered_so(cast: Cast) -> None:
    case = make.accepted(cast)
    typed = fresh(case) | {"text": "别处写的"}
    for headers in ({}, {"origin": "https://elsewhere.example"}):
        page = Client().post(address(case, "note"), typed, headers=headers)
        assert page.status_code == 302
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.clerk, backend=BACKEND)
        page = client.post(address(case, "note"), typed, headers=headers)
        assert page.status_code == 403
        assert "别处写的" not in text(page)


def filled_token(client: Client) -> str:
    """Return the token of a form that was opened while still logged in."""
    return str(filled(client.get("/login/"))["csrfmiddlewaretoken"])
