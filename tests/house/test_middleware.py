"""What every answer carries."""

from django.test import Client


def test_trace_is_refused(client: Client) -> None:
    assert client.generic("TRACE", "/").status_code == 405
