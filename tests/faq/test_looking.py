"""A look at an address: what opens, what does not, and where nobody of ours may ever be led."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from typing import Any

import pytest

from faq.links.addresses import NotForUsError, is_public, looks_public, target_of
from faq.links.looking import look
from faq.links.network import Limits
from faq.models import Reach
from tests.faq.sites import Site, running


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Return a running site."""
    with running() as one:
        yield one


@pytest.mark.parametrize(
    ("path", "reach", "detail"),
    [
        ("/ok", Reach.OK, ""),
        ("/away", Reach.OK, ""),
        ("/only-get", Reach.OK, ""),
        ("/closed-head", Reach.OK, ""),
        ("/huge", Reach.OK, ""),
        ("/to-chinese", Reach.OK, ""),
        ("/far/1", Reach.FAILED, "转了太多次还没有到"),
        ("/ring", Reach.FAILED, "转来转去又回到原处"),
        ("/self", Reach.FAILED, "转来转去又回到原处"),
        ("/cookie", Reach.GUARDED, "转来转去又回到原处"),
        ("/status/403", Reach.GUARDED, "网站回答 403"),
        ("/status/412", Reach.GUARDED, "网站回答 412"),
        ("/status/404", Reach.FAILED, "网站回答 404"),
        ("/status/410", Reach.FAILED, "网站回答 410"),
        ("/status/500", Reach.FAILED, "网站回答 500"),
        ("/closed", Reach.FAILED, "连接断了"),
        ("/to-nonsense", Reach.FAILED, "转到的网址写得不对"),
        ("/to-10", Reach.REFUSED, "这不是公开的网址，是内部网络里的"),
        ("/to-v6", Reach.REFUSED, "这不是公开的网址，是内部网络里的"),
        ("/to-169", Reach.REFUSED, "这不是公开的网址，是内部网络里的"),
        ("/to-mapped", Reach.REFUSED, "这不是公开的网址，是内部网络里的"),
        ("/to-file", Reach.REFUSED, "只能是 http 或者 https 的网址"),
        ("/to-script", Reach.REFUSED, "只能是 http 或者 https 的网址"),
        ("/to-password", Reach.REFUSED, "网址里不能带用户名和密码"),
        ("/to-port", Reach.REFUSED, "网址里不能写端口"),
    ],
)
def test_what_a_look_finds(site: Site, path: str, reach: Reach, detail: str) -> None:
    found = look(site.url(path), site.limits())
    assert (found.reach, found.detail, found.moved_to) == (reach, detail, "")


def test_a_site_that_moved_for_good_says_where_to(site: Site) -> None:
    found = look(site.url("/old"), site.limits())
    assert (found.reach, found.moved_to) == (Reach.MOVED, site.url("/ok"))
    found = look(site.url("/old-twice"), site.limits())
    assert (found.reach, found.moved_to) == (Reach.MOVED, site.url("/ok"))
    assert look(site.url("/then-old"), site.limits()).reach == Reach.OK


def test_the_head_alone_is_enough_and_five_steps_are_the_most(site: Site) -> None:
    site.asked.clear()
    look(site.url("/ok"), site.limits())
    assert site.asked == ["HEAD /ok"]
    site.asked.clear()
    look(site.url("/far/1"), site.limits())
    assert site.asked == [f"HEAD /far/{number}" for number in range(1, 7)]


def test_a_slow_site_is_slow_and_not_dead(site: Site) -> None:
    assert look(site.url("/slow"), site.limits()).reach == Reach.SLOW


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_silence_and_drops_end_when_the_time_is_over(site: Site, path: str) -> None:
    began = time.monotonic()
    found = look(site.url(path), site.limits(total=0.7))
    assert (found.reach, found.detail) == (Reach.FAILED, "等了太久没有回应")
    assert time.monotonic() - began < 1.2


def test_a_huge_page_is_read_no_further_than_allowed(site: Site) -> None:
    site.sent.clear()
    look(site.url("/huge"), site.limits(most_bytes=1000))
    deadline = time.monotonic() + 3
    while not site.sent and time.monotonic() < deadline:
        time.sleep(0.02)
    assert site.sent
    assert site.sent[0] < 65536 * 1000


def test_this_machine_is_refused_without_the_seam_of_the_tests(site: Site) -> None:
    site.asked.clear()
    usual = Limits(ports=frozenset({site.port}))
    for host in ("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433"):
        assert look(site.url("/ok", host), usual).reach == Reach.REFUSED
    assert look(site.url("/ok"), site.limits(ports=frozenset())).reach == Reach.REFUSED
    assert site.asked == []


