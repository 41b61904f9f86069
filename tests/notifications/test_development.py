"""The development message page, and the checks that keep it out of production."""

from typing import Any

import pytest
from django.core import checks
from django.test import Client

from portal.notifications.models import DevelopmentMessage

pytestmark = pytest.mark.django_db


def deploy_errors() -> set[str]:
    """Return the ids of our errors in a deploy check."""
    found = checks.run_checks(tags=["notifications"], include_deployment_checks=True)
    return {str(message.id) for message in found}


def test_the_newest_message_comes_first_and_is_harmless(client: Client) -> None:
    DevelopmentMessage.objects.create(key="a", phone="13800000001", text="验证码 111111")
    DevelopmentMessage.objects.create(key="b", phone="13800000002", text="<b>222222</b>")
    page = client.get("/dev/messages/").content.decode()
    assert page.index("13800000002") < page.index("13800000001")
    assert "&lt;b&gt;222222" in page


def test_there_is_no_such_page_where_it_is_not_switched_on(client: Client, settings: Any) -> None:
    settings.DEVELOPMENT_MESSAGES = False
    assert client.get("/dev/messages/").status_code == 404


def test_a_deploy_check_refuses_development_channels_and_page(settings: Any) -> None:
    assert {"notifications.E002", "notifications.E003"} <= deploy_errors()
    settings.DEVELOPMENT_MESSAGES = False
    settings.SMS_CHANNEL = "portal.notifications.channels.HttpSmsChannel"
    settings.MAIL_CHANNEL = "portal.notifications.channels.MailChannel"
    settings.SMS_GATEWAY_URL = settings.SMS_GATEWAY_STATUS_URL = "https://gateway.example.org/"
    settings.SMS_GATEWAY_TOKEN = "token"
    settings.SMS_GATEWAY_TIMEOUT = 8
    assert deploy_errors() == set()


def test_a_check_refuses_a_gateway_without_address(settings: Any) -> None:
    settings.SMS_CHANNEL = "portal.notifications.channels.HttpSmsChannel"
    settings.SMS_GATEWAY_URL = "file:///etc/passwd"
    assert "notifications.E001" in deploy_errors()
