"""Which window handles a matter: one for every matter and place, and the next higher one."""

from dataclasses import dataclass
from datetime import date

from portal.offices.jurisdiction import city_office, row_for
from portal.offices.models import County, Office, Power, Town
from portal.offices.towns import county_of, town_window


@dataclass(frozen=True)
class Window:
    """The one window for a matter, where to go when it cannot help, and what is not certain."""

    office: Office
    above: Office | None
    county: County
    is_provisional: bool


def window_for(
    power: Power, *, county: County, town: Town | None, on: date, is_for_towns: bool = False
) -> Window:
    """Return the window of a place on a day; a town's own takes what is for towns.

    Raises NoOfficeError where neither the county nor the city has an office with the power.
    """
    place = county_of(town, on=on) if town else county
    row = row_for(place.code, power, on=on)
    city = city_office(power, on=on)
    office = row.office if row else city
    desk = town_window(town, on=on) if town and is_for_towns else None
    if desk is not None:
        return Window(desk, office, place, is_provisional=False)
    above = city if city != office else None
    return Window(office, above, place, is_provisional=row is None or row.is_provisional)
