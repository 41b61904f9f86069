"""What citizens choose from: places of insurance, places of work, towns, open offices."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from portal.offices.models import County, Office, Power, Town


def insurance_counties() -> QuerySet[County]:
    """Return where an employer may be insured: all counties, the city itself, functional areas."""
    return County.objects.all()


def work_counties() -> QuerySet[County]:
    """Return where somebody may work: the counties that have towns."""
    return County.objects.filter(Exists(Town.objects.filter(county=OuterRef("pk"))))


def towns_of(county_code: str) -> QuerySet[Town]:
    """Return the towns of one county."""
    return Town.objects.filter(county_id=county_code)


def open_offices(*, on: date, power: Power = Power.RECOGNITION) -> QuerySet[Office]:
    """Return the offices with a power that are open on a day, in the order of the directory."""
    return Office.objects.filter(power=power).exclude(retired_on__lte=on)
