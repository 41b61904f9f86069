"""What one transaction holds of a case: loaded once, under the case's lock."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from portal.accounts.models import User
from portal.cases.kinds import Doing, Kind
from portal.cases.models import Case, Party
from portal.deadlines import parameters
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.workflow.process import Act, Attempt
from portal.workflow.roles import Role

MOVED = ["state", "version", "office", "handler", "is_open", "next_due_on"]


@dataclass
class Docket:
    """A case on the table: its kind, its detail, its parties, its clocks, and the calendar."""

    kind: Kind
    case: Case
    at: datetime
    almanac: Almanac
    clocks: Clocks
    is_new: bool = False

    @classmethod
    def of(
        cls, kind: Kind, case: Case, *, at: datetime, almanac: Almanac | None = None
    ) -> "Docket":
        """Put a case on the table; one whose kind has no detail yet is new."""
        almanac, is_new = almanac or Almanac(), almanac is not None
        clocks = Clocks(case.pk, almanac=almanac, is_new=is_new)
        return cls(kind, case, at, almanac, clocks, is_new)

    @cached_property
    def detail(self) -> Any:
        """Return the detail, which looks at this very case and not at a copy."""
        detail: Any = self.kind.detail._default_manager.get(pk=self.case.pk)
        detail.case = self.case
        return detail

    @cached_property
    def parties(self) -> list[Party]:
        """Return the sides of the case in the order of their filing."""
        return sorted(self.case.parties.all(), key=lambda party: party.pk)

    def attempt(self, *, by: User | None, role: Role, facts: Any) -> Attempt:
        """Return what rules see of an act on this case."""
        return attempt_of(
            self.detail, by=by, role=role, facts=facts, at=self.at, almanac=self.almanac
        )

    def done(self, act: Act, *, by: User | None, role: Role) -> Doing:
        """Return the circumstances of an act that is being carried out."""
        return Doing(
            act=act,
            by=by,
            role=role,
            on=self.at.date(),
            at=self.at,
            clocks=self.clocks,
            almanac=self.almanac,
        )

    def save(self) -> None:
        """Write what an act may move of the envelope."""
        self.case.is_open = self.case.state not in self.kind.process.ends
        self.case.next_due_on = self.clocks.next_due_on()
        self.case.save(update_fields=MOVED)


def attempt_of(
    subject: Any, *, by: User | None, role: Role, facts: Any, at: datetime, almanac: Almanac
) -> Attempt:
    """Return what rules see; `subject` is None for an act that opens a case."""
    return Attempt(
        subject=subject,
        by=by.pk if by else None,
        role=role,
        on=at.date(),
        at=at,
        facts=facts,
        is_working_day=almanac.is_working_day,
        values=parameters.value_on,
    )
