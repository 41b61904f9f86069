"""All addresses of the portal, each filled with a value that belongs to nobody."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter


@dataclass(frozen=True)
class Route:
    """One address: its full name and a path that leads there."""

    name: str
    path: str
    has_arguments: bool


def routes() -> list[Route]:
    """Return every named address except Django's admin, which has its own guard."""
    return list(_walk(get_resolver(), namespaces=(), converters={}))


def _walk(
    resolver: URLResolver, *, namespaces: tuple[str, ...], converters: dict[str, object]
) -> Iterator[Route]:
    """Go down the tree of addresses and collect what each one asks for."""
    for pattern in resolver.url_patterns:
        wanted = {**converters, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            if "admin" not in inner:
                yield from _walk(pattern, namespaces=inner, converters=wanted)
        elif isinstance(pattern, URLPattern) and pattern.name:
            name = ":".join((*namespaces, pattern.name))
            values = {key: _value(converter) for key, converter in wanted.items()}
            yield Route(name, reverse(name, kwargs=values), bool(values))


def _value(converter: object) -> object:
    """Return something of the right form that exists nowhere."""
    if isinstance(converter, IntConverter):
        return 987654321
    if isinstance(converter, UUIDConverter):
        return uuid.UUID(int=7)
    return "nowhere"
