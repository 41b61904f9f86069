"""Why an act is refused: sentences that people read, with their articles."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason; `basis` is the article, empty for plain circumstances."""

    sentence: str
    basis: str = ""

    def __str__(self) -> str:
        return f"{self.sentence}（{self.basis}）" if self.basis else self.sentence


class Refused(Exception):
    """An act was not performed; all reasons together."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("；".join(str(reason) for reason in reasons))
        self.reasons = reasons


class Changed(Refused):
    """Somebody else changed the case since the page was shown."""


class KeyReused(Refused):
    """A key that belongs to another act or other contents was sent again."""
