"""哪个窗口办我的事: one window for every matter and town, from the day on which it is so."""

import re
from datetime import date

import pytest
from django.test import Client

from portal.home.matters import all_matters, matter_named
from portal.offices.jurisdiction import agency_of, deciding_office
from portal.offices.models import County, Office, Town, TownArea, TownDesk
from portal.offices.windows import Window, window_for
from tests import reference as known

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
JINCHENG = "370811008"
MATTERS = ["enrol", "change", "workers", "recognition", "records"]
HIT = re.compile(r'<section class="office-hit.*?</section>', re.DOTALL)


@pytest.fixture(autouse=True)
def reference(db: None) -> None:
    """Load the offices, counties and towns."""
    known.load()


def ask(client: Client, **asked: str) -> str:
    """Return the answer of the page, without the form."""
    page = client.get("/where/", asked).content.decode()
    hits = HIT.findall(page)
    assert len(hits) <= 1
    return hits[0] if hits else ""


def hall(**changes: object) -> Office:
    """Return a town's window as an administrator enters it."""
    values: dict[str, object] = {
        "code": "jincheng",
        "name": "金城街道窗口",
        "full_name": "金城街道便民服务中心",
        "address": "任城区演示街 5 号",
        "phone": "0537-0000311",
        "hours": "工作日 9:00-17:00",
        "power": "town",
    }
    return Office.objects.create(**values | changes)


def window(matter: str, *, town: Town, on: date = TODAY) -> Window:
    """Return the window of a town for a matter."""
    found = matter_named(matter)
    return window_for(
        found.power, county=town.county, town=town, on=on, is_for_towns=found.is_for_towns
    )


def test_the_five_matters_are_there() -> None:
    assert [matter.name for matter in all_matters()] == MATTERS


@pytest.mark.parametrize("matter", MATTERS)
def test_every_town_has_exactly_one_window_with_address_and_a_higher_one(matter: str) -> None:
    towns = list(Town.objects.select_related("county"))
    assert len(towns) == 158
    for town in towns:
        found = window(matter, town=town)
        county = town.county_id
        expected = (
            deciding_office(insured_county=county, work_county=county, on=TODAY)
            if matter == "recognition"
            else agency_of(county, on=TODAY)
        )
        assert found.office == expected
        assert found.office.address
        assert found.above is None if found.office.is_city_level else found.above is not None


@pytest.mark.parametrize("matter", MATTERS)
def test_every_place_without_towns_has_one_window_too(client: Client, matter: str) -> None:
    for county in ("370800", "37089J"):
        page = ask(client, matter=matter, county=county)
        assert "去这一个窗口" in page
        assert page.count("<h2") == 1


def test_a_county_with_towns_asks_for_the_town_first(client: Client) -> None:
    page = client.get("/where/", {"matter": "workers", "county": "370811"}).content.decode()
    assert "再选一下镇街" in page
    assert "office-hit" not in page
    assert page.count('<option value="370811') == 1 + 18


def test_who_does_not_know_the_town_gets_the_window_of_the_county(client: Client) -> None:
    page = ask(client, matter="workers", county="370811", town="any")
    assert "济宁市任城区社会保险事业中心" in page


def test_the_answer_has_address_missing_phone_and_the_next_higher_window(client: Client) -> None:
    page = ask(client, matter="change", county="370811", town=JINCHENG)
    assert "任城区金城街道，变更、注销，去这一个窗口" in page
    assert "济宁市建设路42号" in page
    assert "电话待补" in page
    assert "办公时间待补" in page
    assert "找上一级" in page
    assert "济宁市社会保险事业中心" in page


