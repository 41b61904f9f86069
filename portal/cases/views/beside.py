"""From a case back to the list it was opened from, and on to the rows beside it."""

from dataclasses import dataclass

from django.http import HttpRequest

from portal.cases import queues
from portal.cases.models import Case
from portal.cases.queues import Cursor, Line
from portal.cases.views.access import user_of
from portal.cases.views.work_list import anchor_of, list_query, selection_of, viewer_of


@dataclass(frozen=True)
class Way:
    """The addresses around a case in the list that its own address names."""

    back_url: str
    query: str = ""
    previous_url: str = ""
    next_url: str = ""


def way_from(request: HttpRequest, case: Case) -> Way:
    """Return the way back to the case's row, and to the cases before and after it."""
    row = f"#{anchor_of(case.reference)}"
    if "whose" not in request.GET:
        return Way(back_url=f"{LIST}{row}")
    viewer = viewer_of(user_of(request))
    selection = selection_of(request.GET, viewer)
    query = list_query(selection, at=Cursor.opened(request.GET.get("at", "")))
    before, after = queues.neighbours(selection, case, today=viewer.today)
    return Way(
        back_url=f"{LIST}{query}{row}",
        query=query,
        previous_url=_address(before, query),
        next_url=_address(after, query),
    )


LIST = "/work/"


def _address(line: Line | None, query: str) -> str:
    return f"/cases/{line.reference}/{query}" if line else ""
