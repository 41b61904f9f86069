"""Find an employer of the register by its name or code: few hits, and of each only what chooses."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.identifiers import IdentityKind, validate_identity_number
from portal.accounts.identities import number_index
from portal.ui.text import normalise_code
from registration.models import Employer

LEAST = 4
MOST = 10
TOO_SHORT = f"至少写 {LEAST} 个字，或者写全 18 位统一社会信用代码"
CODE_LENGTH = 18


class TooShortError(ValueError):
    """Too little to search by; the sentence says what is needed."""


@dataclass(frozen=True)
class Hit:
    """An employer as a stranger may see it: name, county, masked code, and whether it is gone."""

    id: int
    name: str
    county: str
    masked_code: str
    is_cancelled: bool


def search_employers(query: str) -> list[Hit]:
    """Return at most ten employers whose name holds the words, or the one with the whole code."""
    plain = query.strip()
    if len("".join(plain.split())) < LEAST:
        raise TooShortError(TOO_SHORT)
    rows = Employer.objects.select_related("identity", "county")
    code = _code_of(plain)
    if code:
        found = rows.filter(
            identity__kind=IdentityKind.CREDIT_CODE, identity__number_index=number_index(code)
        )
    else:
        found = rows.filter(name__contains=plain).order_by("pk")
    return hits_of(found[:MOST])


def hits_of(rows: Iterable[Employer]) -> list[Hit]:
    """Return employers as hits; the rows come with identity and county."""
    return [
        Hit(
            id=one.pk,
            name=one.name,
            county=one.county.name,
            masked_code=shown_code(one.credit_code),
            is_cancelled=not one.is_active,
        )
        for one in rows
    ]


def shown_code(code: str) -> str:
    """Return a code with its first and last four characters."""
    return f"{code[:4]}{'*' * (len(code) - 8)}{code[-4:]}"


def _code_of(query: str) -> str:
    """Return the credit code that a query is, or nothing for a name."""
    code = normalise_code(query).upper()
    if len(code) != CODE_LENGTH or not code.isascii():
        return ""
    try:
        return validate_identity_number(IdentityKind.CREDIT_CODE, code)
    except ValueError:
        return ""
