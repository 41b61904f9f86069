"""The work list of an office: what is due next comes first, filters live in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.decorators import staff_required
from portal.accounts.models import User
from portal.cases import queues
from portal.cases.kinds import Kind, StateLabel, all_kinds, kind_of, kinds_apart_from
from portal.cases.queues import BAND_LABELS, Band, Cursor, Due, Line, Selection, Whose
from portal.cases.views.access import user_of
from portal.cases.visible import CASEWORK
from portal.ui import dates
from portal.ui.parts import CLASSES, Chip, Page
from portal.ui.templatetags.ui import badge_words
from portal.ui.text import search_words
from portal.workflow.roles import OUTSIDERS, Role

TABS = {
    Whose.TURN: "轮到我",
    Whose.MINE: "我承办的",
    Whose.UNASSIGNED: "待领取",
    Whose.ALL: "全部",
}
TITLES = {
    Whose.TURN: "轮到我的案件",
    Whose.MINE: "我承办的案件",
    Whose.UNASSIGNED: "待领取的案件",
    Whose.ALL: "全部案件",
}
DUE = {
    Due.LATE: ("已超期", (Band.LATE,)),
    Due.WEEK: ("7 天内", (Band.SOON, Band.WEEK)),
}
STOPPED = "中止期间不计"


@dataclass(frozen=True)
class Cells:
    """What one row shows; words only, no queries behind them."""

    anchor: str
    url: str
    left: str
    look: str
    day: str
    person: str
    employer: str
    state: SafeString
    actor: str
    is_mine: bool
    step: str
    handler: str
    age: str
    reference: str
    is_about_employer: bool


@dataclass(frozen=True)
class Group:
    """Rows under one head."""

    label: str
    count: str
    rows: list[Cells]


@dataclass(frozen=True)
class Viewer:
    """Who looks at the list."""

    pk: int
    office_id: int
    roles: frozenset[Role]
    today: date

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the procedures in which one of the viewer's roles has a part."""
        return tuple(
            kind
            for kind in all_kinds()
            if any(self.roles.intersection(act.roles) for act in kind.process.acts())
        )

    @property
    def is_about_employers(self) -> bool:
        """Say whether every procedure of the viewer is about an employer itself."""
        return bool(self.kinds) and all(kind.is_about_employer for kind in self.kinds)

    @property
    def shows_matters(self) -> bool:
        """Say whether none of the viewer's procedures has an employer beside its person."""
        return bool(self.kinds) and not any(has_employer_beside(kind) for kind in self.kinds)

    @property
    def turn(self) -> tuple[str, ...]:
        """Return the states in which one of the viewer's roles acts next, whoever handles."""
        return self._states(of_handlers=False)

    @property
    def handled(self) -> tuple[str, ...]:
        """Return the states in which the handler acts next, and the viewer may be it."""
        return self._states(of_handlers=True)

    def _states(self, *, of_handlers: bool) -> tuple[str, ...]:
        """Return the open states in which one of the viewer's roles acts next, each once."""
        found = (
            str(state)
            for kind in self.kinds
            for state in kind.process.open_states()
            if self.roles.intersection(kind.states[state].actors)
            and (kind.states[state].actor is Role.HANDLER) == of_handlers
        )
        return tuple(dict.fromkeys(found))

    @property
    def tabs(self) -> tuple[Whose, ...]:
        """Return the lists that make sense for the viewer, the one to begin with first."""
        tabs = [Whose.TURN] if self.turn else []
        if self.handled:
            tabs += [Whose.MINE, Whose.UNASSIGNED]
        return (*tabs, Whose.ALL)


