"""Which office decides: for a claim by place of insurance, else of work; for the register."""

from datetime import date

from django.db.models import Q

from portal.offices.models import Jurisdiction, Office, Power


class NoOfficeError(LookupError):
    """Neither the county nor the city has an office that decides on this day."""


def deciding_office(*, insured_county: str | None, work_county: str, on: date) -> Office:
    """Return the office of the place of insurance, and of the place of work for the uninsured.

    人社部发〔2016〕29号 item 7. A county without a row of its own goes to the city-level office.
    """
    return office_for(insured_county or work_county, Power.RECOGNITION, on=on)


def agency_of(county: str, *, on: date) -> Office:
    """Return the agency that keeps the register of a county's employers."""
    return office_for(county, Power.AGENCY, on=on)


def office_for(county: str, power: Power, *, on: date) -> Office:
    """Return the office that has a power in a county on a day, else the one at city level."""
    row = row_for(county, power, on=on)
    return row.office if row else city_office(power, on=on)


def row_for(county: str, power: Power, *, on: date) -> Jurisdiction | None:
    """Return the row by which an open office has a power in a county on a day."""
    rows = (
        Jurisdiction.objects.filter(county_id=county, power=power, from_on__lte=on)
        .filter(Q(to_on__isnull=True) | Q(to_on__gte=on))
        .exclude(office__retired_on__lte=on)
    )
    return rows.select_related("office").order_by("-from_on").first()


def city_office(power: Power, *, on: date) -> Office:
    """Return the office at city level that is open on this day."""
    rows = Office.objects.filter(is_city_level=True, power=power)
    office = rows.exclude(retired_on__lte=on).order_by("pk").first()
    if office is None:
        raise NoOfficeError("no city-level office; run manage.py load_reference")
    return office
