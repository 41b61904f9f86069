"""Which window handles a matter: one for every matter and place, and the next higher one."""

from dataclasses import dataclass
from datetime import date

from portal.offices.jurisdiction import agency_of, city_office, office_for
from portal.offices.models import County, Office, Power, Town
from portal.offices.towns import county_of, town_window


@dataclass(frozen=True)
class Window:
    """The one window for a matter, and where to go when it cannot help."""

    office: Office
    above: Office | None


def window_for(
    power: Power, *, county: County, town: Town | None, on: date, is_for_towns: bool = False
) -> Window:
    """Return the window of a place on a day; a town's own takes what is for towns.

    Raises NoOfficeError where neither the county nor the city has an office with the power.
    """
    desk = town_window(town, on=on) if town and is_for_towns else None
    place = county_of(town, on=on) if town else county
    office = office_for(place.code, power, on=on)
    if desk is not None:
        return Window(desk, office)
    city = city_office(power, on=on)
    return Window(office, city if city != office else None)


def agency_above(town: Town, *, on: date) -> Office:
    """Return the agency for which a town's window takes entries."""
    return agency_of(county_of(town, on=on).code, on=on)
