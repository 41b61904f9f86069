"""Numbers: per office, business and year, without gaps, whatever happens at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from portal.cases.models import Case
from portal.letters.issue import Order, issue_all
from portal.letters.models import Letter, NumberCounter
from portal.letters.numbering import next_number
from portal.offices.models import Office
from tests.letters.conftest import SIGNED_ON, Sign
from tests.letters.samples import SAMPLES

THREADS = 8
EACH = 6


class ChangedMindError(Exception):
    """Something went wrong after the number was drawn."""


def draw(office_id: int, attempt: int) -> int | None:
    """Draw a number in a transaction of its own; every third attempt fails afterwards."""
    try:
        with transaction.atomic():
            office = Office.objects.get(pk=office_id)
            sequence, _ = next_number(office, kind="认", year=2026)
            if attempt % 3 == 0:
                raise ChangedMindError
            return sequence
    except ChangedMindError:
        return None
    finally:
        if not connection.in_atomic_block:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_eight_threads_leave_no_gap_and_no_double(office: Office) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        drawn = list(pool.map(lambda n: draw(office.pk, n), range(THREADS * EACH)))
    kept = sorted(number for number in drawn if number is not None)
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) == THREADS * EACH - THREADS * EACH // 3
    assert NumberCounter.objects.get(office=office, kind="认", year=2026).last == len(kept)


def test_a_number_reads_as_official_letters_write_it(office: Office) -> None:
    assert next_number(office, kind="认", year=2026) == (1, "济任人社工伤认字〔2026〕第0001号")
    assert next_number(office, kind="认", year=2026)[1].endswith("第0002号")


def test_each_year_and_each_business_begins_at_one(office: Office) -> None:
    next_number(office, kind="认", year=2026)
    assert next_number(office, kind="认", year=2027)[0] == 1
    assert next_number(office, kind="不认", year=2026)[0] == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_never_drawn_outside_a_transaction(office: Office) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        next_number(office, kind="认", year=2026)


def test_several_letters_of_one_act_keep_the_order_they_were_asked_in(
    case: Case, office: Office
) -> None:
    kinds = ("suspension_notice", "acceptance", "evidence_notice")
    orders = [Order(kind=kind, inputs=SAMPLES[kind, ""].as_dict()) for kind in kinds]
    letters = issue_all(case, orders=orders, office=office, on=SIGNED_ON, by=None)
    assert [letter.kind for letter in letters] == list(kinds)
    assert [letter.series for letter in letters] == ["中", "受", "举"]


def test_records_of_investigation_bear_no_number(sign: Sign) -> None:
    record = sign("interview_record", "")
    assert (record.number, record.sequence) == ("", None)


def test_a_letter_with_a_hole_is_refused_before_it_takes_a_number(sign: Sign) -> None:
    with pytest.raises(ValueError, match="decision"), transaction.atomic():
        sign(decision="")
    assert not NumberCounter.objects.exists()


def test_a_letter_is_fixed_with_number_contents_and_hash(sign: Sign) -> None:
    letter = Letter.objects.get(pk=sign().pk)
    assert letter.number == "济任人社工伤认字〔2026〕第0001号"
    assert letter.inputs["head"]["number"] == letter.number
    assert letter.issued_on == date(2026, 12, 18)
    assert len(letter.inputs_hash) == 64
    assert letter.recipients.count() == 2
