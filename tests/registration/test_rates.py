"""Rates: dated tables, contributions to the cent, and what an employer's pages say of them."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.audit.models import AuditEvent
from portal.audit.verbs import Verb
from registration.models import BaseRule, Employer, IndustryClass, RiskRate
from registration.rates.forms import MoneyField
from registration.rates.reference import RATES, load_rates
from registration.rates.rules import (
    PERSONAL_SHARE,
    Method,
    Standard,
    by_payroll,
    by_standard,
    division_of,
    holding,
)
from registration.rates.tables import project_rule, rated
from tests import reference
from tests.cast import Cast
from tests.desk import text
from tests.registration import making

ON = date(2026, 11, 24)
CENT = Decimal("0.01")
MONEY = st.decimals("0.01", "99999999999.99", places=2)


def said(client: Client, url: str) -> str:
    """Return what a page says."""
    page = client.get(url)
    assert page.status_code == 200
    return unescape(text(page))


# Rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "division"),
    [
        ("E4710", "47"),
        ("4710", "47"),
        ("47", "47"),
        (" c3311 ", "33"),
        ("", ""),
        ("E", ""),
        ("47100", ""),
        ("建筑业", ""),
    ],
)
def test_the_division_is_the_first_two_digits(code: str, division: str) -> None:
    assert division_of(code) == division


@pytest.mark.parametrize(
    ("payroll", "rate", "amount"),
    [
        ("10000.00", "0.2", "20.00"),
        ("12345.67", "1.3", "160.49"),
        ("0.25", "2", "0.01"),
        ("100.00", "0.025", "0.03"),
        ("0", "1.9", "0.00"),
    ],
)
def test_payroll_times_rate_is_rounded_half_up_to_the_cent(
    payroll: str, rate: str, amount: str
) -> None:
    assert by_payroll(Decimal(payroll), Decimal(rate)) == Decimal(amount)


@pytest.mark.parametrize(
    ("method", "rate", "measured", "amount"),
    [
        (Method.PROJECT_COST, "0.1", "12345678.99", "12345.68"),
        (Method.TURNOVER, "0.05", "100000.00", "50.00"),
        (Method.FLOOR_AREA, "2.5", "120.5", "301.25"),
        (Method.OUTPUT, "0.3333", "1000", "333.30"),
    ],
)
def test_each_base_has_its_own_measure(
    method: Method, rate: str, measured: str, amount: str
) -> None:
    assert by_standard(Decimal(measured), Standard(method, Decimal(rate))) == Decimal(amount)


@given(payroll=MONEY, rate=st.decimals("0.001", "99.999", places=3))
def test_a_contribution_is_a_whole_number_of_cents_next_to_the_exact_one(
    payroll: Decimal, rate: Decimal
) -> None:
    found = by_payroll(payroll, rate)
    assert found == found.quantize(CENT)
    assert abs(found - payroll * rate / 100) <= Decimal("0.005")


@given(one=MONEY, other=MONEY, rate=st.decimals("0.0001", "99.9999", places=4))
def test_who_measures_more_never_pays_less(one: Decimal, other: Decimal, rate: Decimal) -> None:
    standard = Standard(Method.PROJECT_COST, rate)
    low, high = sorted((one, other))
    assert by_standard(low, standard) <= by_standard(high, standard)


@given(days=st.lists(st.dates(date(2000, 1, 1), date(2040, 1, 1)), unique=True), on=st.dates())
def test_the_row_that_holds_is_the_latest_that_has_begun(days: list[date], on: date) -> None:
    rows = [RiskRate(risk_class=1, rate=1, from_on=day) for day in days]
    found = holding(rows, on=on)
    begun = [day for day in days if day <= on]
    assert (found.from_on if found else None) == max(begun, default=None)


def test_workers_pay_nothing() -> None:
    assert Decimal(0) == PERSONAL_SHARE


# Tables ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_reference_has_eight_rates_and_every_division_all_of_it_unverified() -> None:
    reference.load()
    rates = RiskRate.objects.order_by("risk_class").values_list("rate", flat=True)
    assert list(rates) == [Decimal(one) for one in RATES]
    assert list(IndustryClass.objects.values_list("division", flat=True)) == [
        f"{number:02d}" for number in range(1, 97)
    ]
    for model in (RiskRate, IndustryClass, BaseRule):
        assert not model.objects.filter(is_verified=True).exists()
    assert load_rates().created == 0


@pytest.mark.django_db
def test_loading_again_leaves_what_an_administrator_entered() -> None:
    reference.load()
    RiskRate.objects.filter(risk_class=1).update(rate=Decimal("0.15"), is_verified=True)
    load_rates()
    assert RiskRate.objects.get(risk_class=1).rate == Decimal("0.150")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "risk_class", "rate"),
    [
        ("I6510", 1, "0.2"),
        ("F5212", 2, "0.4"),
        ("C1310", 3, "0.7"),
        ("C3311", 4, "0.9"),
        ("G5430", 5, "1.1"),
        ("E4710", 6, "1.3"),
        ("B0710", 7, "1.6"),
        ("B0610", 8, "1.9"),
    ],
)
def test_each_class_pays_its_rate(code: str, risk_class: int, rate: str) -> None:
    reference.load()
    found = rated(code, on=ON)
    assert found.industry is not None
    assert found.rate is not None
    assert (found.industry.risk_class, found.rate.rate) == (risk_class, Decimal(rate))


@pytest.mark.django_db
def test_a_new_row_changes_the_rate_from_its_day_on() -> None:
    reference.load()
    later = date(2026, 12, 1)
    RiskRate.objects.create(risk_class=4, rate=Decimal("0.8"), from_on=later, source="试")
    IndustryClass.objects.create(
        division="33", name="金属制品业", risk_class=5, from_on=date(2027, 1, 1), source="试"
    )
    days = {ON: "0.9", later: "0.8", date(2026, 12, 31): "0.8", date(2027, 1, 1): "1.1"}
    for day, rate in days.items():
        found = rated("C3311", on=day).rate
        assert found is not None
        assert found.rate == Decimal(rate)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "S99", "建筑"])
def test_an_industry_that_no_table_has_has_no_rate(code: str) -> None:
    reference.load()
    found = rated(code, on=ON)
    assert (found.industry, found.rate, found.bases) == (None, None, ())


@pytest.mark.django_db
def test_before_the_tables_begin_nothing_holds() -> None:
    reference.load()
    assert rated("E4710", on=date(2015, 9, 30)).industry is None
    assert project_rule(on=date(2015, 9, 30), division="47") is None


@pytest.mark.django_db
def test_a_contractor_of_another_industry_pays_the_share_of_house_building() -> None:
    reference.load()
    BaseRule.objects.filter(division="49").update(rate=Decimal("0.2"))
    shares = {"49": "0.2", "47": "0.1", "70": "0.1", "": "0.1"}
    for division, share in shares.items():
        row = project_rule(on=ON, division=division)
        assert row is not None
        assert row.rate == Decimal(share)


# Pages ----------------------------------------------------------------------------------------


@pytest.fixture
def builder(cast: Cast) -> Employer:
    """A construction company with its agent."""
    reference.load()
    one = making.employer("济宁演示建设有限公司", industry_code="E4710")
    making.agent_for(cast.agent, one)
    return one


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "months/"])
def test_agent_and_officer_read_industry_class_rate_and_base(
    cast: Cast, builder: Employer, page: str
) -> None:
    agent = said(cast.client(cast.agent), f"/units/{builder.pk}/{page}")
    officer = said(cast.client(cast.registrar), f"/register/{builder.pk}/{page}")
    for words in (agent, officer):
        assert "房屋建筑业（待核实）" in words
        assert "六类，共八类" in words
        assert "1.3%，从2015年10月1日" in words
        assert "工程造价的 0.1%（待核实）" in words


@pytest.mark.django_db
def test_the_pages_of_money_say_that_workers_pay_nothing_and_every_industry_joins(
    cast: Cast, builder: Employer
) -> None:
    words = said(cast.client(cast.agent), f"/units/{builder.pk}/months/")
    assert "0 元（《工伤保险条例》第十条）" in words
    assert "哪个行业都要参保" in words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "sentence"), [("", "没有填行业代码"), ("S99", "表里还没有这个行业")]
)
def test_a_missing_industry_is_said_and_the_unit_is_insured_all_the_same(
    cast: Cast, code: str, sentence: str
) -> None:
    reference.load()
    one = making.employer(industry_code=code)
    making.agent_for(cast.agent, one)
    assert sentence in said(cast.client(cast.agent), f"/units/{one.pk}/months/")
    assert making.employment(making.person(), one).insured_from is not None


@pytest.mark.django_db
def test_base_times_rate_is_worked_out_for_the_employer(cast: Cast, builder: Employer) -> None:
    client = cast.client(cast.agent)
    words = said(client, f"/units/{builder.pk}/months/?payroll=12345.67")
    assert "12,345.67 元 × 1.3% = 160.49 元（待核实）" in words
    assert "160.49" in said(
        cast.client(cast.registrar), f"/register/{builder.pk}/months/?payroll=12345.67"
    )


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12345.67", "12345.67"),
        ("12,345.67 元", "12345.67"),
        ("１２，３４５", "12345"),
        (" 0.01 ", "0.01"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, amount: str) -> None:
    assert MoneyField(label="金额").clean(typed) == Decimal(amount)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "很多", "-1", "0", "1.234", "NaN", "1" * 20])
def test_a_payroll_that_is_none_is_told_beside_its_field(
    cast: Cast, builder: Employer, typed: str
) -> None:
    page = cast.client(cast.agent).get(f"/units/{builder.pk}/months/", {"payroll": typed})
    assert page.status_code == 422
    assert "payroll" in page.context["form"].errors
    assert typed in text(page)


# Administration -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_administrator_adds_a_later_row_and_leaves_history_as_it_stands(cast: Cast) -> None:
    reference.load()
    client = cast.client(cast.administrator)
    url = "/admin/registration/riskrate/"
    page = client.post(
        f"{url}add/", {"risk_class": 4, "rate": "0.8", "from_on": "2026-12-01", "source": "新文件"}
    )
    assert page.status_code == 302, text(page)
    assert AuditEvent.objects.filter(verb=Verb.ADMIN_EDIT).exists()
    old = RiskRate.objects.get(risk_class=4, rate=Decimal("0.9"))
    typed = {"rate": "9", "source": "已核对原文", "is_verified": "on"}
    assert client.post(f"{url}{old.pk}/change/", typed).status_code == 302
    old.refresh_from_db()
    assert (old.rate, old.source, old.is_verified) == (Decimal("0.9"), "已核对原文", True)


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["riskrate", "industryclass", "baserule"])
def test_the_tables_are_for_administrators_alone(cast: Cast, model: str) -> None:
    url = f"/admin/registration/{model}/"
    assert cast.client(cast.administrator).get(url).status_code == 200
    for user in (cast.registrar, cast.supervisor, cast.agent):
        assert cast.client(user).get(url).status_code in {302, 403, 404}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("floor_area", "营业面积每平方米 2.5 元（待核实）"),
        ("turnover", "营业额的 2.5%（待核实）"),
        ("output", "产量每吨 2.5 元（待核实）"),
    ],
)
def test_a_base_that_an_administrator_adds_stands_on_the_units_page(
    cast: Cast, method: str, words: str
) -> None:
    reference.load()
    BaseRule.objects.create(
        division="62", method=method, rate=Decimal("2.5"), from_on=date(2026, 1, 1), source="试"
    )
    one = making.employer("济宁演示小吃店", industry_code="H6210")
    making.agent_for(cast.agent, one)
    assert words in said(cast.client(cast.agent), f"/units/{one.pk}/months/")
