"""Counties, towns, the offices that decide, for which county, and when they are open."""

from portal.offices.models.jurisdiction import Jurisdiction, TownArea, TownDesk, TownSpan
from portal.offices.models.office import DECIDING, Office, OfficeEdit, Power, private_storage
from portal.offices.models.places import County, Town
from portal.offices.models.visiting import (
    WEEKDAYS,
    Closure,
    OfficeCheck,
    OfficeWindow,
    OpeningSpan,
)

__all__ = [
    "DECIDING",
    "WEEKDAYS",
    "Closure",
    "County",
    "Jurisdiction",
    "Office",
    "OfficeCheck",
    "OfficeEdit",
    "OfficeWindow",
    "OpeningSpan",
    "Power",
    "Town",
    "TownArea",
    "TownDesk",
    "TownSpan",
    "private_storage",
]
