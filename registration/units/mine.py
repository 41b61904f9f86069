"""The employers for which somebody acts, and what waits there: on the own page and page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from portal.accounts.models import User
from registration.access import employers_of
from registration.keyset import sheet
from registration.models import Employer
from registration.units.duties import Duty, duties_of

PANEL, PAGE = 5, 25


@dataclass(frozen=True)
class UnitLine:
    """An employer in the list, and what waits there."""

    employer: Employer
    duties: Sequence[Duty]


@dataclass(frozen=True)
class UnitList:
    """Some employers, and the key after which the next ones begin."""

    lines: list[UnitLine]
    after: int | None


def units_of(user: User, *, after: int = 0, size: int = PAGE) -> UnitList:
    """Return the employers of an agent from a key on, with what waits there."""
    found = sheet(employers_of(user).select_related("identity", "county"), after=after, size=size)
    duties = duties_of(found.lines)
    lines = [UnitLine(one, duties.get(one.pk, [])) for one in found.lines]
    return UnitList(lines, found.after)


def units_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Return the first employers for the own page; officers act for none."""
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return None
    return {"units": units_of(user, size=PANEL)}
