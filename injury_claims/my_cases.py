"""The cases of a person outside: whose turn it is and the next date, on the own page and beyond."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from injury_claims.kind import KIND
from injury_claims.situation import Situation, situations
from injury_claims.turns import Turn, turn_of
from injury_claims.views.party import clock_of
from portal.accounts.models import User
from portal.cases import clerkship
from portal.cases.models import Case
from portal.cases.visible import visible_to
from portal.ui.parts import Clock

PANEL, PAGE = 10, 25


@dataclass(frozen=True)
class CaseLine:
    """A case in the list: what it is, whose turn it is, until when."""

    case: Case
    url: str
    turn: Turn
    clock: Clock | None
    lead: str


@dataclass(frozen=True)
class CaseList:
    """Some cases, those that wait for this person first, and where the older ones begin."""

    lines: list[CaseLine]
    before: str


def cases_of(user: User, *, before: str = "", size: int = PAGE) -> CaseList:
    """Return the newest cases of a person, or those older than one of their own cases."""
    mine = visible_to(user).filter(kind=KIND.code).select_related("office").order_by("-pk")
    if before:
        last = visible_to(user).filter(reference=before).values_list("pk", flat=True).first()
        mine = mine.filter(pk__lt=last or 0)
    cases = list(mine[: size + 1])
    rows = [_line(now) for now in situations(user, cases[:size])]
    rows.sort(key=lambda line: not line.turn.is_mine)
    return CaseList(rows, cases[size - 1].reference if len(cases) > size else "")


def cases_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Return the newest cases for the own page; staff have their work list instead."""
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return None
    return {"cases": cases_of(user, size=PANEL)}


def _line(now: Situation) -> CaseLine:
    turn = turn_of(now)
    row = turn.deadline or now.office_deadline()
    return CaseLine(
        case=now.case,
        url=clerkship.address(now.case),
        turn=turn,
        clock=clock_of(row) if row else None,
        lead="请在" if turn.deadline else "应在",
    )
