"""Death after a rescue that failed (Article 15, paragraph 1, item 1 of the Regulation)."""

from datetime import datetime, timedelta

RESCUE_HOURS = 48


def died_in_rescue(first_diagnosis: datetime, death: datetime) -> bool:
    """Say whether death came within the hours of the law; the last one counts as inside.

    The hours run by the clock from the first diagnosis of a medical institution.
    """
    return death - first_diagnosis <= timedelta(hours=RESCUE_HOURS)
