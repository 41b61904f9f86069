"""The reference data: thirteen offices, their counties and towns, loaded once."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from portal.offices import directory, reference
from portal.offices.models import County, Jurisdiction, Office, Town
from portal.offices.reference import Loaded

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_the_first_load_prints_what_it_made() -> None:
    lines = load().splitlines()
    assert lines[:4] == [
        "县市区：新增 14，已有 0",
        "镇街：新增 158，已有 0",
        "办事机构：新增 26，已有 0",
        "管辖：新增 28，已有 0",
    ]


def test_the_second_load_makes_nothing_and_undoes_no_edit() -> None:
    load()
    Office.objects.filter(code="rencheng").update(phone="0537-0000102")
    assert "办事机构：新增 0，已有 26" in load()
    assert Office.objects.get(code="rencheng").phone == "0537-0000102"
    assert Town.objects.count() == 158


@pytest.mark.usefixtures("reference")
def test_every_office_has_address_organ_prefix_and_reconsideration_organ() -> None:
    offices = Office.objects.filter(power="recognition")
    assert [office.name for office in offices] == [
        "市直",
        "任城区",
        "兖州区",
        "曲阜市",
        "泗水县",
        "邹城市",
        "微山县",
        "鱼台县",
        "金乡县",
        "嘉祥县",
        "汶上县",
        "梁山县",
        "经开区",
    ]
    for office in offices:
        assert office.address
        assert office.full_name.endswith("人力资源和社会保障局")
        assert office.reconsideration_organ.endswith("人民政府")
        assert office.note
        assert office.phone_or_gap == "电话待补"
        assert office.court_or_general == "有管辖权的人民法院"
        assert office.verified_on is None
        assert not office.seal
    assert len({office.letter_prefix for office in offices}) == 13
    assert [office.name for office in offices if office.is_city_level] == ["市直"]


@pytest.mark.usefixtures("reference")
def test_a_county_bureau_is_reviewed_by_the_government_of_its_own_level() -> None:
    offices = Office.objects.filter(is_city_level=False, power="recognition")
    for office in offices.exclude(code="jingkai"):
        assert office.reconsideration_organ == f"{office.county}人民政府"
        assert f"{office.county}人力资源" in office.full_name
    assert (
        Office.objects.get(is_city_level=True, power="recognition").reconsideration_organ
        == "济宁市人民政府"
    )


@pytest.mark.usefixtures("reference")
def test_every_county_has_its_towns_and_somebody_who_decides() -> None:
    with (reference.DATA / "townships.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {(row["county_code"], row["county"]) for row in rows} == set(
        directory.work_counties().values_list("code", "name")
    )
    assert directory.towns_of("370871").count() == 5
    assert set(County.objects.values_list("code", flat=True)) == set(
        Jurisdiction.objects.values_list("county_id", flat=True)
    )


@pytest.mark.usefixtures("reference")
def test_one_may_be_insured_with_the_city_but_not_work_there() -> None:
    insured = set(directory.insurance_counties().values_list("name", flat=True))
    work = set(directory.work_counties().values_list("name", flat=True))
    assert insured - work == {"市直", "济宁经济开发区"}


def test_higher_floors_load_theirs_after_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "_loaders", dict(reference._loaders))
    reference.register("样品", lambda: Loaded(created=2, kept=1))
    assert load().splitlines()[-1] == "样品：新增 2，已有 1"
    with pytest.raises(ValueError, match="two loaders"):
        reference.register("样品", lambda: Loaded(created=0, kept=0))
