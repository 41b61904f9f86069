"""What each side sees of a claim: one table, fields and acts × worker side, employer, staff."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """Who reads: the people of the worker, the employer, or the office."""

    WORKER = "worker"
    EMPLOYER = "employer"
    STAFF = "staff"


class Sight(StrEnum):
    """How far a side sees something."""

    YES = "yes"
    OWN = "own"
    FILER = "filer"
    SERVED = "served"
    NO = "no"


YES, OWN, FILER, SERVED, NO = Sight.YES, Sight.OWN, Sight.FILER, Sight.SERVED, Sight.NO
COLUMNS: Final = (Side.WORKER, Side.EMPLOYER, Side.STAFF)
Row = tuple[Sight, Sight, Sight]

FIELDS: Final[dict[str, Row]] = {
    # What the claim says                worker  employer staff
    "person_name": (YES, YES, YES),
    "employer_name": (YES, YES, YES),
    "event": (YES, YES, YES),
    "place": (YES, YES, YES),
    "course": (YES, YES, YES),
    "ground": (YES, YES, YES),
    "occupation": (YES, YES, YES),
    "body_parts": (YES, NO, YES),
    "hospital": (YES, NO, YES),
    "diagnosis": (YES, NO, YES),
    "witnesses": (YES, NO, YES),
    "tolling": (YES, NO, YES),
    # Persons: each side its own
    "identity_number": (OWN, OWN, YES),
    "phone": (OWN, OWN, YES),
    "address": (OWN, OWN, YES),
    # The course of the case
    "medical_papers": (YES, NO, YES),
    "employer_papers": (NO, YES, YES),
    "demanded_points": (NO, YES, YES),
    "employer_position": (YES, YES, YES),
    "employer_statement": (NO, YES, YES),
    "suspension_cause": (YES, YES, YES),
    "insured": (YES, YES, YES),
    "insured_elsewhere": (NO, NO, YES),
    "investigation_records": (NO, NO, YES),
    "notes": (NO, NO, YES),
    "proposal": (NO, NO, YES),
    "outcome": (SERVED, SERVED, YES),
    "readers": (YES, NO, YES),
}
"""The facts claimed and the employer's own papers are the employer's; nothing medical is."""

ACTS: Final[dict[str, Row]] = {
    "submit": (YES, YES, YES),
    "add_papers": (OWN, OWN, YES),
    "confirm_address": (OWN, OWN, YES),
    "withdraw": (YES, YES, YES),
    "check_materials": (NO, NO, YES),
    "accept": (YES, YES, YES),
    "notify_correction": (FILER, FILER, YES),
    "supply_correction": (FILER, FILER, YES),
    "refuse": (FILER, FILER, YES),
    "transfer": (YES, FILER, YES),
    "investigate": (YES, YES, YES),
    "mark_simple": (YES, YES, YES),
    "mark_ordinary": (YES, YES, YES),
    "demand_evidence": (YES, YES, YES),
    "answer_evidence": (YES, YES, YES),
    "extend_evidence": (YES, YES, YES),
    "note_silence": (YES, YES, YES),
    "record_interview": (YES, NO, YES),
    "record_site_visit": (YES, YES, YES),
    "suspend": (YES, YES, YES),
    "resume": (YES, YES, YES),
    "propose": (YES, YES, YES),
    "sign": (YES, YES, YES),
    "record_service": (NO, NO, YES),  # each party reads the services on itself instead
    "complete_service": (YES, YES, YES),
    "take_effect": (YES, YES, YES),
}
"""Acts that the process calls internal are not here: no party reads of them."""


def sees(
    field: str,
    side: Side,
    *,
    is_own: bool = False,
    is_filer: bool = False,
    is_served: bool = False,
) -> bool:
    """Say whether a side sees a field; an unknown field is seen by nobody outside."""
    return _holds(
        FIELDS.get(field, (NO, NO, YES)),
        side,
        is_own=is_own,
        is_filer=is_filer,
        is_served=is_served,
    )


def reads_of(act: str, side: Side, *, is_own: bool = False, is_filer: bool = False) -> bool:
    """Say whether a side reads of an act on its timeline."""
    row = ACTS.get(act, (NO, NO, YES))
    return _holds(row, side, is_own=is_own, is_filer=is_filer, is_served=False)


def side_of(kinds: Iterable[str]) -> Side:
    """Return the side of parties of these kinds; the worker's people are on the worker's side."""
    return Side.EMPLOYER if set(kinds) == {"employer"} else Side.WORKER


def _holds(row: Row, side: Side, *, is_own: bool, is_filer: bool, is_served: bool) -> bool:
    sight = row[COLUMNS.index(side)]
    return (
        sight is YES
        or (sight is OWN and is_own)
        or (sight is FILER and is_filer)
        or (sight is SERVED and is_served)
    )
