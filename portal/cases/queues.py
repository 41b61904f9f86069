"""The work list as queries: one office's cases by their next day, page after page by key.

Each query spells the predicate of its partial index (`is_open = true`); there is no OFFSET and no
unbounded count, so that page one and page two thousand of a million rows cost the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.core import signing
from django.db import connection
from django.db.models import BooleanField, DateField, F, Func, Q, QuerySet, Subquery, Value
from django.db.models.fields import BigIntegerField, IntegerField

from portal.cases.models import Case
from portal.cases.visible import not_recused
from portal.deadlines.models import NO_DUE_DAY

PAGE = 40
CAP = 10_000
FOUND = 50
SHORTEST = 2
SALT = "work-list"
WEEK = timedelta(days=7)
COLUMNS = (
    "id",
    "reference",
    "kind",
    "state",
    "next_due_on",
    "person_name",
    "employer_name",
    "handler_id",
    "handler__name",
    "filed_on",
    "is_open",
)


class Whose(StrEnum):
    """Whose cases a list shows."""

    TURN = "turn"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"


class Due(StrEnum):
    """Which days a list keeps to."""

    LATE = "late"
    WEEK = "week"


@dataclass(frozen=True)
class Line:
    """A row of the work list, in the order of COLUMNS."""

    pk: int
    reference: str
    kind: str
    state: str
    next_due_on: date
    person_name: str
    employer_name: str
    handler_id: int | None
    handler_name: str | None
    filed_on: date
    is_open: bool


@dataclass(frozen=True)
class Cursor:
    """A place in the list: the key of a row, and in which direction from it."""

    day: date
    pk: int
    is_backwards: bool = False

    def sealed(self) -> str:
        """Return the place as an opaque text that nobody else can make."""
        return signing.dumps([self.day.isoformat(), self.pk, self.is_backwards], salt=SALT)

    @classmethod
    def opened(cls, text: str) -> "Cursor | None":
        """Return the place that a text names, or None when it was not made here."""
        try:
            day, pk, is_backwards = signing.loads(text, salt=SALT)
            return cls(date.fromisoformat(day), int(pk), bool(is_backwards))
        except (signing.BadSignature, TypeError, ValueError):
            return None


@dataclass(frozen=True)
class Selection:
    """Which rows of an office's open cases a list shows.

    `turn` are the states in which a role of the viewer acts next, `handled` those in which the
    case's handler does; `but` are procedures that the viewer does not see.
    """

    office_id: int
    user_id: int
    whose: Whose = Whose.ALL
    state: str = ""
    due: Due | None = None
    turn: tuple[str, ...] = ()
    handled: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def parts(self, *, today: date) -> list[QuerySet[Case]]:
        """Return the open cases of the selection, in parts that one index each has in order."""
        rows = _open_to(self.user_id, office_id=self.office_id, but=self.but).filter(is_open=True)
        if self.due is Due.LATE:
            rows = rows.filter(next_due_on__lt=today)
        elif self.due is Due.WEEK:
            rows = rows.filter(next_due_on__range=(today, today + WEEK))
        if self.whose is Whose.ALL:
            return [rows.filter(state=self.state) if self.state else rows]
        if self.whose is Whose.TURN:
            kept = [one for one in self.turn if self.state in {"", one}]
            parts = [rows.filter(state=one) for one in kept]
            own = rows.filter(handler_id=self.user_id)
            return [*parts, *self._in_states(own, without=self.turn)]
        if self.whose is Whose.UNASSIGNED:
            return self._in_states(rows.filter(handler_id__isnull=True))
        own = rows.filter(handler_id=self.user_id)
        return [own.filter(state=self.state) if self.state else own]

    def _in_states(
        self, rows: QuerySet[Case], *, without: tuple[str, ...] = ()
    ) -> list[QuerySet[Case]]:
        """Return rows whose next step is the handler's, kept to the state that was chosen."""
        states = [one for one in self.handled if one not in without and self.state in {"", one}]
        return [rows.filter(state__in=states)] if states else []


