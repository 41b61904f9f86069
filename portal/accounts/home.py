"""Panels of the own page: higher floors put theirs there when they are ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

Context = Callable[[HttpRequest], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the own page; a context of None leaves it out."""

    name: str
    context: Context
    template: str
    order: int


_panels: dict[str, Panel] = {}


def register_panel(name: str, context: Context, template: str, *, order: int = 50) -> None:
    """Put a panel on the own page; lower orders stand higher."""
    _panels[name] = Panel(name, context, template, order)


def rendered_panels(request: HttpRequest) -> list[str]:
    """Return the panels of this person as finished HTML, in their order."""
    parts: list[str] = []
    for panel in sorted(_panels.values(), key=lambda panel: (panel.order, panel.name)):
        context = panel.context(request)
        if context is not None:
            parts.append(render_to_string(panel.template, dict(context), request=request))
    return parts
