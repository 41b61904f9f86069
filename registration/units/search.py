"""The register as a list: an agency's employers by part of the name or whole code, page by page."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from portal.accounts.identifiers import IdentityKind, normalise, validate_identity_number
from portal.accounts.identities import number_index
from portal.accounts.models import User
from registration.access import counties_of, employers_of_agency
from registration.keyset import Sheet, sheet
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


def page_of(user: User, selection: Selection, *, after: int, before: int) -> Sheet[Employer]:
    """Return one page of the employers that fit; a fault finds none."""
    if selection.fault:
        return Sheet(())
    rows = selection.rows(user).select_related("identity", "county", "town")
    return sheet(rows, after=after, before=before, size=PAGE)
