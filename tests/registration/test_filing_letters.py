"""What the letters of a filing say, on the paper itself."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.cases.models import Case
from portal.letters import render
from portal.letters.models import Letter
from tests.cast import Cast
from tests.desk import Desk, assert_done, filled
from tests.letters.papers import text_of
from tests.registration import filing, making

HEAD = "济宁市任城区社会保险事业中心"


def words_of(case: Case, kind: str, folder: Path) -> str:
    """Return the words on the paper of a case's letter."""
    return text_of(render.pdf(Letter.objects.get(case=case, kind=kind)), folder=folder)


def test_the_correction_lists_everything_once_and_says_how_and_until_when(
    cast: Cast, tmp_path: Path
) -> None:
    case = filing.change(cast)
    page = Desk(cast, cast.registrar).act(
        case, "notify_correction", missing="写明门牌号\n写明邮政编码"
    )
    assert_done(page, case)
    words = words_of(case, "filing_correction", tmp_path)
    for content in (
        *(HEAD, "补正告知书", "济宁演示机械有限公司：", case.reference, "写明门牌号"),
        *("写明邮政编码", "之日起15日内补正", "10个工作日内办结", "不再第二次要求补正"),
        *("《社会保险经办条例》第十条", "扫码核对真伪"),
    ):
        assert content in words, content


def test_the_receipt_of_a_change_shows_before_and_after_but_no_telephone(
    cast: Cast, tmp_path: Path
) -> None:
    case = filing.approved(cast, filing.change(cast, phone="0537-9999999"))
    words = words_of(case, "filing_receipt", tmp_path)
    for content in ("社会保险登记回执", "登记内容自2026年11月10日起变更如下", filing.NEW_ADDRESS):
        assert re.sub(r"\s", "", content) in words, content
    assert "单位电话：已按申报更新" in words
    assert "9999999" not in words
    assert "2200001" not in words


def test_a_field_that_was_empty_and_one_that_is_emptied_are_said_so(cast: Cast) -> None:
    parent = making.employer("济宁演示集团有限公司")
    employer = filing.unit(cast, parent=parent)
    case = filing.change(cast, employer, parent_code="", industry_code="")
    lines = Letter.objects.get(case=filing.approved(cast, case), kind="filing_receipt").inputs
    assert "上级单位：由“济宁演示集团有限公司”变更为没有" in lines["lines"]
    other = filing.unit(cast, "济宁演示分公司", industry_code="")
    case = filing.change(cast, other, parent_code=parent.credit_code, industry_code="C3311")
    lines = Letter.objects.get(case=filing.approved(cast, case), kind="filing_receipt").inputs
    assert "上级单位：登记为“济宁演示集团有限公司”" in lines["lines"]
    assert "行业代码：登记为“C3311”" in lines["lines"]


def test_the_refusal_gives_its_reason_and_both_remedies(cast: Cast, tmp_path: Path) -> None:
    case = filing.refusal(cast, filing.change(cast))
    words = words_of(case, "filing_refusal", tmp_path)
    for content in (
        *("不予办理告知书", "地址与营业执照不一致", "《社会保险经办条例》第五十二条"),
        *("60日内向任城区人民政府申请行政复议", "6个月内向有管辖权的人民法院提起行政诉讼"),
        *("《中华人民共和国行政复议法》第二十条第一款", "《中华人民共和国行政诉讼法》第四十六条"),
    ):
        assert content in words, content


def test_the_receipt_of_a_registration_leads_to_the_counter(cast: Cast, tmp_path: Path) -> None:
    case = filing.approved(cast, filing.registration(cast))
    words = words_of(case, "filing_receipt", tmp_path)
    for content in ("济宁演示志愿者协会", "社会团体", "领取单位激活码", "登记日期为2026年11月24日"):
        assert content in words, content


@pytest.mark.parametrize(
    ("decision", "act", "content"),
    [
        ({"decision": "approve"}, "approve", "社会保险登记回执"),
        (
            {"decision": "refuse", "refusal_reason": "地址不实"},
            "refuse",
            "地址不实",
        ),
    ],
)
def test_a_draft_is_looked_at_before_the_decision_and_bears_no_number(
    cast: Cast, tmp_path: Path, decision: dict[str, str], act: str, content: str
) -> None:
    case = filing.proposed(cast, filing.change(cast), **decision)
    desk = Desk(cast, cast.register_reviewer)
    page = desk.send(case, act, filled(desk.open(case, act)) | {"preview": "1"})
    assert page["Content-Type"] == "application/pdf"
    words = text_of(b"".join(page) if page.streaming else page.content, folder=tmp_path)
    assert "草稿" in words
    assert content in words
    assert not Letter.objects.exists()


def test_a_letter_is_found_by_its_code(cast: Cast) -> None:
    case = filing.approved(cast, filing.change(cast))
    letter = Letter.objects.get(case=case)
    address = urlsplit(letter.inputs["head"]["verify_url"]).path
    page = cast.client(cast.stranger).get(address)
    for shown in ("社会保险登记回执", "〔2026〕第0001号", HEAD):
        assert shown in page.content.decode()
