"""The commands take files over as the page does, print the report and fail for refused rows."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registration.models import Employer, EmployerMonth, ImportRun
from tests.registration import making
from tests.registration.importing import as_csv, company

pytestmark = pytest.mark.usefixtures("cast")
DAY = ("--as-of", "2026-11-20", "--office", "shizhi-sb")


def run(*words: str) -> str:
    """Run a command and return what it printed."""
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two good rows."""
    path = tmp_path / "登记信息.csv"
    path.write_bytes(as_csv([company(), company(name="济宁第二有限公司")]))
    return path


def test_a_file_is_taken_over_and_its_report_printed(file: Path) -> None:
    printed = run("import_employers", str(file), *DAY)
    assert "第 3 行  新增  济宁第二有限公司\n" in printed
    assert "共 2 行：新增 2，更新 0，待办注销 0，没有变化 0，未导入 0" in printed
    assert Employer.objects.count() == 2
    again = run("import_employers", str(file), *DAY)
    assert "已经导入过" in again
    assert ImportRun.objects.count() == 1


def test_refused_rows_are_printed_and_make_the_command_fail(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([company(), company(county="青岛")]))
    out = StringIO()
    with pytest.raises(CommandError, match="有 1 行没有导入") as failed:
        call_command("import_employers", str(path), *DAY, stdout=out)
    assert failed.value.returncode == 1
    assert "不是本市的县市区" in out.getvalue()
    assert Employer.objects.count() == 1


def test_money_is_taken_over_by_its_subject(tmp_path: Path) -> None:
    row = {
        "统一社会信用代码": making.employer().credit_code,
        "费款所属期": "2026-09",
        "应缴金额": "10",
        "已缴金额": "0",
        "缴费截止日": "2026-10-15",
    }
    path = tmp_path / "欠费.csv"
    path.write_bytes(as_csv([row], encoding="gb18030"))
    assert "新增 1" in run("import_money", "employer_months", str(path), *DAY)
    assert EmployerMonth.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--as-of", "2026-11-25", "--office", "shizhi-sb"), "不能晚于今天"),
        (("--as-of", "2026-11-20", "--office", "rencheng"), "没有代码是 rencheng 的经办机构"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    file: Path, words: tuple[str, ...], why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        run("import_employers", str(file), *words)


def test_a_file_that_is_not_there_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="文件打不开"):
        run("import_employers", str(tmp_path / "nowhere.csv"), *DAY)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="Excel"):
        run("import_employers", str(path), *DAY)
