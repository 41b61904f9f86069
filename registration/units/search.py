"""The register as a list: an agency's employers by part of the name or whole code, page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from portal.accounts.identifiers import IdentityKind, normalise, validate_identity_number
from portal.accounts.identities import number_index
from portal.accounts.models import User
from registration.access import counties_of, employers_of_agency
from registration.models import Employer

PAGE = 40
SHORTEST = 2
LOOKS_LIKE_A_CODE = re.compile(r"[0-9A-Z]{15,20}")
TOO_SHORT = "请至少写两个字"


@dataclass(frozen=True)
class Selection:
    """Which employers a list shows; `fault` says why the words find nothing."""

    words: str = ""
    code: str = ""
    status: str = ""
    fault: str = ""

    def rows(self, user: User) -> QuerySet[Employer]:
        """Return the employers of the officer's agency that fit."""
        rows = employers_of_agency(user)
        office = user.office
        if office is not None and not office.is_city_level:
            codes = counties_of(office).values_list("county_id", flat=True)
            rows = rows.filter(county__in=list(codes))
        if self.status:
            rows = rows.filter(status=self.status)
        if self.code:
            return rows.filter(
                identity__kind=IdentityKind.CREDIT_CODE,
                identity__number_index=number_index(self.code),
            )
        return rows.filter(name__contains=self.words) if self.words else rows


def selection_of(words: str, *, status: str) -> Selection:
    """Return what somebody asks for: a code by its shape, everything else part of a name."""
    status = status if status in Employer.Status.values else ""
    if words and len(words) < SHORTEST:
        return Selection(words, status=status, fault=TOO_SHORT)
    plain = normalise(words)
    if not LOOKS_LIKE_A_CODE.fullmatch(plain):
        return Selection(words, status=status)
    try:
        code = validate_identity_number(IdentityKind.CREDIT_CODE, plain)
    except ValueError as error:
        return Selection(words, status=status, fault=str(error))
    return Selection(words, code, status)


@dataclass(frozen=True)
class Sheet:
    """A page of the list, and the keys before and after which its neighbours lie."""

    lines: Sequence[Employer]
    before: int | None = None
    after: int | None = None


def sheet(user: User, selection: Selection, *, after: int = 0, before: int = 0) -> Sheet:
    """Return one page; one row more is fetched to know if more follow."""
    if selection.fault:
        return Sheet([])
    rows = selection.rows(user).select_related("identity", "county", "town")
    if before:
        found = list(rows.filter(pk__lt=before).order_by("-pk")[: PAGE + 1])
        lines = found[:PAGE][::-1]
        has_newer, has_older = len(found) > PAGE, True
    else:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        lines = found[:PAGE]
        has_newer, has_older = after > 0, len(found) > PAGE
    if not lines:
        return Sheet([])
    return Sheet(
        lines,
        lines[0].pk if has_newer else None,
        lines[-1].pk if has_older else None,
    )
