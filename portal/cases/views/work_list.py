"""The work list of an office: what is due next comes first, filters live in the address."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
from portal.cases.kinds import Kind, StateLabel, all_kinds, kind_of
from portal.cases.queues import BAND_LABELS, Band, Cursor, Line, Selection, Whose
from portal.cases.views.access import user_of
from portal.cases.visible import CASEWORK
from portal.ui import dates
from portal.ui.parts import CLASSES, Chip, Page
from portal.ui.templatetags.ui import badge_words
from portal.ui.text import normalise
from portal.workflow.roles import OUTSIDERS, Role

TABS = ((Whose.ALL, "全部"), (Whose.MINE, "我承办的"), (Whose.UNASSIGNED, "待领取"))
STOPPED = "中止期间不计"


@dataclass(frozen=True)
class Cells:
    """What one row shows; words only, no queries behind them."""

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
    roles: frozenset[Role]
    today: date


@staff_required(*sorted(CASEWORK))
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Show the open cases of the visitor's office."""
    user = user_of(request)
    viewer = Viewer(user.pk, user.roles(clock.today()), clock.today())
    words = normalise(request.GET.get("q", ""))[:40]
    if words:
        return _found(request, user, viewer, words)
    selection = _selection(request, user)
    day = _day(request.GET.get("from", ""))
    at = Cursor.opened(request.GET.get("at", "")) or (queues.from_day(day) if day else None)
    sheet = queues.sheet(selection, at=at)
    counts = queues.tallies(selection, today=viewer.today)
    context = {
        "title": dict(TABS)[selection.whose] + "案件",
        "groups": _groups(sheet.lines, viewer, counts),
        "tabs": _tabs(selection, counts),
        "chips": _chips(selection, viewer),
        "total": queues.shown(sum(counts[band.value] for band in Band)),
        "on_page": len(sheet.lines),
        "is_filtered": bool(selection.state) or selection.whose is not Whose.ALL,
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


def _found(request: HttpRequest, user: User, viewer: Viewer, words: str) -> HttpResponse:
    """Show what a search found, closed cases too."""
    lines = queues.search(user.office_id or 0, words)
    kept = lines[: queues.FOUND]
    count = f"{queues.FOUND}+" if len(lines) > queues.FOUND else str(len(kept))
    rows = [_cells(line, viewer) for line in kept]
    context = {
        "title": "查找案件",
        "groups": [Group("找到的案件", count, rows)] if rows else [],
        "words": words,
        "is_short": len(words) < queues.SHORTEST,
        "is_cut": len(lines) > queues.FOUND,
        "cap": queues.FOUND,
    }
    return render(request, "cases/work_list.html", context)


def _selection(request: HttpRequest, user: User) -> Selection:
    whose = request.GET.get("whose", "")
    state = request.GET.get("state", "")
    known = {str(state) for kind in all_kinds() for state in kind.process.open_states()}
    return Selection(
        office_id=user.office_id or 0,
        user_id=user.pk,
        whose=Whose(whose) if whose in set(Whose) else Whose.ALL,
        state=state if state in known else "",
    )


def _groups(lines: list[Line], viewer: Viewer, counts: dict[str, int]) -> list[Group]:
    """Return the rows under their heads; a head counts all of its rows, not those of the page."""
    rows: dict[Band, list[Cells]] = {}
    for line in lines:
        band = queues.band_of(line.next_due_on, today=viewer.today)
        rows.setdefault(band, []).append(_cells(line, viewer))
    return [
        Group(BAND_LABELS[band], queues.shown(counts[band.value]), found)
        for band, found in rows.items()
    ]


def _cells(line: Line, viewer: Viewer) -> Cells:
    label = kind_of(line.kind).states[line.state]
    has_day = queues.band_of(line.next_due_on, today=viewer.today) is not Band.NONE
    is_stopped = not has_day and label.icon == "pause"
    left = (line.next_due_on - viewer.today).days if has_day else None
    text, look = badge_words(left, paused=is_stopped) if line.is_open else ("已结束", "is-calm")
    actor, is_mine = _actor(label, line, viewer)
    return Cells(
        url=f"/cases/{line.reference}/",
        left=text,
        look=look,
        day=dates.cn_day(line.next_due_on) if has_day else STOPPED if is_stopped else "",
        person=line.person_name,
        employer=line.employer_name,
        state=_badge(label),
        actor=actor,
        is_mine=is_mine,
        step=label.step,
        handler=line.handler_name or "",
        age=f"{(viewer.today - line.filed_on).days} 天",
        reference=line.reference,
    )


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


def _tabs(selection: Selection, counts: dict[str, int]) -> list[Chip]:
    return [
        Chip(
            label=label,
            url=_address(Selection(selection.office_id, selection.user_id, whose)),
            count=queues.shown(counts[whose.value]),
            is_current=whose is selection.whose,
        )
        for whose, label in TABS
    ]


def _chips(selection: Selection, viewer: Viewer) -> list[Chip]:
    """Return the states as filters; those in which the visitor's roles act come first."""
    found = [(kind, state) for kind in all_kinds() for state in kind.process.open_states()]
    found.sort(key=lambda one: _is_others(*one, viewer=viewer))
    chips = []
    for kind, state in found:
        is_current = selection.state == state
        target = Selection(
            selection.office_id, selection.user_id, selection.whose, "" if is_current else state
        )
        chips.append(
            Chip(label=kind.states[state].label, url=_address(target), is_current=is_current)
        )
    return chips


def _is_others(kind: Kind, state: str, *, viewer: Viewer) -> bool:
    return kind.states[state].actor not in viewer.roles


def _params(selection: Selection) -> dict[str, str]:
    params = {}
    if selection.whose is not Whose.ALL:
        params["whose"] = selection.whose.value
    if selection.state:
        params["state"] = selection.state
    return params


def _address(selection: Selection, *, at: Cursor | str | None = "") -> str:
    """Return the address of a selection at a place; none where there is no such place."""
    if at is None:
        return ""
    params = _params(selection)
    if isinstance(at, Cursor):
        params["at"] = at.sealed()
    return f"?{urlencode(params)}" if params else "?"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
