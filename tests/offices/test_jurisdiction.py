"""Which office decides: place of insurance, else place of work, else the city."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.offices.jurisdiction import NoOfficeError, deciding_office
from portal.offices.models import Jurisdiction, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

DAY = date(2026, 11, 24)

SHIZHI, RENCHENG, YANZHOU, GAOXIN, JINGKAI = "370800", "370811", "370812", "370871", "37089J"


@pytest.mark.parametrize(
    ("insured", "work", "office"),
    [
        # insured: the place of insurance decides, wherever the work is (29号 item 7)
        (RENCHENG, RENCHENG, "任城区"),
        (YANZHOU, RENCHENG, "兖州区"),
        (RENCHENG, YANZHOU, "任城区"),
        (SHIZHI, RENCHENG, "市直"),
        (JINGKAI, "370829", "经开区"),
        (GAOXIN, RENCHENG, "市直"),
        # not insured: the place of production and business
        (None, RENCHENG, "任城区"),
        ("", YANZHOU, "兖州区"),
        (None, "370881", "曲阜市"),
        (None, "370831", "泗水县"),
        (None, "370883", "邹城市"),
        (None, "370826", "微山县"),
        (None, "370827", "鱼台县"),
        (None, "370828", "金乡县"),
        (None, "370829", "嘉祥县"),
        (None, "370830", "汶上县"),
        (None, "370832", "梁山县"),
        # no office of its own: the city
        (None, GAOXIN, "市直"),
        # a county that the data do not know: the city
        (None, "371302", "市直"),
        ("110101", RENCHENG, "市直"),
    ],
)
def test_who_decides(insured: str | None, work: str, office: str) -> None:
    found = deciding_office(insured_county=insured, work_county=work, on=DAY)
    assert found.name == office


def test_functional_areas_are_marked_as_provisional_with_a_reason() -> None:
    rows = Jurisdiction.objects.filter(is_provisional=True, power="recognition")
    rows = rows.order_by("county_id")
    assert [row.county_id for row in rows] == [GAOXIN, JINGKAI]
    assert all("待核实" in row.note for row in rows)


def test_a_change_of_jurisdiction_counts_from_its_day() -> None:
    Jurisdiction.objects.filter(county=GAOXIN).update(to_on=date(2026, 12, 31))
    Jurisdiction.objects.create(
        county_id=GAOXIN,
        office=Office.objects.get(code="rencheng"),
        from_on=date(2027, 1, 1),
    )
    last_day = deciding_office(insured_county=None, work_county=GAOXIN, on=date(2026, 12, 31))
    day_after = deciding_office(insured_county=None, work_county=GAOXIN, on=date(2027, 1, 1))
    assert (last_day.name, day_after.name) == ("市直", "任城区")


def test_a_retired_office_decides_nothing_from_its_day() -> None:
    Office.objects.filter(code="yanzhou").update(retired_on=date(2026, 12, 1))
    before = deciding_office(insured_county=YANZHOU, work_county=YANZHOU, on=date(2026, 11, 30))
    after = deciding_office(insured_county=YANZHOU, work_county=YANZHOU, on=date(2026, 12, 1))
    assert (before.name, after.name) == ("兖州区", "市直")


def test_without_any_city_office_the_mistake_is_said() -> None:
    Office.objects.update(retired_on=date(2026, 1, 1))
    with pytest.raises(NoOfficeError):
        deciding_office(insured_county=None, work_county=GAOXIN, on=DAY)


def test_a_county_has_one_open_jurisdiction() -> None:
    office = Office.objects.get(code="rencheng")
    with pytest.raises(IntegrityError), transaction.atomic():
        Jurisdiction.objects.create(county_id=GAOXIN, office=office, from_on=date(2027, 1, 1))


def test_a_jurisdiction_does_not_end_before_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Jurisdiction.objects.filter(county=GAOXIN).update(to_on=date(2000, 1, 1))