@staff_required(*sorted(CASEWORK))
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Show the open cases of the visitor's office."""
    viewer = viewer_of(user_of(request))
    words = search_words(request.GET.get("q", ""), most=40)
    if words:
        return _found(request, viewer, words)
    selection = selection_of(request.GET, viewer)
    day = _day(request.GET.get("from", ""))
    here = Cursor.opened(request.GET.get("at", ""))
    at = here or (queues.from_day(day) if day else None)
    sheet = queues.sheet(selection, today=viewer.today, at=at)
    states = _filter_states(viewer)
    counts = queues.tallies(selection, today=viewer.today, tabs=viewer.tabs, states=states)
    kept = DUE[selection.due][1] if selection.due else tuple(Band)
    context = {
        "title": TITLES[selection.whose],
        "is_about_employers": viewer.is_about_employers,
        "shows_matters": viewer.shows_matters,
        "groups": _groups(sheet.lines, viewer, counts, back=list_query(selection, at=at)),
        "tabs": _tabs(selection, viewer, counts),
        "chips": _chips(selection, viewer, states, counts),
        "total": queues.shown(sum(counts[band.value] for band in kept)),
        "on_page": len(sheet.lines),
        "is_filtered": bool(selection.state or selection.due) or selection.whose is not Whose.ALL,
        "page": Page(
            newer_url=_address(selection, at=sheet.newer),
            older_url=_address(selection, at=sheet.older),
            newer_label="到期更早的",
            older_label="到期更晚的",
            jump_name="from",
            jump_value=day,
            hidden=list(_params(selection).items()),
        ),
        "words": "",
    }
    return render(request, "cases/work_list.html", context)


def viewer_of(user: User) -> Viewer:
    """Return an officer as the one who looks at a list today."""
    today = clock.today()
    return Viewer(user.pk, user.office_id or 0, user.roles(today), today)


def _found(request: HttpRequest, viewer: Viewer, words: str) -> HttpResponse:
    """Show what a search found, closed cases too."""
    lines = queues.search(
        viewer.office_id, words, user_id=viewer.pk, but=kinds_apart_from(viewer.roles)
    )
    kept = lines[: queues.FOUND]
    count = f"{queues.FOUND}+" if len(lines) > queues.FOUND else str(len(kept))
    rows = [_cells(line, viewer) for line in kept]
    context = {
        "title": "查找案件",
        "is_about_employers": viewer.is_about_employers,
        "shows_matters": viewer.shows_matters,
        "groups": [Group("找到的案件", count, rows)] if rows else [],
        "words": words,
        "is_short": len(words) < queues.SHORTEST,
        "is_cut": len(lines) > queues.FOUND,
        "cap": queues.FOUND,
    }
    return render(request, "cases/work_list.html", context)


def selection_of(asked: Mapping[str, str], viewer: Viewer) -> Selection:
    """Return the list that an address names; what is no filter of this viewer is ignored."""
    whose, state, due = (asked.get(name, "") for name in ("whose", "state", "due"))
    known = {str(state) for kind in viewer.kinds for state in kind.process.open_states()}
    return Selection(
        office_id=viewer.office_id,
        user_id=viewer.pk,
        whose=Whose(whose) if whose in set(viewer.tabs) else viewer.tabs[0],
        state=state if state in known else "",
        due=Due(due) if due in set(Due) else None,
        turn=viewer.turn,
        but=tuple(kinds_apart_from(viewer.roles)),
        handled=viewer.handled,
    )


def _filter_states(viewer: Viewer) -> list[str]:
    """Return the states as filters; those in which the visitor's roles act come first."""
    found = [(kind, state) for kind in viewer.kinds for state in kind.process.open_states()]
    found.sort(key=lambda one: not viewer.roles.intersection(one[0].states[one[1]].actors))
    return list(dict.fromkeys(str(state) for _, state in found))


def _groups(lines: list[Line], viewer: Viewer, counts: dict[str, int], *, back: str) -> list[Group]:
    """Return the rows under their heads; a head counts all of its rows, not those of the page."""
    rows: dict[Band, list[Cells]] = {}
    for line in lines:
        band = queues.band_of(line.next_due_on, today=viewer.today)
        rows.setdefault(band, []).append(_cells(line, viewer, back=back))
    return [
        Group(BAND_LABELS[band], queues.shown(counts[band.value]), found)
        for band, found in rows.items()
    ]


