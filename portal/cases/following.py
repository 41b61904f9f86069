"""Number and code by which somebody without an account follows what they sent.

The code comes from the form's key, so that a repeated post shows the same one; a keyed digest of
it is all that is kept.
"""

import re
from uuid import UUID

from portal.accounts.activation import ALPHABET
from portal.accounts.identifiers import normalise
from portal.crypto import keyed_digest

LENGTH = 12


def code_of(key: UUID, *, purpose: str) -> str:
    """Return a code that only this house can make from a key, of an alphabet easy to read."""
    number = int(keyed_digest(str(key), purpose=f"{purpose}-code"), 16)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def digest(code: str, *, purpose: str) -> str:
    """Return what is kept of a code, however it was typed."""
    return keyed_digest(normalise(code), purpose=purpose)


def printed(code: str) -> str:
    """Return the code in groups of four."""
    return "-".join(re.findall(r".{1,4}", code))


def normalise_reference(text: str) -> str:
    """Return a number as it is kept: four digits, a hyphen, six digits."""
    digits = re.sub(r"[^0-9]", "", text)
    return f"{digits[:4]}-{digits[4:]}"
