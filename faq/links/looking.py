"""A look at one address: does it open, and where does it lead?"""

import http.client
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from faq.links.addresses import LONGEST, NotForUsError, Target, target_of
from faq.links.network import Answer, Limits, NameUnknownError, ask
from faq.models import Reach

REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
# Sites that keep programs out answer so and open in a browser; 521 is that of a Chinese shield.
KEEPS_PROGRAMS_OUT = (401, 403, 405, 406, 412, 418, 429, 521)
LEAST_BAD = 400
ROUND_AND_ROUND = "转来转去又回到原处"
TOO_MANY = "转了太多次还没有到"


@dataclass(frozen=True)
class Finding:
    """What a look found; `moved_to` is the new address of a site that moved for good."""

    reach: Reach
    detail: str = ""
    moved_to: str = ""


def look(address: str, limits: Limits | None = None) -> Finding:
    """Look at an address now; never raises, whatever the site does."""
    limits = limits or Limits()
    began = time.monotonic()
    until = began + limits.total
    try:
        finding = _followed(target_of(address, ports=limits.ports), limits=limits, until=until)
    except NotForUsError as refused:
        return Finding(Reach.REFUSED, str(refused))
    except (OSError, http.client.HTTPException, ValueError) as error:
        is_over = time.monotonic() >= until
        return Finding(Reach.FAILED, _words(TimeoutError() if is_over else error))
    took = time.monotonic() - began
    if finding.reach == Reach.OK and took > limits.slow:
        return Finding(Reach.SLOW, f"等了 {took:.0f} 秒")
    return finding


def _followed(target: Target, *, limits: Limits, until: float) -> Finding:
    """Follow where the site sends us; each step is checked like the first."""
    seen = {target.url}
    moved_to = ""
    is_for_good = True
    for _ in range(limits.most_hops + 1):
        answer = _asked(target, limits=limits, until=until)
        if answer.status not in REDIRECTS or not answer.location:
            return _judged(answer, moved_to)
        target = target_of(urljoin(target.url, answer.location), ports=limits.ports)
        if target.url in seen:
            # With a cookie in hand a browser would get through.
            reach = Reach.GUARDED if answer.has_cookie else Reach.FAILED
            return Finding(reach, ROUND_AND_ROUND)
        seen.add(target.url)
        is_for_good = is_for_good and answer.status in FOR_GOOD
        if is_for_good and len(target.url) <= LONGEST:
            moved_to = target.url
    return Finding(Reach.FAILED, TOO_MANY)


def _asked(target: Target, *, limits: Limits, until: float) -> Answer:
    """Ask for the head alone, and for the page where that is not understood."""
    try:
        answer = ask(target, "HEAD", limits=limits, until=until)
    except (NameUnknownError, ConnectionRefusedError, ssl.SSLError):
        raise
    except (OSError, http.client.HTTPException):
        return ask(target, "GET", limits=limits, until=until)
    if answer.status < LEAST_BAD:
        return answer
    return ask(target, "GET", limits=limits, until=until)


def _judged(answer: Answer, moved_to: str) -> Finding:
    if answer.status in KEEPS_PROGRAMS_OUT:
        return Finding(Reach.GUARDED, f"网站回答 {answer.status}")
    if answer.status >= LEAST_BAD:
        return Finding(Reach.FAILED, f"网站回答 {answer.status}")
    if moved_to:
        return Finding(Reach.MOVED, "", moved_to)
    return Finding(Reach.OK)


def _words(error: Exception) -> str:
    """Say in one line why nobody answered; nothing that the site wrote is repeated."""
    if isinstance(error, NameUnknownError):
        return "找不到这个网站"
    if isinstance(error, TimeoutError):
        return "等了太久没有回应"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "网站的证书不对"
    if isinstance(error, ssl.SSLError):
        return "加密连接没有成功"
    if isinstance(error, ConnectionRefusedError):
        return "网站不接连接"
    if isinstance(error, ValueError):
        return "转到的网址写得不对"
    return "连接断了"
