"""The directory as visitors read it: today, windows, closures, files to take along."""

import csv
from datetime import date, time
from io import StringIO

import pytest
from django.test import Client

from portal.offices.models import Closure, Office, OfficeWindow, OpeningSpan, Town
from tests import reference
from tests.conftest import Clock
from tests.desk import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    """Load the offices."""
    reference.load()


@pytest.fixture
def office(known: None) -> Office:
    """Return an office with hours and two windows."""
    office = Office.objects.get(code="rencheng")
    for day in range(5):
        OpeningSpan.objects.create(office=office, weekday=day, opens=time(9), closes=time(12))
        OpeningSpan.objects.create(office=office, weekday=day, opens=time(13, 30), closes=time(17))
    OfficeWindow.objects.create(office=office, name="B101", floor="1 楼", area="综合区", sort=1)
    OfficeWindow.objects.create(office=office, name="B105", floor="1 楼", matters=["x"], sort=2)
    office.before_visit = "带身份证原件\n材料带原件，当场退\n"
    office.accessibility = "有坡道和电梯"
    office.save()
    return office


def page(client: Client, office: Office) -> str:
    """Return the words of an office's page."""
    return text(client.get(f"/places/{office.code}/"))


def close(office: Office, first: str, last: str, **more: str) -> Closure:
    """Close an office for some days."""
    return Closure.objects.create(
        office=office,
        from_on=date.fromisoformat(first),
        to_on=date.fromisoformat(last),
        reason="搬家",
        made_by="管目录",
        **more,
    )


def test_a_page_says_all_that_a_visitor_needs(client: Client, office: Office) -> None:
    words = page(client, office)
    for said in (
        "开门",
        "9:00 到 12:00，13:30 到 17:00",
        "周一到周五",
        "1 楼综合区B101窗口",
        "电话待补",
        "12333",
        "带身份证原件",
        "有坡道和电梯",
        "还没有核实",
        "怎么走",
    ):
        assert said in words, said


def test_a_closure_is_told_before_it_begins_and_while_it_lasts(
    client: Client, office: Office, clock: Clock
) -> None:
    close(office, "2026-12-01", "2026-12-03", instead="市政务服务中心")
    told = "2026年12月1日到2026年12月3日暂停办公：搬家。这几天去：市政务服务中心。"
    assert told in page(client, office)
    clock.set("2026-12-02")
    words = page(client, office)
    assert told in words
    assert "不办公" in words
    assert "12月4日 周五 9:00 再开" in words
    clock.set("2026-12-04")
    assert "搬家" not in page(client, office)


def test_a_closure_that_was_withdrawn_or_is_far_away_is_not_told(
    client: Client, office: Office
) -> None:
    close(office, "2026-12-01", "2026-12-03", is_withdrawn=True)  # type: ignore[arg-type]
    close(office, "2027-03-01", "2027-03-03")
    assert "搬家" not in page(client, office)


def test_an_office_that_was_merged_leads_to_the_one_that_took_over(
    client: Client, office: Office
) -> None:
    other = Office.objects.get(code="yanzhou")
    office.retired_on, office.successor = date(2026, 11, 1), other
    office.save()
    answer = client.get(f"/places/{office.code}/")
    assert answer["Location"] == f"/places/{other.code}/"
    assert f"{office.full_name}已经并到这里" in page(client, other)
    assert client.get(f"/places/{office.code}/card.vcf").status_code == 404


def test_an_office_that_was_closed_for_good_says_so(client: Client, office: Office) -> None:
    office.retired_on = date(2026, 11, 1)
    office.save()
    assert "已经停用" in page(client, office)
    assert client.get("/places/nowhere/").status_code == 404


def test_a_card_for_the_phone_is_whole_and_breaks_no_character(
    client: Client, office: Office
) -> None:
    office.full_name, office.phone = "济宁市任城区，人社局；演示" * 3, "0537-0000102"
    office.save()
    answer = client.get(f"/places/{office.code}/card.vcf")
    lines = answer.content.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert whole[0] == "BEGIN:VCARD"
    assert f"FN:{office.full_name}" in whole
    assert "TEL;VALUE=text:0537-0000102" in whole
    assert "URL:http://testserver/places/rencheng/" in whole
    assert whole[-2:] == ["END:VCARD", ""]


def test_commas_and_semicolons_are_parts_of_the_text(client: Client, office: Office) -> None:
    office.full_name = "人社局, 一分部; 二楼"
    office.save()
    card = client.get(f"/places/{office.code}/card.vcf").content.decode()
    assert "FN:人社局\\, 一分部\\; 二楼\r\n" in card


def test_the_table_has_every_open_office_once(client: Client, office: Office) -> None:
    Office.objects.filter(code="yanzhou").update(retired_on=date(2026, 1, 1))
    Office.objects.filter(code="qufu").update(name="=1+1")
    answer = client.get("/places.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    names = [row["窗口"] for row in rows]
    assert len(rows) == Office.objects.filter(retired_on=None).count()
    assert "'=1+1" in names
    found = next(row for row in rows if row["机关"] == office.full_name)
    assert found["电话"] == "电话待补"
    assert found["办公时间"] == "周一到周五 9:00 到 12:00，13:30 到 17:00"


def test_the_list_asks_the_same_few_questions_for_any_number_of_offices(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        words = text(client.get("/places/"))
    assert "开门" in words
    assert f'href="/places/{office.code}/"' in words


def test_the_right_window_says_whether_it_is_open(client: Client, office: Office) -> None:
    words = text(
        client.get("/where/", {"matter": "recognition", "county": "370811", "town": "any"})
    )
    assert "开门" in words
    assert "1 楼综合区B101窗口" in words


def test_what_the_source_does_not_say_is_told_until_somebody_verified_it(
    client: Client, office: Office
) -> None:
    told = "工伤认定是不是也在这里办还没有核实"
    assert told in page(client, office)
    assert told not in page(client, Office.objects.get(code="rencheng-sb"))
    office.verified_on, office.verified_by, office.verified_how = date(2026, 11, 2), "管", "visit"
    office.save()
    assert told not in page(client, office)
    assert "2026年11月2日（星期一），管到现场核实" in page(client, office)


@pytest.mark.parametrize(
    ("town", "county"),
    [("兴隆镇", "金乡县"), ("兴隆庄街道", "兖州区"), ("张楼镇", "微山县"), ("大张楼镇", "嘉祥县")],
)
def test_towns_with_similar_names_are_kept_apart(client: Client, town: str, county: str) -> None:
    row = Town.objects.get(name=town)
    asked = {"matter": "recognition", "county": row.county_id, "town": row.code}
    words = text(client.get("/where/", asked))
    assert f"{county}{town}，" in words
    assert f"{county}人力资源和社会保障局" in words
    assert f">{town}</option>" in words
