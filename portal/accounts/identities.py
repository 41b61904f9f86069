"""Identities: found or made by kind and number."""

from portal.accounts.identifiers import validate_identity_number
from portal.accounts.models import Identity
from portal.crypto import blind_index


def identity_for(*, kind: str, number: str, name: str) -> Identity:
    """Return the identity with this number; the name of one that exists is never changed."""
    checked = validate_identity_number(kind, number)
    identity, _ = Identity.objects.get_or_create(
        kind=kind,
        number_index=number_index(checked),
        defaults={"number": checked, "name": name},
    )
    return identity


def number_index(number: str) -> str:
    """Return the blind index of a checked number."""
    return blind_index(number, purpose="identity")
