"""Which days are working days, by the State Council's arrangement and the weekday."""

from collections.abc import Callable
from datetime import date

from portal.deadlines.models import Holiday

SATURDAY = 5


class Almanac:
    """One reading of the calendar, for the many questions of one act."""

    def __init__(self) -> None:
        rows = Holiday.objects.values_list("day", "kind", "is_provisional", "name")
        self._kinds: dict[date, str] = {}
        self._names: dict[date, str] = {}
        self._firm_years: set[int] = set()
        self._provisional_years: set[int] = set()
        for day, kind, is_provisional, name in rows:
            self._kinds[day] = kind
            self._names[day] = name
            years = self._provisional_years if is_provisional else self._firm_years
            years.add(day.year)

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is a working day; a listed day overrides its weekday (T3, T4)."""
        kind = self._kinds.get(day)
        if kind is not None:
            return kind == Holiday.Kind.MAKEUP
        return day.weekday() < SATURDAY

    def holiday_on(self, day: date) -> str:
        """Return the name of the holiday for which a day is off; empty for any other day."""
        return self._names[day] if self._kinds.get(day) == Holiday.Kind.HOLIDAY else ""

    def is_provisional(self, year: int) -> bool:
        """Say whether the arrangement of a year is not yet published (T17)."""
        return year in self._provisional_years or year not in self._firm_years


def is_working_day(day: date) -> bool:
    """Say whether `day` is a working day."""
    return Almanac().is_working_day(day)


def working_day_reader() -> Callable[[date], bool]:
    """Return `is_working_day` over one reading of the calendar."""
    return Almanac().is_working_day


def is_provisional(year: int) -> bool:
    """Say whether the arrangement of a year is not yet published (T17)."""
    return Almanac().is_provisional(year)
