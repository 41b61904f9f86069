"""What the case pages of all procedures show an officer: clocks, the next act, the other acts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from portal import clock
from portal.accounts.models import User
from portal.cases.forms import ActForm, ConfirmForm
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.pages import pages_of
from portal.cases.standing import Standing
from portal.cases.views.act import check_items, draft_title
from portal.deadlines.models import Deadline
from portal.law.term import registered
from portal.ui.parts import ActItem, CheckItem, Clock, Row, ShutAct
from portal.workflow.roles import OUTSIDERS, Role

if TYPE_CHECKING:
    from portal.cases.refusals import Reason

MET = {
    Deadline.EndedBy.MET: ("已办", "done", "check"),
    Deadline.EndedBy.LAPSED: ("已届满", "rest", "clock"),
    Deadline.EndedBy.WITHDRAWN: ("不再计算", "rest", "x"),
    Deadline.EndedBy.REPLACED: ("已重新起算", "rest", "x"),
}


@dataclass(frozen=True)
class RailClock:
    """A clock of the left rail."""

    name: str
    row: Deadline
    left: int | None
    why_url: str
    whose: str = ""
    ended: tuple[str, str, str] | None = None

    @property
    def days(self) -> int:
        """Return the days before or after the last day."""
        return abs(self.left or 0)

    @property
    def is_paused(self) -> bool:
        """Say whether it stands still."""
        return self.ended is None and self.row.due_on is None


@dataclass(frozen=True)
class NextAct:
    """The act in the middle of the page: its words, its guards, its form when it is open."""

    title: str
    hint: str
    url: str
    checks: list[CheckItem]
    form: ActForm | None
    letter: str
    button: str
    is_dangerous: bool
    waits_for: str = ""
    background: Sequence[Row] = ()


def next_act(case: Case, detail: Any, standing: Standing | None, *, by: User) -> NextAct | None:
    """Return the act that the procedure waits for as the page shows it."""
    if standing is None:
        return None
    act, kind = standing.act, kind_of(case.kind)
    label = kind.acts[act.name]
    form = None
    if standing.is_open:
        form_class = pages_of(case.kind).forms.get(act.name, ConfirmForm)
        form = form_class(case=case, by=by, detail=detail)
    return NextAct(
        title=label.button,
        hint=label.hint,
        url=act_url(case, act.name),
        checks=check_items(standing, pages_of(case.kind).guard_words),
        form=form,
        letter=draft_title(kind, act),
        button=label.on_form,
        is_dangerous=label.is_dangerous,
        waits_for=_who(case, act.roles) if standing.bars else "",
        background=form.background() if form else (),
    )


def _who(case: Case, roles: tuple[Role, ...]) -> str:
    """Return who acts: the handler by name, everybody else by role."""
    if roles[0] is Role.HANDLER and case.handler:
        return f"承办人{case.handler.name}"
    return "、".join(role.label for role in roles)


def open_acts(case: Case, found: Mapping[str, Standing], *, without: str) -> list[ActItem]:
    """Return the acts that are open to this person, the dangerous ones last."""
    labels, items = kind_of(case.kind).acts, []
    for name, standing in found.items():
        if not standing.is_open or name == without:
            continue
        label = labels[name]
        style: Any = "danger" if label.is_dangerous else "secondary"
        items.append(ActItem(label=label.button, url=act_url(case, name), style=style))
    return sorted(items, key=lambda item: item.style == "danger")


def shut_acts(
    case: Case, found: Mapping[str, Standing], *, without: str, unsaid: Collection[str] = ()
) -> list[ShutAct]:
    """Return the acts of this state that are closed to this person, with the first reason.

    `unsaid` are those that are closed as a matter of course: nobody asks why.
    """
    kind, shut = kind_of(case.kind), []
    for name, standing in found.items():
        act = standing.act
        if standing.is_open or case.state not in kind.process.sources_of(act):
            continue
        if name in unsaid or name == without or OUTSIDERS.issuperset(act.roles):
            continue
        reason: Reason = standing.reasons[0]
        shut.append(ShutAct(label=kind.acts[name].button, reason=reason.sentence.rstrip("。")))
    return shut


def rail_clocks(case: Case) -> list[RailClock]:
    """Return the clocks: running ones of the office first, then the parties', then ended ones."""
    today = clock.today()
    rows = list(Deadline.objects.filter(case=case).select_related("party").order_by("pk"))
    rows.sort(
        key=lambda row: (
            row.ended_on is not None,
            not row.binds_office,
            row.due_on is None,
            row.due_on or today,
        )
    )
    return [
        RailClock(
            name=registered(row.term).label,
            whose=row.party.get_kind_display() if row.party else "",
            row=row,
            left=(row.due_on - today).days if row.due_on else None,
            why_url=reverse("cases:why", args=[case.reference, row.pk]),
            ended=MET[Deadline.EndedBy(row.ended_by)] if row.ended_by else None,
        )
        for row in rows
    ]


def legal_date(clocks: Sequence[RailClock]) -> Clock | None:
    """Return the office's next legal date, to be said in a whole sentence once."""
    first = clocks[0] if clocks else None
    if first is None or first.ended or not first.row.binds_office:
        return None
    return Clock(
        label=registered(first.row.term).duty,
        due_on=first.row.due_on,
        days_left=first.left,
        paused=first.is_paused,
        why_url=first.why_url,
    )


def act_url(case: Case, name: str) -> str:
    """Return the address of an act on a case."""
    return reverse("cases:act", args=[case.reference, name])