@pytest.mark.parametrize(
    ("matter", "is_theirs"), [(one, one in {"enrol", "workers"}) for one in MATTERS]
)
def test_a_town_window_takes_over_what_is_for_towns_from_its_day(
    matter: str, is_theirs: bool
) -> None:
    town = Town.objects.select_related("county").get(code=JINCHENG)
    office = hall()
    TownDesk.objects.create(town=town, office=office, from_on=date(2026, 12, 1))
    assert window(matter, town=town, on=date(2026, 11, 30)).office != office
    on_its_day = window(matter, town=town, on=date(2026, 12, 1))
    assert (on_its_day.office == office) is is_theirs
    if is_theirs:
        assert on_its_day.above == agency_of("370811", on=TODAY)
    other = Town.objects.select_related("county").get(code="370811002")
    assert window(matter, town=other, on=date(2026, 12, 1)).office != office


def test_the_page_of_a_town_with_a_window_names_it(client: Client) -> None:
    TownDesk.objects.create(town_id=JINCHENG, office=hall(), from_on=TODAY)
    page = ask(client, matter="workers", county="370811", town=JINCHENG)
    for words in ("金城街道便民服务中心", "0537-0000311", "工作日 9:00-17:00", "任城区社会保险"):
        assert words in page


def test_a_retired_town_window_gives_its_town_back_to_the_county(client: Client) -> None:
    TownDesk.objects.create(town_id=JINCHENG, office=hall(retired_on=TODAY), from_on=TODAY)
    page = ask(client, matter="workers", county="370811", town=JINCHENG)
    assert "济宁市任城区社会保险事业中心" in page
    assert "金城街道便民服务中心" not in page


def test_a_retired_agency_sends_to_the_city(client: Client) -> None:
    Office.objects.filter(code="rencheng-sb").update(retired_on=TODAY)
    page = ask(client, matter="workers", county="370811", town=JINCHENG)
    assert '<h2 id="hit">济宁市社会保险事业中心</h2>' in page
    assert "找上一级" not in page


def test_a_town_that_a_functional_area_manages_belongs_to_its_window(client: Client) -> None:
    town = Town.objects.filter(county="370829").first()
    assert town is not None
    TownArea.objects.create(town=town, area_id="37089J", from_on=TODAY)
    for county in ("370829", "37089J"):
        page = ask(client, matter="workers", county=county, town=town.code)
        assert "济宁经济开发区社会保险经办机构" in page
        assert "由济宁经济开发区管理" in page


def test_a_functional_area_that_the_list_does_not_know_can_be_entered(client: Client) -> None:
    area = County.objects.create(code="37089T", name="太白湖新区", sort=150)
    TownArea.objects.create(town_id=JINCHENG, area=area, from_on=TODAY)
    page = ask(client, matter="workers", county="37089T", town=JINCHENG)
    assert '<h2 id="hit">济宁市社会保险事业中心</h2>' in page
    assert "还没有最后核实" in page


def test_without_any_office_the_page_says_so(client: Client) -> None:
    Office.objects.update(retired_on=TODAY)
    assert "还查不到" in ask(client, matter="workers", county="370811", town=JINCHENG)


def test_only_pages_that_exist_are_offered_on_line(client: Client) -> None:
    page = ask(client, matter="recognition", county="370811", town=JINCHENG)
    links = re.findall(r'<li><a class="btn-quiet" href="([^"]+)"', page)
    assert links
    for matter in all_matters():
        for one in matter.open_pages:
            assert client.get(one.url).status_code in {200, 302}


@pytest.mark.parametrize(
    "asked",
    [
        {"matter": "", "county": ""},
        {"matter": "nothing", "county": "370811"},
        {"matter": "workers", "county": "999999"},
        {"county": "370811"},
    ],
)
def test_what_was_not_chosen_is_an_error_beside_the_field(
    client: Client, asked: dict[str, str]
) -> None:
    page = client.get("/where/", asked).content.decode()
    assert "<title>错误：" in page
    assert "office-hit" not in page


@pytest.mark.parametrize("town", ["370812001", "nowhere", "\x00", "370811008x"])
def test_a_town_of_another_county_is_asked_again(client: Client, town: str) -> None:
    page = client.get("/where/", {"matter": "workers", "county": "370811", "town": town})
    assert page.status_code == 200
    assert "再选一下镇街" in page.content.decode()


def test_the_page_needs_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        ask(client, matter="workers", county="370811", town=JINCHENG)
