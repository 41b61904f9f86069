"""How a page arrives on a slow phone: when it is painted, whether it moves, what it fetched."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

DELAY = 150  # milliseconds for each way there and back
DOWN, UP = 1_600_000 / 8, 750_000 / 8  # bytes a second
SLOWER = 4
SETTLED = 1_000  # milliseconds after the load event

_WATCH = """
window.paints = {largest: 0, shift: 0, longest: 0};
new PerformanceObserver(list => list.getEntries().forEach(
  entry => { window.paints.largest = entry.startTime; }
)).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(
  entry => { if (!entry.hadRecentInput) window.paints.shift += entry.value; }
)).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(
  entry => { window.paints.longest = Math.max(window.paints.longest, entry.duration); }
)).observe({type: 'longtask', buffered: true});
"""
_READ = """() => ({
  ...window.paints,
  first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0,
})"""


@dataclass(frozen=True)
class Paint:
    """One arrival: times in milliseconds, the sum of layout shifts, files fetched."""

    first: float
    largest: float
    shift: float
    longest: float
    requests: int


class SlowPhone:
    """A window with the line and the processor of a slow phone, and nothing kept from before."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._fetched: list[str] = []
        page.add_init_script(_WATCH)
        page.on("request", lambda request: self._fetched.append(request.url))
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        conditions = {
            "offline": False,
            "latency": DELAY,
            "downloadThroughput": DOWN,
            "uploadThroughput": UP,
        }
        line.send("Network.emulateNetworkConditions", conditions)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def open(self, path: str) -> Paint:
        """Open a page as at a first visit, wait until it has settled, and tell how it came."""
        self._fetched.clear()
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None, path
        assert answer.status == 200, (path, answer.status)
        self.page.wait_for_timeout(SETTLED)
        read: dict[str, Any] = self.page.evaluate(_READ)
        assert read["first"], path
        return Paint(
            first=read["first"],
            largest=read["largest"],
            shift=read["shift"],
            longest=read["longest"],
            requests=len(self._fetched),
        )