def _cells(line: Line, viewer: Viewer, *, back: str = "") -> Cells:
    kind = kind_of(line.kind)
    label = kind.states[line.state]
    has_day = queues.band_of(line.next_due_on, today=viewer.today) is not Band.NONE
    is_stopped = not has_day and label.icon == "pause"
    left = (line.next_due_on - viewer.today).days if has_day else None
    text, look = badge_words(left, paused=is_stopped) if line.is_open else ("已结束", "is-calm")
    look = look if has_day or is_stopped or not line.is_open else "is-none"
    actor, is_mine = _actor(label, line, viewer)
    return Cells(
        anchor=anchor_of(line.reference),
        url=f"/cases/{line.reference}/{back}",
        left=text,
        look=look,
        day=dates.cn_day(line.next_due_on) if has_day else STOPPED if is_stopped else "",
        person=line.person_name or line.employer_name,
        employer=line.employer_name if has_employer_beside(kind) else kind.title,
        state=_badge(label),
        actor=actor,
        is_mine=is_mine,
        step=label.step,
        handler=line.handler_name or "",
        age=f"{(viewer.today - line.filed_on).days} 天",
        reference=line.reference,
        is_about_employer=kind.is_about_employer,
    )


def has_employer_beside(kind: Kind) -> bool:
    """Say whether cases of a procedure have a person and, beside it, an employer."""
    return kind.names_employer and not kind.is_about_employer


def _actor(label: StateLabel, line: Line, viewer: Viewer) -> tuple[str, bool]:
    """Return who acts next, and whether it is the visitor."""
    role = label.actor
    if role is None or not line.is_open:
        return "", False
    if role is Role.HANDLER:
        if line.handler_id is None:
            return "待领取", False
        is_mine = line.handler_id == viewer.pk
        return "我" if is_mine else line.handler_name or "", is_mine
    if role in OUTSIDERS:
        return role.label, False
    is_mine = role in viewer.roles
    return "我" if is_mine else role.label, is_mine


@lru_cache(maxsize=200)
def _badge(label: StateLabel) -> SafeString:
    """Return the badge of a state, drawn once for all rows."""
    context = {
        "label": label.label,
        "look": f" is-bare{CLASSES[label.tone]}",
        "icon_name": label.icon,
    }
    return SafeString(render_to_string("components/status_badge.html", context).strip())


def _tabs(selection: Selection, viewer: Viewer, counts: dict[str, int]) -> list[Chip]:
    return [
        Chip(
            label=TABS[whose],
            url=_address(replace(selection, whose=whose, state="", due=None)),
            count=queues.shown(counts[whose.value]),
            is_current=whose is selection.whose,
        )
        for whose in viewer.tabs
    ]


def _chips(
    selection: Selection, viewer: Viewer, states: list[str], counts: dict[str, int]
) -> list[Chip]:
    """Return the filters that would find something, and the chosen ones; the late come first."""
    chips = []
    for due, (label, bands) in DUE.items():
        is_current = selection.due is due
        count = sum(counts[band.value] for band in bands)
        if count or is_current:
            target = replace(selection, due=None if is_current else due)
            url, shown = _address(target), queues.shown(count)
            chips.append(Chip(label=label, url=url, count=shown, is_current=is_current))
    labels = {str(state): one.label for kind in viewer.kinds for state, one in kind.states.items()}
    for state in states:
        is_current = selection.state == state
        if counts[f"in:{state}"] or is_current:
            target = replace(selection, state="" if is_current else state)
            chips.append(Chip(label=labels[state], url=_address(target), is_current=is_current))
    return chips


def anchor_of(reference: str) -> str:
    """Return the name of a case's row, to come back to."""
    return f"row-{reference}"


def list_query(selection: Selection, *, at: Cursor | None = None) -> str:
    """Return the query that names a list and a place in it."""
    return _address(selection, at=at or "")


def _params(selection: Selection) -> dict[str, str]:
    params = {"whose": selection.whose.value}
    if selection.state:
        params["state"] = selection.state
    if selection.due:
        params["due"] = selection.due.value
    return params


def _address(selection: Selection, *, at: Cursor | str | None = "") -> str:
    """Return the address of a selection at a place; none where there is no such place."""
    if at is None:
        return ""
    params = _params(selection)
    if isinstance(at, Cursor):
        params["at"] = at.sealed()
    return f"?{urlencode(params)}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
