"""People who get messages, notices that say something, and a gateway that misbehaves on demand."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from portal.accounts.models import User
from portal.notifications import failures, jobs, notices
from portal.notifications.failures import GivenUp
from portal.notifications.notices import Notice

ACCEPTED = Notice(
    name="test.accepted",
    title="{number} 已受理",
    body="您的申请 {number} 已受理。应在 {due_on} 前作出决定。",
    sms="您的申请 {number} 已受理，请登录查看。",
)
QUIET = Notice(name="test.quiet", title="{number} 有新记录", body="{number} 有新记录。")


@pytest.fixture
def notice(monkeypatch: pytest.MonkeyPatch) -> Notice:
    """Register the notices of these tests for the time of one test."""
    monkeypatch.setattr(notices, "_registered", {n.name: n for n in (ACCEPTED, QUIET)})
    return ACCEPTED


@pytest.fixture
def person(db: None) -> User:
    """Somebody with a telephone."""
    return User.objects.create_user(phone="13800000001", name="周喆")


@pytest.fixture
def given_up(monkeypatch: pytest.MonkeyPatch) -> list[GivenUp]:
    """Collect what is given up."""
    collected: list[GivenUp] = []
    monkeypatch.setattr(failures, "_hooks", [collected.append])
    return collected


@pytest.fixture
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a test an empty register of jobs."""
    monkeypatch.setattr(jobs, "_handlers", {})


@dataclass
class Gateway:
    """A telephone gateway on a local port; each attribute is a way to misbehave."""

    answers: list[int] = field(default_factory=list)  # statuses to give first, then 200
    accepts_before_failing: bool = False
    hangs_after_accepting: bool = False
    has_status: bool = True
    got: list[dict[str, Any]] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""
    is_free: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers as the gateway of the running test says."""

    gateway: Gateway

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def reply(self, status: int, body: dict[str, Any]) -> None:
        """Answer with a small JSON object."""
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        """Take a message."""
        gateway = self.gateway
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        gateway.got.append(body)
        status = gateway.answers.pop(0) if gateway.answers else 200
        if status == 200 or gateway.accepts_before_failing:
            gateway.accepted.append(body["key"])
        if gateway.hangs_after_accepting:
            gateway.is_free.wait(20)
            return
        self.reply(status, {"id": f"gw-{len(gateway.accepted)}"})

    def do_GET(self) -> None:
        """Tell what became of a key."""
        key = parse_qs(urlsplit(self.path).query)["key"][0]
        self.gateway.asked.append(key)
        if not self.gateway.has_status:
            self.reply(500, {})
        elif key in self.gateway.accepted:
            self.reply(200, {"state": "accepted"})
        else:
            self.reply(404, {})


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    """Run a gateway in a thread and have the portal send through it."""
    gateway = Gateway()
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("GatewayHandler", (Handler,), {"gateway": gateway})
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    gateway.url = f"http://127.0.0.1:{server.server_port}/messages"
    settings.SMS_CHANNEL = "portal.notifications.channels.HttpSmsChannel"
    settings.SMS_GATEWAY_URL = gateway.url
    settings.SMS_GATEWAY_STATUS_URL = gateway.url
    settings.SMS_GATEWAY_TOKEN = "token"
    settings.SMS_GATEWAY_TIMEOUT = 0.5
    yield gateway
    gateway.is_free.set()
    server.shutdown()
    server.server_close()
    thread.join()
