"""What the subsidy brings to the kernel."""

from collections.abc import Mapping
from typing import Any

from portal.cases.kinds import Done, Kind
from registration.models import FlexibleSubsidy
from registration.subsidy import labels
from registration.subsidy.process import SubsidyProcess


def no_letters(kind: str, detail: Any, facts: Any, done: Done) -> Mapping[str, Any]:
    """The subsidy issues no letters: result and reason stand on the page."""
    raise LookupError(kind)


KIND = Kind(
    process=SubsidyProcess,
    detail=FlexibleSubsidy,
    states=labels.STATES,
    acts=labels.ACTS,
    write_letter=no_letters,
    title="灵活就业社保补贴",
    names_employer=False,
)
