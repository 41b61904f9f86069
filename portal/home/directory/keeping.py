"""How the directory changes: each change whole, with its history, and never over somebody else's.

A change that was written while another one was made is refused; what was typed stays on the page.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from portal import clock
from portal.accounts.models import User
from portal.cases.models import Case
from portal.home.directory.checks import check_of
from portal.home.directory.forms import (
    FACTS,
    ORGAN,
    NewOfficeForm,
    OfficeForm,
    Spans,
    last_day_before,
    openings_by_day,
)
from portal.home.opening import Span, week_words
from portal.law.words import day_words
from portal.offices.history import last_edit, save_edit
from portal.offices.models import (
    Closure,
    Jurisdiction,
    Office,
    OfficeWindow,
    OpeningSpan,
    TownDesk,
)

NO_CITY = "市级机构是没有别处办时的最后一处，不能停用。"


class ChangedMeanwhileError(Exception):
    """Somebody else changed the office since the page was opened."""


class NotRetiredError(Exception):
    """An office is needed and not retired; the text says why."""


@transaction.atomic
def save_facts(office: Office, form: OfficeForm, *, by: User) -> bool:
    """Save what a visitor reads; return whether anything is different.

    Raises ChangedMeanwhileError.
    """
    office = _locked(office, seen=form.cleaned_data["seen"])
    changed = [name for name in FACTS if getattr(office, name) != form.cleaned_data[name]]
    for name in changed:
        setattr(office, name, form.cleaned_data[name])
    before = openings_by_day(office.openings.all())
    week = form.week()
    beside = {}
    if week != before:
        _set_openings(office, week)
        beside["openings"] = [_week_words(before), _week_words(week)]
    if not changed and not beside:
        return False
    save_edit(office, by=by, changed=changed, beside=beside)
    return True


@transaction.atomic
def add_office(form: NewOfficeForm, *, by: User) -> Office:
    """Enter an office; its history begins here."""
    data = form.cleaned_data
    values = {name: data[name] for name in (*FACTS, *ORGAN, "code", "power")}
    office = Office(**values, county_id=data["county"] or None, sort=900)
    save_edit(office, by=by, changed=["code", *FACTS])
    _set_openings(office, form.week())
    return office


@transaction.atomic
def save_windows(
    office: Office, windows: Sequence[OfficeWindow], *, seen: int | None, by: User
) -> bool:
    """Put these windows in the place of those before; return whether anything is different.

    Raises ChangedMeanwhileError.
    """
    office = _locked(office, seen=seen)
    before = list(office.windows.all())
    if [_window(one) for one in before] == [_window(one) for one in windows]:
        return False
    office.windows.all().delete()
    for one in windows:
        one.office = office
    OfficeWindow.objects.bulk_create(windows)
    words = [_windows_words(before), _windows_words(windows)]
    save_edit(office, by=by, changed=[], beside={"windows": words})
    return True


@transaction.atomic
def close(office: Office, *, by: User, **days: Any) -> Closure:
    """Close an office for some days."""
    office = _locked(office)
    closure = Closure.objects.create(office=office, made_by=by.name, **days)
    _set_closed_until(office)
    save_edit(office, by=by, changed=[], beside={"closures": ["", _closure_words(closure)]})
    return closure


@transaction.atomic
def reopen(closure: Closure, *, by: User) -> bool:
    """Take a closure back: as if it had not been, or from today on where it has begun."""
    office = _locked(closure.office)
    closure = Closure.objects.select_for_update().get(pk=closure.pk)
    today = clock.today()
    if closure.is_withdrawn or closure.to_on < today:
        return False
    before = _closure_words(closure)
    if closure.from_on >= today:
        closure.is_withdrawn = True
    else:
        closure.to_on = last_day_before(today)
    closure.save()
    _set_closed_until(office)
    after = "" if closure.is_withdrawn else _closure_words(closure)
    save_edit(office, by=by, changed=[], beside={"closures": [before, after]})
    return True


@transaction.atomic
def verify(office: Office, *, way: str, finding: str, seen: int | None, by: User) -> None:
    """Note that the entry is true: the task of the quarter is done.

    Raises ChangedMeanwhileError.
    """
    office = _locked(office, seen=seen)
    check = check_of(office, on=clock.today())
    check.done_at, check.done_by = clock.now(), by.name
    check.way, check.finding = way, finding
    check.save()
    office.verified_how = way
    beside = {"finding": ["", finding]} if finding else {}
    save_edit(office, by=by, changed=[], beside=beside, is_verification=True)


@transaction.atomic
def retire(office: Office, *, on: date, successor: Office | None, by: User) -> None:
    """Close an office for good from a day on; what it had goes to its successor from that day.

    Without a successor its counties go to the city's office, as those that never had one of their
    own. Cases that it has open stay with its officers. Raises NotRetiredError.
    """
    office = _locked(office)
    if office.is_city_level:
        raise NotRetiredError(NO_CITY)
    office.retired_on, office.successor = on, successor
    _hand_over(Jurisdiction.objects.filter(office=office), on=on, to=successor)
    _hand_over(TownDesk.objects.filter(office=office), on=on, to=successor)
    save_edit(office, by=by, changed=["retired_on", "successor"])


def open_cases_of(office: Office) -> int:
    """Return how many cases an office has open."""
    return Case.objects.filter(office=office, is_open=True).count()


def _hand_over(rows: Any, *, on: date, to: Office | None) -> None:
    """End what holds for an office on the day before, and let it go on for another one."""
    open_on = Q(to_on=None) | Q(to_on__gte=on)
    for row in rows.filter(open_on).select_for_update():
        if row.from_on >= on:
            if to is None:
                row.delete()
            else:
                row.office = to
                row.save()
            continue
        until, row.to_on = row.to_on, last_day_before(on)
        row.save()
        if to is not None:
            row.pk, row.office, row.from_on, row.to_on = None, to, on, until
            row._state.adding = True
            row.save()


def _locked(office: Office, *, seen: int | None = None) -> Office:
    """Lock the entry; `seen` is the change that the page showed last."""
    locked = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if seen is not None and seen != last_edit(locked):
        raise ChangedMeanwhileError
    return locked


def _set_closed_until(office: Office) -> None:
    """Keep the last day of all closures with the office; it is saved with the change."""
    rows = office.closures.filter(is_withdrawn=False)
    office.closed_until = rows.aggregate(last=Max("to_on"))["last"]


def _set_openings(office: Office, week: dict[int, Spans]) -> None:
    office.openings.all().delete()
    OpeningSpan.objects.bulk_create(
        OpeningSpan(office=office, weekday=day, opens=opens, closes=closes)
        for day, spans in week.items()
        for opens, closes in spans
    )


def _week_words(week: dict[int, Spans]) -> str:
    spans = [Span(day, *span) for day, found in week.items() for span in found]
    return "；".join(f"{days} {hours}" for days, hours in week_words(spans))


def _window(one: OfficeWindow) -> tuple[object, ...]:
    return (one.name, one.floor, one.area, list(one.matters))


def _windows_words(windows: Sequence[OfficeWindow]) -> str:
    return "；".join(one.words for one in windows)


def _closure_words(closure: Closure) -> str:
    return f"{day_words(closure.from_on)}到{day_words(closure.to_on)}：{closure.reason}"
