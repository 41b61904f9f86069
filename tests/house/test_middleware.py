"""What every answer carries, and what no request may do."""

import pytest
from django.test import Client


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_method_that_no_page_uses_is_refused(client: Client, method: str) -> None:
    assert client.generic(method, "/").status_code == 405


def test_body_beyond_any_limit_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/", CONTENT_LENGTH=str(2**31))
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()


@pytest.mark.django_db
def test_every_page_carries_the_policies(client: Client) -> None:
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Permissions-Policy"].startswith("camera=()")
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_health_answers_with_the_token_of_this_run(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "run": ""}
