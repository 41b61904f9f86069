"""The business register is taken over row by row: added, changed, refused, each with its reason."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.identities import identity_for
from portal.accounts.models import Identity
from registration.entries import change_employer
from registration.imports.closed import CLOSED_AT_REGISTRY
from registration.imports.reading import FileRefusedError
from registration.models import Employer, EmployerChange, ImportRow, ImportRun
from tests.cast import Cast
from tests.registration import importing, making
from tests.registration.importing import as_csv, as_json, company, counts, reason, said, take

pytestmark = pytest.mark.usefixtures("cast")


def test_a_new_employer_is_entered_with_all_that_the_register_says() -> None:
    row = company()
    run = take([row])
    assert counts(run) == (1, 0, 0, 0)
    employer = Employer.objects.get()
    assert employer.credit_code == row["credit_code"]
    assert (employer.county_id, employer.town_id) == ("370811", "370811002")
    assert (employer.kind, employer.phone) == ("company", "0537-0000000")
    assert (employer.founded_on, employer.as_of) == (date(2015, 3, 2), importing.AS_OF)
    assert (employer.source, employer.registered_on) == ("business_register", date(2026, 11, 24))
    assert employer.identity.name == employer.name
    change = EmployerChange.objects.get()
    assert (change.what, change.run_id) == ("参保登记", run.pk)
    assert said(run) == [""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_each_usual_encoding(encoding: str) -> None:
    take(as_csv([company(name="济宁喆𠮷有限公司")], encoding=encoding))
    assert Employer.objects.get().name == "济宁喆𠮷有限公司"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_json_is_read_with_and_without_mark(mark: bytes) -> None:
    rows = [company(), company(name="济宁第二有限公司", phone=None)]
    assert counts(take(mark + as_json(rows))) == (2, 0, 0, 0)


def test_chinese_headers_mean_the_same_and_unknown_columns_are_named() -> None:
    head = "统一社会信用代码,企业名称,市场主体类型,县（市）区,经营范围,成立日期".replace(
        "县（市）区", "县市区"
    )
    line = f"{making.credit_code()},济宁演示有限公司,个体工商户,任城区,卖 货,2015年3月2日"
    begun = importing.started(f"{head}\r\n{line}\r\n".encode())
    assert begun.ignored == ("经营范围",)
    run = importing.advance(begun.run.pk)
    assert counts(run) == (1, 0, 0, 0)
    assert Employer.objects.get().kind == "sole_trader"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "是空的"),
        (b"PK\x03\x04rest", "Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0rest", "Excel 工作簿"),
        ("统一社会信用代码,名称".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "既不是 UTF-8 也不是 GB18030"),
        (b"a,b\xff\xff\r\n", "既不是 UTF-8 也不是 GB18030"),
        ("名称,类型,县市区\r\n".encode(), "缺少“统一社会信用代码”"),
        ("名称,单位名称,统一社会信用代码,类型,县市区\r\n".encode(), "不止一栏"),
        ("统一社会信用代码,名称,类型,县市区\r\n".encode(), "没有数据"),
        (
            '统一社会信用代码,名称,类型,县市区\r\n1,"没有收尾,企业,任城区\r\n2,乙,企业,任城区'.encode(),
            "第 2 行的引号没有成对",
        ),
        (b'{"credit_code": 1}', "最外层应是一个列表"),
        (b'[{"name": "x"}', "不完整"),
        (b'[{"name": }]', "第 1 条不是完整的 JSON"),
        (b'[{"name": "x"}] rest', "还有别的内容"),
        (b"[" * 5000, "第 1 条不是完整的 JSON"),
        ('[{"name": "中"}]'.encode("gb18030"), "UTF-8 编码"),
        (b"[]", "没有数据"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(FileRefusedError, match=why):
        importing.started(data)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"credit_code": "91100000MA0000001A"}, "校验位对不上"),
        ({"credit_code": ""}, "没有填统一社会信用代码"),
        ({"credit_code": "9110000"}, "应是 18 位"),
        ({"credit_code": "9.11E+17"}, "科学计数"),
        ({"name": ""}, "没有填单位名称"),
        ({"name": "长" * 121}, "超过 120 个字"),
        ({"name": "有\u202e反字"}, "看不见的控制字符"),
        ({"kind": ""}, "没有填单位类型"),
        ({"kind": "天晓得"}, "认不出来"),
        ({"kind": "机关"}, "不由市场监管部门登记"),
        ({"county": ""}, "没有填县市区"),
        ({"county": "青岛市"}, "不是本市的县市区"),
        ({"town": "胡集镇"}, "没有“胡集镇”这个镇街"),
        ({"phone": "问前台"}, "不是号码"),
        ({"industry_code": "机械"}, "行业代码"),
        ({"founded_on": "2015-02-30"}, "不是一个日期"),
        ({"founded_on": "去年"}, "不是一个日期"),
        ({"founded_on": "2026-11-21"}, "成立日期晚于2026年11月20日"),
        ({"status": "注销", "closed_on": "2014-01-01"}, "注销日期早于成立日期"),
        ({"status": "注销"}, "没有注销日期"),
        ({"status": "存续", "closed_on": "2026-01-01"}, "登记状态却不是注销"),
        ({"status": "跑了"}, "登记状态“跑了”认不出来"),
        ({"closed_on": "2027-01-01"}, "注销日期晚于"),
        ({"parent_credit_code": "123"}, "应是 18 位"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_stops_no_other(
    changes: dict[str, Any], why: str
) -> None:
    assert why in reason(company(**changes))


def test_all_reasons_of_a_row_are_told_at_once_with_its_line_and_name() -> None:
    run = take([company(), company(name="济宁错误有限公司", county="青岛", kind="？")])
    row = ImportRow.objects.get(run=run, outcome="refused")
    assert (row.line, row.name) == (3, "济宁错误有限公司")
    assert "县市区" in row.text
    assert "单位类型" in row.text


def test_a_unit_is_not_below_itself() -> None:
    code = making.credit_code()
    assert "它自己" in reason(company(credit_code=code, parent_credit_code=code))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("只有两栏,乙", "少 2 栏"),
        ("1,2,3,4,5", "多 1 栏"),
        ('"坏"了,乙,企业,任城区', "引号的位置不对"),
    ],
)
def test_a_row_of_the_wrong_shape_is_refused_alone(line: str, why: str) -> None:
    good = f"{making.credit_code()},济宁演示有限公司,企业,任城区"
    text = f"统一社会信用代码,名称,类型,县市区\r\n{line}\r\n\r\n{good}\r\n"
    run = take(text.encode())
    assert counts(run) == (1, 0, 0, 1)
    row = ImportRow.objects.get(run=run, outcome="refused")
    assert row.line == 2
    assert why in row.text


@pytest.mark.parametrize(
    ("item", "why"), [("3", "不是一个对象"), ('{"name": ["a"]}', "应是文字或者数字")]
)
def test_an_odd_item_of_a_list_is_refused_alone(item: str, why: str) -> None:
    data = as_json([company()]).decode()
    run = take(f"[{item}, {data[1:]}".encode())
    assert counts(run) == (1, 0, 0, 1)
    assert why in said(run)[0]


def test_equal_rows_count_once_and_rows_that_contradict_each_other_not_at_all() -> None:
    same, torn = company(), company(name="济宁甲有限公司")
    other = torn | {"name": "济宁乙有限公司"}
    run = take([same, same, torn, other])
    assert counts(run) == (1, 0, 0, 3)
    assert said(run)[1:] == [
        "和第 2 行重复",
        "和第 5 行说的是同一个，内容却不一样，都没有导入",
        "和第 4 行说的是同一个，内容却不一样，都没有导入",
    ]


def test_a_changed_name_and_address_change_the_entry_and_its_history() -> None:
    row = company()
    take([row])
    new = row | {"name": "济宁新名有限公司", "address": "新路 2 号", "phone": ""}
    run = take([new], as_of=date(2026, 11, 23))
    assert counts(run) == (0, 1, 0, 0)
    employer = Employer.objects.get()
    assert (employer.name, employer.identity.name) == ("济宁新名有限公司", "济宁新名有限公司")
    assert (employer.phone, employer.as_of) == ("0537-0000000", date(2026, 11, 23))
    assert list(EmployerChange.objects.filter(run=run).values_list("what", "before", "after")) == [
        ("地址", "济宁市任城区演示路 1 号", "新路 2 号"),
        ("单位名称", "济宁演示机械有限公司", "济宁新名有限公司"),
    ]
    assert "单位名称：济宁演示机械有限公司 → 济宁新名有限公司" in said(run)[0]


def test_the_register_wins_over_what_was_entered_by_hand() -> None:
    employer = making.employer(source="by_hand", as_of=date(2026, 11, 1))
    row = company(credit_code=employer.credit_code, name="济宁登记名称有限公司")
    take([row])
    employer.refresh_from_db()
    assert (employer.source, employer.name) == ("business_register", "济宁登记名称有限公司")


def test_an_organisation_that_a_claim_named_takes_its_registered_name() -> None:
    code = making.credit_code()
    identity_for(kind="credit_code", number=code, name="俗称")
    take([company(credit_code=code)])
    assert Identity.objects.get(kind="credit_code").name == "济宁演示机械有限公司"


def test_an_older_file_never_overwrites_newer_facts() -> None:
    row = company()
    take([row])
    run = take([row | {"name": "济宁旧名有限公司"}], as_of=date(2026, 11, 19))
    assert counts(run) == (0, 0, 0, 1)
    assert said(run) == ["现有信息截至2026年11月20日，比这份文件新，没有改动"]
    same = take([row], as_of=date(2026, 11, 18))
    assert counts(same) == (0, 0, 1, 0)
    assert Employer.objects.get().as_of == importing.AS_OF


def test_the_same_file_twice_is_one_run() -> None:
    data = as_csv([company(), company(county="青岛")])
    run = take(data)
    begun = importing.started(data)
    assert (begun.run, begun.is_known) == (run, True)
    assert counts(importing.advance(run.pk)) == (1, 0, 0, 1)
    assert EmployerChange.objects.count() == 1


def test_the_same_rows_of_a_later_day_change_nothing_but_the_day() -> None:
    row = company()
    take([row])
    before = EmployerChange.objects.count()
    run = take([row], as_of=date(2026, 11, 23))
    assert counts(run) == (0, 0, 1, 0)
    assert EmployerChange.objects.count() == before
    assert Employer.objects.get().as_of == date(2026, 11, 23)


def test_the_file_is_gone_when_its_run_is_done(
    django_capture_on_commit_callbacks: Any,
) -> None:
    begun = importing.started(as_csv([company()]))
    path = importing.path_of(begun.run)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run = importing.advance(begun.run.pk)
    assert run.is_done
    assert not path.exists()


def test_a_closed_company_is_told_and_its_entry_stays() -> None:
    row = company()
    take([row])
    gone = row | {"status": "注销", "closed_on": "2026-11-10"}
    run = take([gone], as_of=date(2026, 11, 22))
    assert said(run) == ["登记机关已注销（2026年11月10日），待办社会保险注销"]
    employer = Employer.objects.get()
    assert run.closed == 1
    line = ImportRow.objects.get(run=run)
    assert (line.outcome, line.employer_id) == ("closed", employer.pk)
    assert employer.is_active
    noted = EmployerChange.objects.filter(what=CLOSED_AT_REGISTRY)
    row = noted.get()
    assert (row.run, row.employer, row.on) == (run, employer, date(2026, 11, 10))
    again = take([gone], as_of=date(2026, 11, 23))
    assert counts(again) == (0, 0, 1, 0)
    assert not noted.filter(run=again).exists()


def test_a_closed_company_that_never_was_on_the_register_is_not_entered() -> None:
    run = take([company(status="已注销", closed_on="2026-11-10")])
    assert counts(run) == (0, 0, 1, 0)
    assert not Identity.objects.filter(kind="credit_code").exists()


def test_a_cancelled_entry_is_not_changed() -> None:
    employer = making.employer(as_of=date(2026, 11, 1))
    values = {"status": "cancelled", "closed_on": date(2026, 11, 2)}
    change_employer(employer, on=date(2026, 11, 2), by=None, values=values)
    run = take([company(credit_code=employer.credit_code, name="济宁改名有限公司")])
    assert said(run) == ["已经办理社会保险注销登记，没有改动"]


def test_a_county_agency_takes_only_rows_of_its_counties(cast: Cast) -> None:
    run = take([company(), company(county="金乡县", town="")], office="rencheng-sb")
    assert counts(run) == (1, 0, 0, 1)
    assert said(run)[1] == "登记地是金乡县，不归本机构办理"


def test_a_county_agency_does_not_touch_what_another_keeps() -> None:
    row = company(county="金乡县", town="")
    take([row])
    run = take([row | {"county": "任城区", "name": "济宁搬家有限公司"}], office="rencheng-sb")
    assert said(run) == ["这个单位在金乡县参保，不归本机构办理"]


def test_the_place_of_insurance_does_not_follow_the_place_of_registration() -> None:
    row = company(county="370800", town="")
    take([row])
    run = take([row | {"county": "任城区", "town": "许庄街道"}], as_of=date(2026, 11, 22))
    assert counts(run) == (0, 0, 1, 0)
    assert Employer.objects.get().county_id == "370800"


def test_units_stand_below_their_parents_whatever_the_order_of_rows() -> None:
    codes = [making.credit_code() for _ in range(3)]
    rows = [
        company(credit_code=codes[0], name="孙", parent_credit_code=codes[1]),
        company(credit_code=codes[1], name="子", parent_credit_code=codes[2]),
        company(credit_code=codes[2], name="父"),
    ]
    assert counts(take(rows)) == (3, 0, 0, 0)
    grandchild = Employer.objects.get(name="孙")
    assert grandchild.parent is not None
    assert grandchild.parent.parent == Employer.objects.get(name="父")


def test_a_parent_from_elsewhere_or_in_a_circle_is_left_out_and_told() -> None:
    far = take([company(parent_credit_code=making.credit_code())])
    assert said(far) == ["上级单位不在登记里，没有登记上级单位"]
    one, other = making.credit_code(), making.credit_code()
    ring = take(
        [
            company(credit_code=one, parent_credit_code=other),
            company(credit_code=other, parent_credit_code=one),
        ]
    )
    assert counts(ring) == (2, 0, 0, 0)
    assert "互相指向" in said(ring)[0]


BASE = [company(name=f"济宁排列{n}有限公司") for n in range(6)]
for number in (1, 2, 4):
    BASE[number]["parent_credit_code"] = BASE[number - 1]["credit_code"]
BASE += [BASE[5] | {"name": "自相矛盾有限公司"}, BASE[0], company(name="")]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(min_value=0))
def test_the_order_of_the_rows_makes_no_difference(cast: Cast, seed: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    def result(rows: list[dict[str, Any]]) -> Any:
        with transaction.atomic():
            run = take(rows)
            found = (importing.register(), counts(run))
            transaction.set_rollback(True)
        return found

    mixed = list(BASE)
    random.Random(seed).shuffle(mixed)
    assert result(mixed) == result(BASE)
