"""One line of a roster: all of its errors at once, and what the law makes of the person."""

from datetime import date
from typing import Any

import pytest

from portal.accounts.identifiers import check_character
from registration.roster import checking
from registration.roster.cells import LOOKS_ROUNDED, ROUNDED, Cell, Line
from registration.roster.checking import Checked, LineReader
from registration.roster.headers import Field
from tests.conftest import Clock
from tests.registration import making

COLUMNS = {field: place for place, field in enumerate(Field)}
GOOD: dict[Field, Cell] = {
    Field.NAME: "张三",
    Field.NUMBER: making.id_number(born="19900101", serial=1),
    Field.STARTED_ON: "2026-11-20",
}


def check(**changes: Cell) -> Checked:
    """Check a good line with some of its cells changed."""
    cells = GOOD | {Field(name): cell for name, cell in changes.items()}
    reader = LineReader(COLUMNS, is_1904=False, today=date(2026, 11, 24))
    return reader.check(Line(2, [cells.get(field) for field in Field]))


def woman(born: str) -> str:
    return making.id_number(born=born, serial=2)


def man(born: str) -> str:
    return making.id_number(born=born, serial=1)


def test_a_good_line_has_no_error_and_tells_the_person() -> None:
    found = check(job="焊工", phone=13800001234.0)
    assert found.problems == []
    assert found.applicant is not None
    assert (found.applicant.born_on, found.applicant.sex) == ("1990-01-01", "male")
    assert (found.job, found.phone, found.work) == ("焊工", "13800001234", "employee")


def test_all_errors_of_a_line_are_said_at_once() -> None:
    found = check(name="", number="", started_on="明天", phone="123", work="股东", sex="？")
    said = "；".join(found.problems)
    for words in ("姓名", "证件号码", "用工日期", "手机号", "用工形式", "性别"):
        assert words in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": 370811199001011234.0}, ROUNDED),
        ({"number": "3.70811E+17"}, ROUNDED),
        ({"number": "370811199001011000"}, LOOKS_ROUNDED),
        ({"number": "370811199001011234"}, "校验位"),
        ({"number": "37081119900101"}, "18 位"),
        ({"number": "E12345678"}, checking.NO_KIND),
        ({"kind": "驾驶证"}, checking.UNKNOWN_KIND),
        ({"kind": "护照", "number": "E12345678"}, "外国人要写国籍"),
        ({"name": "张"}, "姓名太短"),
        ({"name": "张3"}, "数字"),
        ({"started_on": "2049-01-01"}, "最多提前"),
        ({"started_on": "1900-01-01"}, "太早"),
        ({"started_on": None}, "没有写用工日期"),
        ({"sex": "女"}, "性别和证件号码里的不一样"),
        ({"born_on": "1990-01-02"}, "出生日期和证件号码里的不一样"),
        ({"born_on": "1990"}, "出生日期"),
        ({"phone": "0537-1234567"}, "11 位"),
        ({"job": "工" * 61}, "岗位太长"),
        ({"work": "股东"}, checking.UNKNOWN_WORK),
        ({"work": "超龄劳动者"}, checking.NOT_OVERAGE),
        ({"number": man("20101125")}, "不满 16 周岁"),
        ({"number": man("20101125"), "phone": "1"}, "不满 16 周岁"),
    ],
)
def test_an_error_is_said_in_words(changes: dict[str, Any], sentence: str) -> None:
    found = check(**changes)
    assert sentence in "；".join(found.problems)
    assert not found.is_good


def test_a_real_number_may_end_in_three_zeros() -> None:
    numbers = (f"100000{1960 + n // 300}{n % 12 + 1:02d}{n % 28 + 1:02d}00" for n in range(2000))
    first = next(f"{n}0" for n in numbers if check_character(f"{n}0") == "0")
    assert check(number=f"{first}0").problems == []


@pytest.mark.parametrize("name", ["张  三", "张 三", "张　三"])
def test_a_name_spaced_out_to_three_signs_is_one_of_two(name: str) -> None:
    assert check(name=name).name == "张三"


def test_a_foreign_name_keeps_its_spaces() -> None:
    assert check(name="JOHN  SMITH").name == "JOHN SMITH"


# The documents --------------------------------------------------------------------------------


def test_a_passport_needs_sex_birthday_and_nationality() -> None:
    passport = {"kind": "护照", "number": "E12345678"}
    said = "；".join(check(**passport).problems)
    for words in ("性别", "出生日期", "国籍"):
        assert words in said
    found = check(**passport, sex="男", born_on=date_cell("1985-05-05"), nationality="美国")
    assert found.problems == []
    assert found.applicant is not None
    assert (found.applicant.kind, found.applicant.nationality) == ("passport", "USA")


def test_somebody_with_a_passport_is_not_chinese() -> None:
    found = check(
        kind="护照", number="E12345678", sex="男", born_on="1985-05-05", nationality="中国"
    )
    assert any("国籍" in problem for problem in found.problems)


def test_a_residence_permit_is_known_by_its_first_digits() -> None:
    first = "81000019900101001"
    found = check(number=first + check_character(first))
    assert found.applicant is not None
    assert found.applicant.kind == "hmt_permit"


def test_a_travel_permit_is_known_by_its_letter() -> None:
    found = check(number="H12345678", sex="女", born_on="1990-01-01")
    assert found.applicant is not None
    assert found.applicant.kind == "travel_permit"


# The law on ages ------------------------------------------------------------------------------


def test_sixteen_is_allowed_on_the_birthday_and_marked() -> None:
    found = check(number=man("20101120"))
    assert found.problems == []
    assert any("未成年工" in note for note in found.notes)
    assert checking.new_employment(found.kept()).is_minor


def test_a_man_over_the_age_takes_the_path_of_the_overage() -> None:
    found = check(number=man("19600101"))
    assert (found.problems, found.work) == ([], "overage")


def test_whoever_delays_the_retirement_stays_an_employee() -> None:
    assert check(number=man("19600101"), work="弹性延迟退休").work == "employee"


def test_a_woman_between_her_two_ages_needs_the_kind_of_post() -> None:
    number = woman("19730101")
    assert checking.NEEDS_POST in check(number=number).problems
    assert check(number=number, post="其他岗位").work == "overage"
    assert check(number=number, post="管理技术岗位").work == "employee"
    assert check(number=number, work="超龄劳动者").work == "overage"


def test_before_the_rules_of_2026_the_overage_were_not_insured(clock: Clock) -> None:
    clock.set("2026-06-30")
    reader = LineReader(COLUMNS, is_1904=False, today=date(2026, 6, 30))
    cells = GOOD | {Field.NUMBER: man("19600101"), Field.STARTED_ON: "2026-06-01"}
    found = reader.check(Line(2, [cells.get(field) for field in Field]))
    assert any("按项目" in problem for problem in found.problems)


def date_cell(day: str) -> Cell:
    return {"d": day}
