"""The places of which a window enters units: the towns that it serves, or those of its agency."""

from collections.abc import Sequence

from portal import clock
from portal.accounts.models import User
from portal.offices.models import County, Power, Town
from portal.offices.towns import places_served
from registration.access import counties_of

Places = Sequence[tuple[str, str, str]]
"""Town, name and county; without a town it is the county as a whole."""


def places_of(clerk: User) -> Places:
    """Return the places in which a unit may be insured that registers at a clerk's window."""
    office = clerk.office
    if office is None:
        return []
    if office.power == Power.TOWN:
        served = dict(places_served(office, on=clock.today()))
        names = dict(Town.objects.filter(pk__in=served).values_list("pk", "name"))
        return [(town, names[town], county) for town, county in served.items()]
    counties = County.objects.all()
    if not office.is_city_level:
        counties = counties.filter(pk__in=counties_of(office))
    found: list[tuple[str, str, str]] = []
    towns: dict[str, list[tuple[str, str, str]]] = {}
    for town, name, county in Town.objects.values_list("code", "name", "county_id"):
        towns.setdefault(county, []).append((town, name, county))
    for one in counties:
        found += [("", f"{one.name}（说不清镇街）", one.pk)]
        found += [
            (town, f"{one.name}{name}", county) for town, name, county in towns.get(one.pk, [])
        ]
    return found
