"""Which days are working days, by the State Council's arrangement and the weekday."""

from collections.abc import Callable
from datetime import date

from portal.deadlines.models import Holiday

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether `day` is a working day; a listed day overrides its weekday (T3, T4)."""
    return _decide(day, _listed().get(day))


def working_day_reader() -> Callable[[date], bool]:
    """Return `is_working_day` over one reading of the calendar, for many questions at once."""
    listed = _listed()
    return lambda day: _decide(day, listed.get(day))


def is_provisional(year: int) -> bool:
    """Say whether the arrangement of a year is not yet published (T17)."""
    days = Holiday.objects.filter(day__year=year)
    return not days.exists() or days.filter(is_provisional=True).exists()


def _decide(day: date, kind: str | None) -> bool:
    if kind is not None:
        return kind == Holiday.Kind.MAKEUP
    return day.weekday() < SATURDAY


def _listed() -> dict[date, str]:
    return dict(Holiday.objects.values_list("day", "kind"))