@dataclass(frozen=True)
class Sheet:
    """A page of the list, and the places before and after it."""

    lines: list[Line]
    newer: Cursor | None
    older: Cursor | None


def sheet(selection: Selection, *, today: date, at: Cursor | None = None) -> Sheet:
    """Return the page that begins at a place; one row more is fetched to know if more follow."""
    is_backwards = at is not None and at.is_backwards
    found = _lines(selection, today=today, at=at, most=PAGE + 1)
    has_more = len(found) > PAGE
    lines = found[:PAGE]
    if is_backwards:
        lines.reverse()
    has_newer = has_more if is_backwards else at is not None
    has_older = True if is_backwards else has_more
    if not lines:
        return Sheet([], None, None)
    first, last = lines[0], lines[-1]
    return Sheet(
        lines,
        Cursor(first.next_due_on, first.pk, is_backwards=True) if has_newer else None,
        Cursor(last.next_due_on, last.pk) if has_older else None,
    )


def neighbours(selection: Selection, case: Case, *, today: date) -> tuple[Line | None, Line | None]:
    """Return the rows before and after a case in a list, whether the case is in it or not."""
    before, after = (
        _lines(
            selection,
            today=today,
            at=Cursor(case.next_due_on, case.pk, is_backwards=is_backwards),
            most=1,
        )
        for is_backwards in (True, False)
    )
    return (before[0] if before else None, after[0] if after else None)


def _lines(selection: Selection, *, today: date, at: Cursor | None, most: int) -> list[Line]:
    """Return the first rows from a place on; the heads of the parts are merged."""
    parts = selection.parts(today=today)
    if not parts:
        return []
    is_backwards = at is not None and at.is_backwards
    order = ("-next_due_on", "-id") if is_backwards else ("next_due_on", "id")
    heads = [
        (part.filter(beside(at)) if at else part).order_by(*order).values_list(*COLUMNS)[:most]
        for part in parts
    ]
    if len(heads) == 1:
        return [Line(*row) for row in heads[0]]
    merged = heads[0].union(*heads[1:], all=True).order_by(*order)
    return [Line(*row) for row in merged[:most]]


def from_day(day: date) -> Cursor:
    """Return the place before the first row that is due on a day or later."""
    return Cursor(day, 0)


def _open_to(user_id: int, *, office_id: int, but: Sequence[str]) -> QuerySet[Case]:
    """Return the cases of an office without those from which the officer is kept."""
    rows = Case.objects.filter(not_recused(user_id), office_id=office_id)
    return rows.exclude(kind__in=but) if but else rows


def search(office_id: int, words: str, *, user_id: int, but: Sequence[str] = ()) -> list[Line]:
    """Return cases of an office, closed ones too, by number, person or employer; capped."""
    if len(words) < SHORTEST:
        return []
    rows = _open_to(user_id, office_id=office_id, but=but)
    if words[0].isdigit():
        rows = rows.filter(reference__startswith=words)
    else:
        rows = rows.filter(Q(person_name__contains=words) | Q(employer_name__contains=words))
    found = [Line(*row) for row in rows.values_list(*COLUMNS)[: FOUND + 1]]
    return sorted(found, key=lambda line: (not line.is_open, line.next_due_on, line.pk))


class Band(StrEnum):
    """A group of rows by the days that are left."""

    LATE = "late"
    SOON = "soon"
    WEEK = "week"
    LATER = "later"
    NONE = "none"


BAND_LABELS = {
    Band.LATE: "已超期",
    Band.SOON: "今天到 3 天",
    Band.WEEK: "4 到 7 天",
    Band.LATER: "8 天以上",
    Band.NONE: "中止或者没有期限",
}


def band_of(day: date, *, today: date) -> Band:
    """Return the group of a row."""
    if day == NO_DUE_DAY:
        return Band.NONE
    left = (day - today).days
    if left < 0:
        return Band.LATE
    if left <= 3:
        return Band.SOON
    return Band.WEEK if left <= 7 else Band.LATER


