"""Numbers of official letters: one series per office, business and year, without gaps."""

from django.db import connection, transaction

from portal.offices.models import Office

TAKE = """
INSERT INTO letters_numbercounter (office_id, kind, year, last)
VALUES (%(office)s, %(kind)s, %(year)s, 1)
ON CONFLICT (office_id, kind, year) DO UPDATE SET last = letters_numbercounter.last + 1
RETURNING last
"""


def next_number(office: Office, *, kind: str, year: int) -> tuple[int, str]:
    """Take the next number of a series; the row stays locked until the transaction ends.

    Called last in a transaction, in sorted order where several are taken: a rolled back
    transaction gives its number back, so that the series has no gaps.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "a number is taken only inside a transaction"
        raise RuntimeError(msg)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"office": office.pk, "kind": kind, "year": year})
        (last,) = cursor.fetchone()
    return last, number_text(office, kind=kind, year=year, sequence=last)


def number_text(office: Office, *, kind: str, year: int, sequence: int) -> str:
    """Write a number the official way, with six-cornered brackets."""
    return f"{office.letter_prefix}{kind}字〔{year}〕第{sequence:04d}号"
