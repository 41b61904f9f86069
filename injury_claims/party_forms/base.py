"""What the forms of the parties have in common."""

from collections.abc import Sequence
from functools import cached_property

from injury_claims.seeing import Side, side_of
from portal.cases.forms import ActForm
from portal.cases.models import Party
from portal.cases.visible import parties_of


class PartyForm(ActForm):
    """An act of a party: what officers note meanwhile neither stops it nor is shown to it."""

    def arrange(self) -> None:
        """Leave the seen version out; the rules decide under the lock."""
        del self.fields["seen"]

    @cached_property
    def mine(self) -> Sequence[Party]:
        """Return the parties for which this person acts."""
        return parties_of(self.by, self.case)

    @property
    def side(self) -> Side:
        """Return the side on which this person stands."""
        return side_of(party.kind for party in self.mine)
