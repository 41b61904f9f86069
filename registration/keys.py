"""Places in a list that is read page by page: the key of a row, as an address names it."""

from django.http import QueryDict

LONGEST = 18


def key_of(asked: QueryDict, name: str) -> int:
    """Return the key that an address names, or none: digits, not more than a key has."""
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0
