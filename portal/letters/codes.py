"""Verification codes: random, signed, and easy to type from paper."""

import secrets

from portal.crypto import keyed_digest

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O: they are mistyped
BODY, MARK = 12, 4


def new_code() -> str:
    """Return 60 random bits and a 20 bit signature in 16 letters."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return body + _mark(body)


def normalise(typed: str) -> str:
    """Return a code as stored: capitals, without the groups it is printed in."""
    return "".join(c for c in typed.upper() if c.isascii() and c.isalnum())[:64]


def is_genuine(code: str) -> bool:
    """Tell whether this portal could have made the code; no look-up is needed for others."""
    body, mark = code[:BODY], code[BODY:]
    return len(code) == BODY + MARK and secrets.compare_digest(mark, _mark(body))


def grouped(code: str) -> str:
    """Return the code as it is printed: four groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _mark(body: str) -> str:
    digest = bytes.fromhex(keyed_digest(body, purpose="letter-code"))
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:MARK])
