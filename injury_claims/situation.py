"""How cases stand for one person outside: read at once, for the case page and the own page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from faq.api import given_lines
from injury_claims.kind import KIND, may_know
from injury_claims.models import (
    DECIDING_LETTERS,
    ChecklistItem,
    EvidenceNotice,
    InjuryClaim,
    Material,
    new_papers,
)
from injury_claims.seeing import Side, sees, side_of
from injury_claims.states import ClaimState as S
from portal import clock
from portal.accounts.models import User
from portal.cases.models import Case, Party
from portal.cases.visible import represented_by
from portal.deadlines.models import Deadline
from portal.letters.models import Service
from portal.workflow.roles import Role


@dataclass(frozen=True)
class Wanted:
    """An item of the correction notice, and whether a paper for it came in since."""

    code: str
    label: str
    remark: str
    is_there: bool


@dataclass(frozen=True)
class Situation:
    """One case as one person of one side may know it."""

    case: Case
    claim: InjuryClaim
    user: User
    parties: tuple[Party, ...]
    deadlines: tuple[Deadline, ...] = ()
    services: tuple[Service, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    given: tuple[dict[str, Any], ...] = ()

    @property
    def side(self) -> Side:
        """Return the side on which this person stands."""
        return side_of(party.kind for party in self.parties)

    @property
    def roles(self) -> frozenset[Role]:
        """Return the capacities in which this person may act."""
        return frozenset().union(*(party.roles for party in self.parties))

    @property
    def may_read_outcome(self) -> bool:
        """Say whether the result may be told to this person: once it was served on it."""
        return bool(self.claim.outcome) and sees("outcome", self.side, is_served=self.is_served)

    @property
    def is_filer(self) -> bool:
        """Say whether this person's side made the application."""
        return any(party.is_applicant for party in self.parties)

    @property
    def notice(self) -> EvidenceNotice | None:
        """Return the evidence notice, if one was sent."""
        return getattr(self.claim, "evidence_notice", None)

    @property
    def decision_service(self) -> Service | None:
        """Return the service of the deciding letter on this person's party."""
        return next((s for s in self.services if s.letter.kind in DECIDING_LETTERS), None)

    @property
    def is_served(self) -> bool:
        """Say whether the decision was served on this person's party."""
        return self.decision_service is not None

    def running(self, *terms: str, own: bool) -> Deadline | None:
        """Return a running period by its term: of this person's party, or whosever it is."""
        ids = {party.pk for party in self.parties}
        return next(
            (
                row
                for row in self.deadlines
                if row.ended_on is None and row.term in terms and (not own or row.party_id in ids)
            ),
            None,
        )

    def office_deadline(self) -> Deadline | None:
        """Return the running period of the office that ends first."""
        rows = [row for row in self.deadlines if row.ended_on is None and row.binds_office]
        return min(rows, key=lambda row: row.due_on or date.max, default=None)

    def own_deadlines(self, *terms: str) -> list[Deadline]:
        """Return the periods of this person's party, running or over."""
        ids = {party.pk for party in self.parties}
        return [row for row in self.deadlines if row.term in terms and row.party_id in ids]


def situations(user: User, cases: Sequence[Case]) -> list[Situation]:
    """Return how these cases stand for this person, in their order; unknown ones are left out."""
    mine = _parties(user, cases)
    ids = list(mine)
    rows = InjuryClaim.objects.select_related("evidence_notice", "insured")
    claims = rows.annotate(answers=given_lines(OuterRef("pk"))).in_bulk(ids)
    deadlines = _by_case(Deadline.objects.filter(case_id__in=ids).order_by("pk"))
    party_ids = [party.pk for parties in mine.values() for party in parties]
    services = defaultdict(list)
    served = Service.objects.filter(party__in=party_ids, served_on__isnull=False)
    for one in served.select_related("letter").defer("letter__inputs").order_by("pk"):
        services[one.letter.case_id].append(one)
    wanted = _wanted([case.pk for case in cases if case.state == S.CORRECTING])
    found = []
    for case in cases:
        claim = claims.get(case.pk)
        if claim is None:
            continue
        claim.case = case
        known = tuple(party for party in mine[case.pk] if may_know(claim, party))
        if known:
            found.append(
                Situation(
                    case=case,
                    claim=claim,
                    user=user,
                    parties=known,
                    deadlines=tuple(deadlines[case.pk]),
                    services=tuple(services[case.pk]),
                    wanted=tuple(wanted[case.pk]),
                    given=tuple(claim.answers),
                )
            )
    return found


def _parties(user: User, cases: Sequence[Case]) -> dict[int, list[Party]]:
    ids = [case.pk for case in cases if case.kind == KIND.code]
    rows: dict[int, list[Party]] = {}
    mine = represented_by(user.pk, on=clock.today())
    for party in Party.objects.filter(mine, case_id__in=ids).order_by("pk"):
        rows.setdefault(party.case_id, []).append(party)
    return rows


def _by_case(rows: Iterable[Deadline]) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _wanted(ids: list[int]) -> dict[int, list[Wanted]]:
    found: dict[int, list[Wanted]] = defaultdict(list)
    if not ids:
        return found
    items = ChecklistItem.objects.filter(claim_id__in=ids, requested_on__isnull=False)
    hint = Material.objects.filter(code=OuterRef("code")).values("hint")[:1]
    told = items.annotate(is_there=Exists(new_papers()), hint=Subquery(hint))
    for item in told.order_by("position"):
        what = item.remark or item.hint or ""
        found[item.claim_id].append(Wanted(item.code, item.label, what, item.is_there))
    return found
