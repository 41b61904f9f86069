"""Lists that are read page by page from a key on; one row more is fetched to know if more follow.

`sheet` leads both ways by one key, `newest` leads to what is older only, `dated` leads both ways by
a day and the key of the row, with the place sealed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    F,
    Func,
    Model,
    QuerySet,
    Value,
)
from django.http import QueryDict

LONGEST = 18
PAGE = 25
SALT = "unit-people"
Line = TypeVar("Line")
Row = TypeVar("Row", bound=Model)


def key_of(asked: QueryDict, name: str) -> int:
    """Return the key that an address names, or none: digits, not more than a key has."""
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0


@dataclass(frozen=True)
class Sheet(Generic[Line]):
    """A page of a list; `before` and `after` are the keys of its neighbours, none at its ends."""

    lines: Sequence[Line]
    before: int | None = None
    after: int | None = None


def sheet(
    rows: QuerySet[Row],
    *,
    key: str = "pk",
    is_falling: bool = False,
    after: int = 0,
    before: int = 0,
    size: int = PAGE,
) -> Sheet[Row]:
    """Return the page behind one key, or the one in front of another."""
    is_back = bool(before)
    falls = is_falling is not is_back
    if place := before or after:
        rows = rows.filter(**{f"{key}__{'lt' if falls else 'gt'}": place})
    found = list(rows.order_by(f"-{key}" if falls else key)[: size + 1])
    has_more = len(found) > size
    lines = found[:size][::-1] if is_back else found[:size]
    if not lines:
        return Sheet(())
    has_before, has_after = (has_more, True) if is_back else (bool(after), has_more)
    return Sheet(
        lines,
        before=getattr(lines[0], key) if has_before else None,
        after=getattr(lines[-1], key) if has_after else None,
    )


@dataclass(frozen=True)
class Newest(Generic[Line]):
    """Some lines, newest first, and the key before which the older ones lie, none at the end."""

    lines: Sequence[Line]
    before: Any = None


def newest(
    rows: QuerySet[Row], *, key: str = "pk", before: int | date | None = None, size: int = PAGE
) -> Newest[Row]:
    """Return the newest rows, or those before one of them."""
    if before:
        rows = rows.filter(**{f"{key}__lt": before})
    found = list(rows.order_by(f"-{key}")[: size + 1])
    return Newest(found[:size], getattr(found[size - 1], key) if len(found) > size else None)


@dataclass(frozen=True)
class Cursor:
    """A place in a list by days: the key of a row, and in which direction from it."""

    day: date
    pk: int
    is_backwards: bool = False

    def sealed(self) -> str:
        """Return the place as an opaque text that nobody else can make."""
        return signing.dumps([self.day.isoformat(), self.pk, self.is_backwards], salt=SALT)

    @classmethod
    def opened(cls, text: str) -> "Cursor | None":
        """Return the place that a text names, or None when it was not made here."""
        try:
            day, pk, is_backwards = signing.loads(text, salt=SALT)
            return cls(date.fromisoformat(day), int(pk), bool(is_backwards))
        except (signing.BadSignature, TypeError, ValueError):
            return None


@dataclass(frozen=True)
class Dated(Generic[Line]):
    """A page of a list by days, and the places before and after it."""

    rows: Sequence[Line]
    newer: Cursor | None = None
    older: Cursor | None = None


def dated(
    rows: QuerySet[Row], day: str, *, is_falling: bool, at: Cursor | None, size: int = PAGE
) -> Dated[Row]:
    """Return the page that begins at a place, by a day and then by the key."""
    is_backwards = at is not None and at.is_backwards
    falls = is_falling is not is_backwards
    if at is not None:
        rows = rows.filter(_beside(day, at, is_falling=falls))
    mark = "-" if falls else ""
    found = list(rows.order_by(f"{mark}{day}", f"{mark}id")[: size + 1])
    has_more, kept = len(found) > size, found[:size]
    if is_backwards:
        kept.reverse()
    if not kept:
        return Dated(())
    has_newer = has_more if is_backwards else at is not None
    has_older = is_backwards or has_more
    first, last = kept[0], kept[-1]
    return Dated(
        kept,
        Cursor(getattr(first, day), first.pk, is_backwards=True) if has_newer else None,
        Cursor(getattr(last, day), last.pk) if has_older else None,
    )


def _beside(field: str, at: Cursor, *, is_falling: bool) -> Func:
    """Return the row comparison that a btree on (field, id) answers by itself."""
    key = Func(F(field), F("id"), function="ROW", output_field=BooleanField())
    day = Value(at.day, output_field=DateField())
    pk = Value(at.pk, output_field=BigIntegerField())
    place = Func(day, pk, function="ROW", output_field=BooleanField())
    return Func(
        key,
        place,
        template="%(expressions)s",
        arg_joiner=" < " if is_falling else " > ",
        output_field=BooleanField(),
    )
