"""Which addresses may be kept and asked at all: public sites, by name, on the ports of the web.

What a name resolves to is checked again by whoever connects; a name alone proves nothing.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
LONGEST = 300
NOT_THE_WEB = "只能是 http 或者 https 的网址"
NO_SITE = "网址里没有网站的名字"
WITH_PASSWORD = "网址里不能带用户名和密码"  # noqa: S105 - a sentence
OTHER_PORT = "网址里不能写端口"
STRANGE = "网址里有不该有的字符"
NOT_PUBLIC = "这不是公开的网址，是内部网络里的"
TOO_LONG = f"网址太长，最多 {LONGEST} 个字符"
INNER_ENDINGS = (
    *("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private"),
    *("test", "example", "invalid", "onion", "arpa"),
)
_IPV6_ON_THE_NET = ipaddress.ip_network("2000::/3")
_CLOSED = [
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24",  # kept for protocols
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # Teredo and other tunnels: an inner address may ride inside
        "2001:db8::/32",  # documents
        "2002::/16",  # 6to4: the same
        "3fff::/20",  # documents
    )
]


class NotForUsError(Exception):
    """The address may not be kept or asked; the sentence says why."""


@dataclass(frozen=True)
class Target:
    """An address in its parts: the scheme, the site's name, the port, and what is asked there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """Return the address in one shape."""
        return urlunsplit((self.scheme, self.host_words, self.path, "", ""))

    @property
    def host_words(self) -> str:
        """Return how the site is named to itself."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def target_of(address: str, *, ports: frozenset[int] | None = None) -> Target:
    """Return the parts of an address, in one shape; raises NotForUsError.

    `ports` are those that may be named beside the usual one of the scheme.
    """
    if len(address) > LONGEST:
        raise NotForUsError(TOO_LONG)
    if not address.isprintable() or any(sign in address for sign in ' \\<>"'):
        raise NotForUsError(STRANGE)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotForUsError(STRANGE) from None
    if parts.scheme not in PORTS:
        raise NotForUsError(NOT_THE_WEB)
    if "@" in parts.netloc:
        raise NotForUsError(WITH_PASSWORD)
    usual = PORTS[parts.scheme]
    if port not in {None, usual, *(ports or ())}:
        raise NotForUsError(OTHER_PORT)
    asked = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Target(parts.scheme, _host(parts.hostname), port or usual, _plain(asked))


def is_public(address: IPAddress) -> bool:
    """Say whether a number belongs to the public net and to one machine there."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _IPV6_ON_THE_NET:
        return False
    if any(address.version == net.version and address in net for net in _CLOSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def looks_public(host: str) -> bool:
    """Say whether a site's name can be a public one, before anybody is asked what it means."""
    number = _number(host)
    if number is not None:
        return is_public(number)
    labels = host.rstrip(".").split(".")
    return len(labels) > 1 and labels[-1] not in INNER_ENDINGS


def _number(host: str) -> IPAddress | None:
    """Return the number that a host is, however it is written: 127.1 and 0x7f000001 as well."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _host(name: str | None) -> str:
    if not name:
        raise NotForUsError(NO_SITE)
    try:
        host = name if ":" in name else name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise NotForUsError(STRANGE) from None
    if "%" in host:  # an interface of this machine
        raise NotForUsError(STRANGE)
    return host


def _plain(asked: str) -> str:
    """Return path and query in ASCII, as they travel."""
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in asked
    )
