"""The rows of an upload as its pages show them: by state, page after page by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.crypto import mask_id
from portal.law.words import day_words
from portal.ui.parts import CLASSES, Colour
from registration.keyset import Sheet, sheet
from registration.models import Employment, RosterRow, RosterUpload
from registration.people.adding import Applicant
from registration.roster.enrolling import chosen

PAGE = 50
State = RosterRow.State
OPEN = (State.READY, State.HIDDEN)
LOOKS: dict[State, tuple[Colour, str]] = {
    State.READY: ("working", "check"),
    State.HIDDEN: ("waiting", "alert"),
    State.WRONG: ("late", "alert"),
    State.DUPLICATE: ("rest", "pause"),
    State.ALREADY: ("rest", "check-circle"),
    State.ENROLLED: ("done", "check-circle"),
}


@dataclass(frozen=True)
class RowView:
    """What one row shows."""

    pk: int
    line: int
    name: str
    number: str
    facts: str
    badge: SafeString
    problems: list[str]
    notes: list[str]
    is_open: bool
    is_chosen: bool


def counts_of(upload: RosterUpload) -> dict[str, int]:
    """Return how many rows are in each state; an upload is bounded."""
    groups = RosterRow.objects.filter(upload=upload).values_list("state").annotate(Count("id"))
    found = dict(groups.order_by())
    return {state.value: found.get(state.value, 0) for state in State}


def page_of(upload: RosterUpload, *, state: str, after: int = 0, before: int = 0) -> Sheet[RowView]:
    """Return the rows after a line, or before one."""
    rows = RosterRow.objects.filter(upload=upload)
    if state:
        rows = rows.filter(state=state)
    found = sheet(rows, key="line", after=after, before=before, size=PAGE)
    return Sheet(list(views(found.lines)), found.before, found.after)


def chosen_counts(upload: RosterUpload) -> dict[str, int]:
    """Return how many rows are ticked, the hidden ones apart."""
    groups = chosen(upload).values_list("state").annotate(Count("id")).order_by()
    found = dict(groups)
    return {state.value: found.get(state.value, 0) for state in OPEN}


def choose(upload: RosterUpload, *, shown: Iterable[int], ticked: Iterable[int]) -> None:
    """Keep the ticks of a page: of the rows that it showed, these are ticked."""
    rows = RosterRow.objects.filter(upload=upload, state__in=OPEN, pk__in=list(shown))
    kept = list(ticked)
    rows.filter(pk__in=kept).update(is_chosen=True)
    rows.exclude(pk__in=kept).update(is_chosen=False)


def choose_ready(upload: RosterUpload) -> int:
    """Tick all rows without fault; hidden ones are ticked one by one only."""
    rows = RosterRow.objects.filter(upload=upload, state=State.READY)
    return rows.update(is_chosen=True)


def choose_none(upload: RosterUpload) -> None:
    """Take all ticks away."""
    RosterRow.objects.filter(upload=upload, state__in=OPEN).update(is_chosen=False)


def views(rows: Iterable[RosterRow]) -> Iterator[RowView]:
    """Yield rows in the words of the page; numbers are masked."""
    for row in rows:
        content = row.content
        yield RowView(
            pk=row.pk,
            line=row.line,
            name=content["name"] or "没有姓名",
            number=mask_id(content["number"]),
            facts=_facts(row),
            badge=_badge(row.state),
            problems=content["problems"],
            notes=[*_hidden(row), *content["notes"]],
            is_open=row.is_open,
            is_chosen=row.is_chosen,
        )


def _facts(row: RosterRow) -> str:
    """Return first day, outlet, job and kind of work, as far as they were read."""
    content = row.content
    person = content["person"]
    first_day = f"{day_words(Applicant(**person).first_day)}起" if person else ""
    kinds = dict(Employment.Kind.choices)
    return "，".join(
        one
        for one in (
            *(first_day, content.get("outlet_name", "")),
            *(content["job"], kinds.get(content["work"], "")),
        )
        if one
    )


def _hidden(row: RosterRow) -> list[str]:
    return ["这一行在表格里是隐藏的"] if row.is_hidden else []


@lru_cache(maxsize=16)
def _badge(state: str) -> SafeString:
    """Return the badge of a state, drawn once for all rows."""
    one = State(state)
    colour, icon = LOOKS[one]
    context = {"label": one.label, "look": f" is-bare{CLASSES[colour]}", "icon_name": icon}
    return SafeString(render_to_string("components/status_badge.html", context).strip())
