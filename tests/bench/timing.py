"""Interleaved timing: machines differ and are noisy, so only ratios of one run are told."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Durations of one thing in seconds."""

    all: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Return the median."""
        return statistics.median(self.all)

    @property
    def least(self) -> float:
        """Return the minimum."""
        return min(self.all)


def interleaved(
    things: Mapping[str, Callable[[], object]], *, rounds: int, warm: int = 2
) -> dict[str, Times]:
    """Run all things in turn, round after round, so that noise falls on each alike."""
    found: dict[str, list[float]] = {name: [] for name in things}
    for number in range(warm + rounds):
        for name, thing in things.items():
            begun = time.perf_counter()
            thing()
            if number >= warm:
                found[name].append(time.perf_counter() - begun)
    return {name: Times(tuple(times)) for name, times in found.items()}


def ratio(times: Times, to: Times) -> float:
    """Return the smaller of the ratios of medians and of minima."""
    return min(times.middle / to.middle, times.least / to.least)


def line(name: str, value: float, limit: float | None, *, at_least: bool = False) -> bool:
    """Print one figure against its limit and say whether it holds."""
    if limit is None:
        print(f"  {name}: {value:.2f}")
        return True
    holds = value >= limit if at_least else value <= limit
    sign = "≥" if at_least else "≤"
    print(f"  {name}: {value:.2f}（要求 {sign} {limit:.2f}）{'✓' if holds else '✗'}")
    return holds
