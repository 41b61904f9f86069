"""A site of the tests: a real HTTP server on this machine that behaves as badly as it is told."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from faq.links.network import Limits

DRIP = 0.05


@dataclass
class Site:
    """A running site, and what it was asked."""

    port: int
    asked: list[str] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a page."""
        return f"http://{host}:{self.port}{path}"

    def limits(self, **changes: Any) -> Limits:
        """Return limits that let this machine be reached, and nothing wait for long."""
        kept: dict[str, Any] = {
            "connect": 0.5,
            "read": 0.5,
            "total": 1.0,
            "slow": 0.3,
            "ports": frozenset({self.port}),
            "may_reach": lambda number: str(number) == "127.0.0.1",
        }
        return Limits(**kept | changes)


class Handler(BaseHTTPRequestHandler):
    """What each path does."""

    site: Site
    protocol_version = "HTTP/1.1"
    redirects = {
        "/old": (301, "/ok"),
        "/away": (302, "/ok"),
        "/then-old": (302, "/old"),
        "/old-twice": (308, "/old"),
        "/ring": (302, "/ring-back"),
        "/ring-back": (302, "/ring"),
        "/self": (302, "/self"),
        "/to-10": (302, "http://10.0.0.1/"),
        "/to-169": (301, "http://169.254.169.254/latest/"),
        "/to-v6": (302, "http://[::1]/"),
        "/to-mapped": (302, "http://[::ffff:127.0.0.1]/"),
        "/to-file": (302, "file:///etc/passwd"),
        "/to-script": (302, "javascript:alert(1)"),
        "/to-password": (302, "http://root:root@gov.cn/"),
        "/to-port": (302, "http://127.0.0.1:22/"),
        "/to-nonsense": (302, "http://[nonsense/"),
        "/to-chinese": (302, "/好"),
    }

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._answer(with_body=False)

    def do_GET(self) -> None:
        """Answer."""
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        self.site.asked.append(f"{self.command} {self.path}")
        page, _, number = self.path.strip("/").partition("/")
        own = getattr(self, f"_page_{page.replace('-', '_')}", None)
        if self.path in self.redirects:
            status, where = self.redirects[self.path]
            self._head(status, Location=where)
        elif own is not None:
            own(number=int(number or 0), with_body=with_body)
        else:
            self._head(200)

    def _page_far(self, *, number: int, **_: object) -> None:
        self._head(302, Location=f"/far/{number + 1}")

    def _page_cookie(self, **_: object) -> None:
        self._head(302, Location="/cookie", **{"Set-Cookie": "a=b"})

    def _page_own(self, **_: object) -> None:
        self._head(301, Location=self.site.url("/ok"))

    def _page_status(self, *, number: int, **_: object) -> None:
        self._head(number)

    def _page_only_get(self, *, with_body: bool, **_: object) -> None:
        self._head(200 if with_body else 405)

    def _page_closed_head(self, *, with_body: bool, **_: object) -> None:
        if with_body:
            self._head(200)
        else:
            self._page_closed()

    def _page_closed(self, **_: object) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _page_silent(self, **_: object) -> None:
        self.close_connection = True
        time.sleep(1.5)

    def _page_slow(self, **_: object) -> None:
        time.sleep(0.4)
        self._head(200)

    def _page_drip(self, **_: object) -> None:
        """Send a letter at a time for ever."""
        self.close_connection = True
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            for _letter in range(100):
                self.wfile.write(b"x")
                time.sleep(DRIP)
        except OSError:
            return

    def _page_huge(self, *, with_body: bool, **_: object) -> None:
        """Send a body of which nobody can want the end."""
        if not with_body:
            self._head(405)
            return
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        block, sent = b"x" * 65536, 0
        try:
            for _block in range(1000):
                self.wfile.write(block)
                sent += len(block)
        except OSError:
            self.site.sent.append(sent)

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.encode().decode("latin-1"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def running() -> Iterator[Site]:
    """Run a site until the test is over."""
    site = Site(0)
    handler = type("OwnHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
