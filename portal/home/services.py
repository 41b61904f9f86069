"""The services that the front door leads to; each app registers its own when it is ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from portal.home.people import Happened

FREE = "不收费"


@dataclass(frozen=True, kw_only=True)
class ServiceCard:
    """A service: what it is called, where it begins, its periods, what to bring, what it costs.

    A door is what most people come for: it stands large on the front page; the others in a list.
    `elsewhere` names other sites that serve as well, by the codes of portal.home.elsewhere.
    """

    name: str
    title: str
    summary: str
    icon: str
    url_name: str
    url_args: Sequence[str] = ()
    action: str = "开始申请"
    terms: Sequence[str] = ()
    bring: Sequence[str] = ()
    cost: str = FREE
    elsewhere: Sequence[str] = ()
    sort: int = 100
    is_door: bool = False
    happened: Sequence[Happened] = ()

    @cached_property
    def url(self) -> str:
        """Return where the service begins; empty while its pages are not installed."""
        try:
            return reverse(self.url_name, args=list(self.url_args))
        except NoReverseMatch:
            return ""


_CARDS: dict[str, ServiceCard] = {}


def register(card: ServiceCard) -> None:
    """Put the card of a service on the front door; called from AppConfig.ready()."""
    _CARDS[card.name] = card


def open_cards() -> list[ServiceCard]:
    """Return the services that work, in the order of the front door."""
    cards = sorted(_CARDS.values(), key=lambda card: (card.sort, card.name))
    return [card for card in cards if card.url]
