"""The one way out: a name is resolved once, every number is checked, and that number is called.

Nothing below resolves the name a second time, so a name cannot change its meaning in between; TLS
still proves the name. A timer ends what drips.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from faq.links.addresses import NOT_PUBLIC, IPAddress, NotForUsError, Target, is_public

BROWSER = "Mozilla/5.0 (compatible; jining-portal-links/1)"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long and how far a look may go; times in seconds, sizes in bytes.

    `may_reach` decides for each resolved number whether it may be called.
    """

    connect: float = 4
    read: float = 6
    total: float = 14
    slow: float = 5
    most_bytes: int = 64 * 1024
    most_hops: int = 5
    ports: frozenset[int] = frozenset()
    may_reach: Callable[[IPAddress], bool] = is_public
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True)
class Answer:
    """What a site said: the status, where it sends us, and whether it gave a cookie."""

    status: int
    location: str = ""
    has_cookie: bool = False


class NameUnknownError(OSError):
    """Nobody knows the site's name."""


SocketAddress = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int]]


def ask(target: Target, method: str, *, limits: Limits, until: float) -> Answer:
    """Ask a site once and return what it said; a long body is read no further than allowed.

    `until` is the last instant of time.monotonic(). Raises NotForUsError where the name leads to a
    number that may not be called, and OSError or HTTPException where nobody answers.
    """
    numbers = _resolved(target, limits=limits, until=until)
    with _line(target, numbers, limits=limits, until=until) as line:
        line.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            ("Host", target.host_words),
            ("User-Agent", BROWSER),
            ("Accept", "*/*"),
            ("Connection", "close"),
        ):
            line.putheader(name, value)
        line.endheaders()
        with closing(line.getresponse()) as said:
            if method == "GET":
                said.read(limits.most_bytes)
            _left(until, limits.read)  # what was hung up on looks like a whole answer
            where = said.getheader("Location", "")
            return Answer(said.status, _readable(where), bool(said.getheader("Set-Cookie")))


def _readable(where: str) -> str:
    """Return an address as it was meant: many sites send Chinese characters as they are."""
    return where.encode("latin-1", "replace").decode("utf-8", "replace").strip()


def _resolved(target: Target, *, limits: Limits, until: float) -> list[SocketAddress]:
    """Return the numbers of a name; one that may not be called refuses them all."""
    rows = _looked_up(target, left=_left(until, limits.connect))
    found: list[SocketAddress] = []
    for family, _, _, _, address in rows:
        if not limits.may_reach(ipaddress.ip_address(str(address[0]))):
            raise NotForUsError(NOT_PUBLIC)
        found.append((family, address))
    if not found:
        raise NameUnknownError
    return found


def _looked_up(target: Target, *, left: float) -> list[tuple[Any, ...]]:
    """Resolve a name; the system's resolver knows no time-out, so a thread of its own waits."""
    rows: list[tuple[Any, ...]] = []
    errors: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            rows.extend(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    waiting = threading.Thread(target=look_up, daemon=True)
    waiting.start()
    waiting.join(left)
    if waiting.is_alive():
        raise TimeoutError
    if errors:
        raise NameUnknownError from errors[0]
    return rows


class _Line(http.client.HTTPConnection):
    """A connection that somebody else has made; it never makes one itself."""

    auto_open = 0

    def __init__(self, target: Target, sock: socket.socket) -> None:
        super().__init__(target.host, target.port)
        self.sock = sock


@contextmanager
def _line(
    target: Target, numbers: list[SocketAddress], *, limits: Limits, until: float
) -> Iterator[_Line]:
    """Call the numbers in turn until one answers; whatever happens, it ends at `until`."""
    sock = _called(numbers, limits=limits, until=until)
    held = sock.dup()  # the same line: TLS takes the first one away
    timer = threading.Timer(max(0.0, until - time.monotonic()), _hang_up, [held])
    timer.daemon = True
    timer.start()
    try:
        if target.scheme == "https":
            sock = limits.tls.wrap_socket(sock, server_hostname=target.host)
        sock.settimeout(_left(until, limits.read))
        yield _Line(target, sock)
    finally:
        timer.cancel()
        sock.close()
        held.close()


def _called(numbers: list[SocketAddress], *, limits: Limits, until: float) -> socket.socket:
    last: OSError = ConnectionRefusedError()
    for family, address in numbers:
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(_left(until, limits.connect))
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            last = error
        else:
            sock.settimeout(_left(until, limits.read))
            return sock
    raise last


def _hang_up(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _left(until: float, most: float) -> float:
    """Return the seconds that are left, `most` at most; raises TimeoutError when none are."""
    left = min(most, until - time.monotonic())
    if left <= 0:
        raise TimeoutError
    return left
