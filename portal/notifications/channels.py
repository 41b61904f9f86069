"""Ways out of the house: telephone texts over HTTP, mail, and a page for development."""

import json
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any, Protocol
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from portal.notifications.models import DevelopmentMessage, Outbox

LONGEST_ANSWER = 64 * 1024


class NotSentError(Exception):
    """The message has surely not left; it may be tried again."""


class RefusedError(Exception):
    """The message has surely not left and never will: the number or the text is refused."""


class UnsureError(Exception):
    """The message may have left; only the gateway or a person can tell."""


class Answer(StrEnum):
    """What a gateway says about a message key."""

    SENT = "sent"
    NEVER_SEEN = "never_seen"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message as a channel gets it; the key is the same at each attempt."""

    key: str
    recipient: str
    title: str
    text: str


class Channel(Protocol):
    """A way to reach a person outside of this site."""

    can_be_asked: bool  # what became of a message

    def send(self, letter: Letter) -> str:
        """Hand the message over once and return the gateway's id of it."""

    def status(self, *, key: str) -> Answer:
        """Tell what became of an earlier message, or raise UnsureError."""


def channel_for(kind: str) -> Channel:
    """Return the channel that the settings name for this kind of row."""
    path = {Outbox.Kind.SMS: settings.SMS_CHANNEL, Outbox.Kind.MAIL: settings.MAIL_CHANNEL}
    channel: Channel = import_string(path[Outbox.Kind(kind)])()
    return channel


class DevelopmentChannel:
    """Keeps messages in a table that a page shows; production refuses it."""

    can_be_asked = True

    def send(self, letter: Letter) -> str:
        """Store the message, once for each key."""
        DevelopmentMessage.objects.get_or_create(
            key=letter.key, defaults={"phone": letter.recipient, "text": letter.text}
        )
        return "development"

    def status(self, *, key: str) -> Answer:
        """Look whether the message is in the table."""
        known = DevelopmentMessage.objects.filter(key=key).exists()
        return Answer.SENT if known else Answer.NEVER_SEEN


class HttpSmsChannel:
    """Posts {key, phone, text} as JSON to a gateway and asks it about a key by GET ?key=."""

    can_be_asked = True

    def __init__(self) -> None:
        self.url = _gateway_url("SMS_GATEWAY_URL")
        self.status_url = _gateway_url("SMS_GATEWAY_STATUS_URL")
        self.headers = {
            "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
            "Content-Type": "application/json; charset=utf-8",
        }

    def send(self, letter: Letter) -> str:
        """Post the message; everything after the connection stands is unsure until answered."""
        body = {"key": letter.key, "phone": letter.recipient, "text": letter.text}
        status, answer = self._call("POST", self.url, body=json.dumps(body).encode())
        if status < 300 or status == 409:  # 409: the gateway has this key already
            return str(answer.get("id", ""))[:100]
        if status in {400, 413, 422}:
            raise RefusedError(f"http {status}")
        if status < 500 or status == 503:
            raise NotSentError(f"http {status}")
        raise UnsureError(f"http {status}")

    def status(self, *, key: str) -> Answer:
        """Ask the gateway what became of a key; 404 means that it never saw it."""
        url = self.status_url._replace(query=f"key={quote(key, safe='')}")
        try:
            status, answer = self._call("GET", url)
        except NotSentError as error:
            raise UnsureError(str(error)) from error
        if status == 404:
            return Answer.NEVER_SEEN
        states = {
            "accepted": Answer.SENT,
            "delivered": Answer.SENT,
            "refused": Answer.REFUSED,
            "never_seen": Answer.NEVER_SEEN,
        }
        known = states.get(str(answer.get("state"))) if status == 200 else None
        if known is None:
            raise UnsureError(f"http {status}")
        return known

    def _call(
        self, method: str, url: SplitResult, *, body: bytes | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Make one request; NotSentError before the connection stands, UnsureError after."""
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        connection = kind(url.hostname or "", url.port, timeout=settings.SMS_GATEWAY_TIMEOUT)
        try:
            connection.connect()
        except OSError as error:
            raise NotSentError(type(error).__name__) from error
        try:
            target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
            connection.request(method, target, body=body, headers=self.headers)
            response = connection.getresponse()
            return response.status, _json(response)
        except (OSError, HTTPException) as error:
            raise UnsureError(type(error).__name__) from error
        finally:
            connection.close()


class MailChannel:
    """Sends by Django's mail settings; a mail server cannot be asked what became of a message."""

    can_be_asked = False

    def send(self, letter: Letter) -> str:
        """Hand the mail to the server."""
        connection = get_connection()
        try:
            connection.open()
        except (OSError, SMTPException) as error:
            raise NotSentError(type(error).__name__) from error
        mail = EmailMessage(letter.title, letter.text, to=[letter.recipient], connection=connection)
        mail.extra_headers["X-Portal-Key"] = quote(letter.key)
        try:
            mail.send()
        except (SMTPRecipientsRefused, SMTPSenderRefused) as error:
            raise RefusedError(type(error).__name__) from error
        except (OSError, SMTPException) as error:
            raise UnsureError(type(error).__name__) from error
        finally:
            connection.close()
        return ""

    def status(self, *, key: str) -> Answer:
        """Say that nobody knows."""
        raise UnsureError(f"mail has no status, {key}")


def _gateway_url(name: str) -> SplitResult:
    """Return an address of the gateway from the settings."""
    url = urlsplit(str(getattr(settings, name)))
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise ImproperlyConfigured(f"{name} must be an http or https address")
    return url


def _json(response: HTTPResponse) -> dict[str, Any]:
    """Return the object of an answer, empty where the answer holds none."""
    try:
        value = json.loads(response.read(LONGEST_ANSWER))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
