"""A legal rule: a predicate with its source and the sentence said when it is not met."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from portal.law.citation import Citation

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Rule(Generic[T]):
    """A named predicate; calling it gives None when met, else the sentence to show."""

    name: str
    basis: Citation
    check: Callable[[T], str | None]
    doc: str = ""

    def __call__(self, argument: T) -> str | None:
        return self.check(argument)


def rule(basis: Citation) -> Callable[[Callable[[T], str | None]], Rule[T]]:
    """Make a function the rule of the same name, founded on `basis`."""

    def decorate(check: Callable[[T], str | None]) -> Rule[T]:
        return Rule(
            name=check.__name__, basis=basis, check=check, doc=(check.__doc__ or "").strip()
        )

    return decorate
