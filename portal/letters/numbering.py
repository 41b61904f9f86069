"""Numbers of official letters: one series per office, business and year, without gaps."""

from django.db import transaction

from portal.letters.models import NumberCounter
from portal.offices.models import Office


def next_number(office: Office, *, kind: str, year: int) -> tuple[int, str]:
    """Take the next number of a series; the row stays locked until the transaction ends.

    Called last in a transaction, in sorted order where several are taken: a rolled back
    transaction gives its number back, so that the series has no gaps.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "a number is taken only inside a transaction"
        raise RuntimeError(msg)
    series = NumberCounter.objects.select_for_update().filter(office=office, kind=kind, year=year)
    counter = series.first()
    if counter is None:
        NumberCounter.objects.bulk_create(
            [NumberCounter(office=office, kind=kind, year=year)], ignore_conflicts=True
        )
        counter = series.get()
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last, number_text(office, kind=kind, year=year, sequence=counter.last)


def number_text(office: Office, *, kind: str, year: int, sequence: int) -> str:
    """Write a number the official way, with six-cornered brackets."""
    return f"{office.letter_prefix}{kind}字〔{year}〕第{sequence:04d}号"
