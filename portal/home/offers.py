"""All that people come for: what can be begun here, and what is done elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from portal.home.elsewhere import Door, doors_for
from portal.home.periods import Period, period_on
from portal.home.services import ServiceCard, open_cards
from portal.home.signposts import SIGNPOSTS, Signpost


@dataclass(frozen=True)
class Here:
    """A service with its periods as they are today, and the other sites that serve as well."""

    card: ServiceCard
    periods: list[Period]
    doors: list[Door]


@dataclass(frozen=True)
class Away:
    """A matter that is done elsewhere, with the sites that lead there."""

    signpost: Signpost
    doors: list[Door]


def offers(*, on: date) -> tuple[list[Here], list[Away]]:
    """Return what is done here in the order of the front door, and what is done elsewhere."""
    cards = open_cards()
    named = [one.elsewhere for one in cards] + [one.elsewhere for one in SIGNPOSTS]
    known = doors_for(set(chain.from_iterable(named)))
    here = [
        Here(
            card,
            [found for code in card.terms if (found := period_on(code, on))],
            _chosen(card.elsewhere, known),
        )
        for card in cards
    ]
    return here, [Away(one, _chosen(one.elsewhere, known)) for one in SIGNPOSTS]


def _chosen(codes: Sequence[str], known: Mapping[str, Door]) -> list[Door]:
    return [known[code] for code in codes if code in known]
