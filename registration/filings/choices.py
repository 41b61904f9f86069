"""What an employer may do in a case now, in the words of its procedure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from portal.cases.kinds import ActLabel, kind_of
from portal.cases.models import Case
from portal.cases.standing import Standing


@dataclass(frozen=True)
class Choice:
    """An act that the table allows now, with its words and its address."""

    name: str
    label: ActLabel
    url: str


def choices_of(case: Case, found: Iterable[Standing]) -> list[Choice]:
    """Return the acts that are open, in the order of the table."""
    acts = kind_of(case.kind).acts
    return [
        Choice(
            one.act.name,
            acts[one.act.name],
            reverse("cases:act", args=[case.reference, one.act.name]),
        )
        for one in found
        if one.is_open
    ]
