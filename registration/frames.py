"""The frames of an employer's pages: for its agents, and for the officers of the agency."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from registration.models import Employer


def all_units(employer: Employer) -> bool:
    """Show a tab to every employer."""
    return True


@dataclass(frozen=True)
class Tab:
    """A page of an employer."""

    title: str
    url_name: str
    order: int
    is_for: Callable[[Employer], bool]


@dataclass(frozen=True)
class TabLink:
    """A tab as the frame shows it."""

    title: str
    url: str
    is_current: bool


_UNIT: dict[str, Tab] = {}
_REGISTER: dict[str, Tab] = {}


def add_unit_tab(
    title: str, url_name: str, *, order: int, is_for: Callable[[Employer], bool] = all_units
) -> None:
    """Add a page for agents; its address takes the employer's id as `employer_id`."""
    _UNIT[url_name] = Tab(title, url_name, order, is_for)


def add_register_tab(
    title: str, url_name: str, *, order: int, is_for: Callable[[Employer], bool] = all_units
) -> None:
    """Add a page for officers; its address takes the employer's id as `employer_id`."""
    _REGISTER[url_name] = Tab(title, url_name, order, is_for)


def unit_frame(employer: Employer, *, here: str) -> dict[str, Any]:
    """Return what templates/registration/unit_frame.html shows; `here` is the tab's url name."""
    return {"employer": employer, "tabs": _links(_UNIT, employer, here)}


def register_frame(employer: Employer, *, here: str) -> dict[str, Any]:
    """Return what templates/registration/register_frame.html shows."""
    return {"employer": employer, "tabs": _links(_REGISTER, employer, here)}


def _links(tabs: dict[str, Tab], employer: Employer, here: str) -> list[TabLink]:
    return [
        TabLink(
            tab.title,
            reverse(f"registration:{tab.url_name}", args=[employer.pk]),
            tab.url_name == here,
        )
        for tab in sorted(tabs.values(), key=lambda tab: tab.order)
        if tab.is_for(employer)
    ]
