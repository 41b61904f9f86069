"""What the search finds beside answers: services that can be begun here, and offices."""

from collections.abc import Iterable
from dataclasses import dataclass

from faq.search.asking import Asked
from faq.search.words import words_of
from portal import clock
from portal.home.services import ServiceCard, open_cards
from portal.offices.directory import open_offices
from portal.offices.models import Office

LEAST_SERVICE = 0.3
PLACE_ENDINGS = "区县市"
SHORTEST_PLACE = 2


@dataclass(frozen=True)
class Service:
    """A service and how much of the question its words cover."""

    card: ServiceCard
    score: float


def services_for(asked: Asked) -> list[Service]:
    """Return the services whose own words cover enough of what was asked, best first."""
    total = sum(asked.weights.values())
    if not total:
        return []
    found = []
    for card in open_cards():
        own = set(words_of(f"{card.title} {card.summary}"))
        covered = 0.0
        for typed, means in asked.needs.items():
            best = max((how for word, how in means.items() if word in own), default=0.0)
            covered += asked.weights[typed] * best
        if covered / total >= LEAST_SERVICE:
            found.append(Service(card, covered / total))
    return sorted(found, key=lambda one: (-one.score, one.card.sort))


def offices_for(asked: Asked) -> list[Office]:
    """Return the offices whose place was named; none where no place was."""
    solid = asked.text.replace(" ", "")
    rows = open_offices(on=clock.today()).select_related("county")
    return [one for one in rows if any(name in solid for name in _places_of(one))]


def _places_of(office: Office) -> Iterable[str]:
    """Return how people call the place of an office: 金乡县, and 金乡 as well."""
    county = office.county.name if office.county else ""
    for name in {county, office.name}:
        if len(name) >= SHORTEST_PLACE:
            yield name
        short = name.rstrip(PLACE_ENDINGS)
        if len(short) >= SHORTEST_PLACE:
            yield short
