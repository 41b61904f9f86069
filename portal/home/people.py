"""Who comes to the front door, and with what that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Who comes."""

    WORKER = "worker"
    FAMILY = "family"
    EMPLOYER = "employer"

    @property
    def words(self) -> str:
        """Return what stands on the door."""
        return WORDS[self]


WORDS = {
    Who.WORKER: "我受了伤、得了病",
    Who.FAMILY: "家里人出了事",
    Who.EMPLOYER: "我是单位的",
}
EVERYBODY = tuple(Who)
WORKER_SIDE = (Who.WORKER, Who.FAMILY)


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something that happened to somebody, in their words; the lower the sort, the higher."""

    who: Sequence[Who]
    words: str
    sort: int = 50