def tallies(
    selection: Selection, *, today: date, tabs: Sequence[Whose], states: Sequence[str] = ()
) -> dict[str, int]:
    """Return how many rows each group and each tab has, none above the cap + 1, in one query.

    For each of `states` it says whether any row of the tab is in it. The statement is written
    out: building its counts from expressions took as long as running them.
    """
    kept = " AND state = %(state)s" if selection.state else ""
    chosen = [part + kept for part in SCOPES[selection.whose]]
    columns = {band.value: _count([f"{one} AND {BANDS[band]}" for one in chosen]) for band in Band}
    columns |= {whose.value: _count(SCOPES[whose]) for whose in tabs}
    values: dict[str, Any] = {
        "office": selection.office_id,
        "but": list(selection.but),
        "user": selection.user_id,
        "state": selection.state,
        "turn": list(selection.turn),
        "handled": list(selection.handled),
        "handled_only": [one for one in selection.handled if one not in selection.turn],
        "today": today,
        "third": today + timedelta(days=3),
        "seventh": today + WEEK,
        "none": NO_DUE_DAY,
    }
    for number, state in enumerate(states):
        some = " OR ".join(
            SOME.format(scope=f"{one} AND state = %(state_{number})s")
            for one in SCOPES[selection.whose]
        )
        columns[f"in:{state}"] = f"({some})::int"
        values[f"state_{number}"] = state
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns.values())}", values)
        return dict(zip(columns, cursor.fetchone(), strict=True))


def _count(parts: Sequence[str]) -> str:
    rows = " UNION ALL ".join(ROWS.format(scope=part) for part in parts)
    return COUNT.format(rows=rows, most=CAP + 1)


COUNT = "(SELECT count(*) FROM ({rows} LIMIT {most}) AS capped)"
ROWS = "(SELECT 1 FROM cases_case WHERE {scope})"
SOME = "EXISTS (SELECT 1 FROM cases_case WHERE {scope})"
OURS = (
    "is_open AND office_id = %(office)s"
    " AND id NOT IN (SELECT case_id FROM cases_recusal WHERE user_id = %(user)s)"
    " AND kind <> ALL(%(but)s::varchar[])"
)
SCOPES = {
    Whose.ALL: (OURS,),
    Whose.MINE: (f"{OURS} AND handler_id = %(user)s",),
    Whose.UNASSIGNED: (f"{OURS} AND handler_id IS NULL AND state = ANY(%(handled)s::varchar[])",),
    Whose.TURN: (
        f"{OURS} AND state = ANY(%(turn)s::varchar[])",
        f"{OURS} AND handler_id = %(user)s AND state = ANY(%(handled_only)s::varchar[])",
    ),
}
BANDS = {
    Band.LATE: "next_due_on < %(today)s",
    Band.SOON: "next_due_on BETWEEN %(today)s AND %(third)s",
    Band.WEEK: "next_due_on > %(third)s AND next_due_on <= %(seventh)s",
    Band.LATER: "next_due_on > %(seventh)s AND next_due_on < %(none)s",
    Band.NONE: "next_due_on = %(none)s",
}


def shown(count: int) -> str:
    """Return a count as it is shown: exact up to the cap, then the cap and a plus."""
    return f"{count:,}" if count <= CAP else f"{CAP:,}+"


class CappedCount(Subquery):
    """The number of rows of a query that never reads more than the query's own limit."""

    template = "(SELECT count(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()


def beside(at: Cursor) -> Func:
    """Return the row comparison that a btree on (next_due_on, id) answers by itself."""
    key = Func(F("next_due_on"), F("id"), function="ROW", output_field=BooleanField())
    day = Value(at.day, output_field=DateField())
    pk = Value(at.pk, output_field=BigIntegerField())
    place = Func(day, pk, function="ROW", output_field=BooleanField())
    joiner = " < " if at.is_backwards else " > "
    return Func(
        key,
        place,
        template="%(expressions)s",
        arg_joiner=joiner,
        output_field=BooleanField(),
    )
