"""The first rows of the tables that administrators of this service edit."""

import csv
from datetime import date
from pathlib import Path

from injury_claims.models import Material
from portal.offices.reference import Loaded

MATERIALS = Path(__file__).parent / "data" / "materials.csv"
FIRST_DAY = date(2011, 1, 1)


def load_materials() -> Loaded:
    """Load the list of materials where a row is missing."""
    created = kept = 0
    with MATERIALS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _, is_new = Material.objects.get_or_create(
                code=row["code"],
                ground=row["ground"],
                condition=row["condition"],
                from_on=FIRST_DAY,
                defaults={
                    "label": row["label"],
                    "hint": row["hint"],
                    "basis": row["basis"],
                    "is_required": row["is_required"] == "1",
                    "position": int(row["position"]),
                },
            )
            created += is_new
            kept += not is_new
    return Loaded(created=created, kept=kept)