def test_a_redirect_to_this_machine_is_refused(site: Site) -> None:
    allowed = iter((True, False))
    found = look(site.url("/own"), site.limits(may_reach=lambda _: next(allowed)))
    assert found.reach == Reach.REFUSED


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have each look-up of a name answer as told, the last answer for ever after."""
    names: list[str] = []
    left = list(answers)

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        names.append(host)
        numbers = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


def test_a_name_that_changes_its_number_after_the_check_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = resolving(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    site.asked.clear()
    found = look(site.url("/ok", "one.gov.cn"), site.limits())
    assert (found.reach, names, site.asked) == (Reach.OK, ["one.gov.cn"], ["HEAD /ok"])


def test_one_inner_number_among_good_ones_refuses_the_name(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, ["127.0.0.1", "10.0.0.7"])
    site.asked.clear()
    assert look(site.url("/ok", "two.gov.cn"), site.limits()).reach == Reach.REFUSED
    assert site.asked == []


def test_a_name_that_nobody_knows_or_nobody_looks_up_in_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert look("https://nobody.gov.cn/", site.limits()).detail == "找不到这个网站"
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.6) or [])
    began = time.monotonic()
    assert look("https://sleepy.gov.cn/", site.limits(connect=0.1)).detail == "等了太久没有回应"
    assert time.monotonic() - began < 0.4


def test_a_closed_door_is_told_at_once(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = look(f"http://127.0.0.1:{port}/", site.limits(ports=frozenset({port})))
    assert (found.reach, found.detail) == (Reach.FAILED, "网站不接连接")


def test_without_encryption_where_it_is_promised_nothing_opens(site: Site) -> None:
    found = look(f"https://127.0.0.1:{site.port}/ok", site.limits())
    assert (found.reach, found.detail) == (Reach.FAILED, "加密连接没有成功")


def test_the_usual_encryption_proves_the_name() -> None:
    tls = Limits().tls
    assert tls.verify_mode == ssl.CERT_REQUIRED
    assert tls.check_hostname


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.254"),  # noqa: S104
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.0.8"),
        *("192.0.2.1", "198.18.0.1", "198.19.255.254", "198.51.100.1", "203.0.113.1"),
        *("192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fc00::1"),
        *("fd12:3456::1", "fec0::1", "ff02::1", "ff0e::1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2001::1", "2001:0:7f00:1::", "2001:db8::1", "2002:7f00:1::", "2002:0a00:1::1"),
        *("100::1", "3fff::1", "5f00::1"),
    ],
)
def test_a_number_that_is_not_of_the_public_net_is_never_called(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))
    assert not looks_public(number)


@pytest.mark.parametrize(
    "number",
    ["8.8.8.8", "1.2.4.8", "114.114.114.114", "202.102.128.68", "2400:3200::1", "2606:4700::1"],
)
def test_a_number_of_the_public_net_may_be_called(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))
    assert looks_public(number)


@pytest.mark.parametrize(
    "host",
    ["localhost", "printer", "a.localhost", "nas.local", "x.internal", "db.lan", "127.1", "0"],
)
def test_names_of_inner_nets_do_not_look_public(host: str) -> None:
    assert not looks_public(host)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://A.GOV.cn", "https://a.gov.cn/"),
        ("https://a.gov.cn:443/x?y=1#z", "https://a.gov.cn/x?y=1"),
        ("https://人社.政务.cn/路", "https://xn--gmq794h.xn--zfr164b.cn/%E8%B7%AF"),
    ],
)
def test_an_address_has_one_shape(typed: str, kept: str) -> None:
    assert target_of(typed).url == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "a.gov.cn", "//a.gov.cn", "ftp://a.gov.cn/", "javascript:alert(1)", "data:,x"),
        *("file:///etc/passwd", "https://", "https:///x", "https://a.cn:8443/", "https://a.cn:x/"),
        *("https://u:p@a.cn/", "https://u@a.cn/", "https://a.cn\\@b.cn/", "https://a.cn/a b"),
        *(
            "https://a.cn/\n",
            "https://a..cn/",
            "https://[::1%25eth0]/",
            "https://a.cn/" + "x" * 300,
        ),
    ],
)
def test_what_is_no_address_for_us(typed: str) -> None:
    with pytest.raises(NotForUsError):
        target_of(typed)
