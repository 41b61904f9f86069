"""The main menu of officers: each app adds the pages that its roles work on."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from portal import clock
from portal.accounts.models import User
from portal.offices.models import Power
from portal.workflow.roles import Role


@dataclass(frozen=True)
class MenuItem:
    """One entry, shown to those who hold one of its roles, at an office of its power.

    Whoever holds no other role than those of `begins` comes to this page after the log-in.
    """

    title: str
    url_name: str
    roles: tuple[Role, ...]
    order: int = 50
    power: Power | None = None
    begins: tuple[Role, ...] = ()

    def is_for(self, user: User) -> bool:
        """Say whether somebody works on this page."""
        if not user.has_role(*self.roles):
            return False
        return self.power is None or (user.office is not None and user.office.power == self.power)


@dataclass(frozen=True)
class Entry:
    """An entry as the page shows it."""

    title: str
    url: str
    is_here: bool


_items: dict[str, MenuItem] = {}


def register_item(item: MenuItem) -> None:
    """Put an entry into the menu; called from AppConfig.ready()."""
    _items[item.url_name] = item


def entries_for(request: HttpRequest) -> list[Entry]:
    """Return the entries of whoever asks, in their order."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_staff:
        return []
    shown = sorted(_items.values(), key=lambda item: (item.order, item.title))
    return [
        Entry(item.title, url := reverse(item.url_name), request.path == url)
        for item in shown
        if item.is_for(user)
    ]


def first_page(user: User) -> str:
    """Return where a member of staff begins the day: the list of cases, for whoever has one."""
    held = user.roles(clock.today())
    if held == {Role.ADMINISTRATOR}:
        return reverse("admin:index")
    for item in _items.values():
        if held and held <= set(item.begins):
            return reverse(item.url_name)
    list_of_cases = _items.get(settings.STAFF_LOGIN_REDIRECT_URL)
    if list_of_cases and list_of_cases.is_for(user):
        return reverse(list_of_cases.url_name)
    return reverse("accounts:me")
