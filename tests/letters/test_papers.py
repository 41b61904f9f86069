"""The papers: form, words, archive standard, and the same bytes for ever."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from portal.letters import glyphs, render, shelf
from portal.letters.models import Letter
from portal.letters.templates import template
from portal.notifications.models import Outbox
from portal.offices.models import Office
from tests.letters.conftest import SIGNED_ON, Sign
from tests.letters.papers import open_pdf, text_of
from tests.letters.samples import EMPLOYER, NEGATIVE, SAMPLES, WORKER

PAYLOADS = (
    '#[x] #set page(width: 1cm) #panic("x") #image("/etc/passwd")',
    "$x^2$ \\ \" ' ` * _ = - + / <label> @ref [ ] { } ( ) ; // /*",
    '"] + read("/etc/passwd") + ["',
    "<script>alert(1)</script>{{ 7*7 }}{% now %}",
)
MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize(("kind", "variant"), SAMPLES)
def test_every_form_is_complete_tagged_and_fit_for_the_archive(
    sign: Sign, tmp_path: Path, kind: str, variant: str
) -> None:
    letter = sign(kind, variant)
    paper = render.pdf(letter)
    words = text_of(paper, folder=tmp_path)
    assert letter.title in words
    assert letter.number in words
    assert not re.search(r"None|\[\]|：：|（）|、、|。。|\{|\}", words)
    assert "草稿" not in words
    with open_pdf(paper) as pdf:
        assert pdf.open_metadata()["pdfaid:part"] == "2"
        assert pdf.open_metadata()["pdfaid:conformance"] == "A"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower() == "zh-cn"
        assert letter.title in str(pdf.docinfo.Title)
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        assert (round(width / MILLIMETRE), round(height / MILLIMETRE)) == (210, 297)


def test_a_rare_name_and_a_long_employer_are_found_whole(sign: Sign, tmp_path: Path) -> None:
    words = text_of(render.pdf(sign()), folder=tmp_path)
    assert WORKER == "欧阳䶮喆"
    assert len(EMPLOYER) >= 40
    assert WORKER in words
    assert EMPLOYER in words


def test_a_positive_decision_holds_what_article_19_lists(sign: Sign, tmp_path: Path) -> None:
    words = text_of(render.pdf(sign()), folder=tmp_path)
    for content in (
        "用人单位：", "职工姓名：", "性别：男", "年龄：42岁", "职业：冲压工", "居民身份证号码：",
        "受伤害部位：左手腕", "事故时间：", "诊断时间：", "受伤害经过", "调查核实",
        "医疗救治的基本情况",
        "诊断结论", "第十四条第（六）项", "申请行政复议", "提起行政诉讼", "2026年12月18日",
        "工伤认定专用印章",
    ):  # fmt: skip
        assert content in words, content


def test_a_negative_decision_leaves_the_treatment_out(sign: Sign, tmp_path: Path) -> None:
    letter = sign("determination", "not_recognized")
    words = text_of(render.pdf(letter), folder=tmp_path)
    assert letter.number == "济任人社工伤不认字〔2026〕第0001号"
    assert "不予认定工伤决定书" in words
    assert NEGATIVE.reasons[:-1] in words
    for absent in ("诊断", "医疗救治", "受伤害部位"):
        assert absent not in words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_type_is_printed_as_typed(sign: Sign, tmp_path: Path, payload: str) -> None:
    found = [payload, "第二段"]
    words = text_of(render.pdf(sign(found=found, reasons=payload)), folder=tmp_path)
    assert words.count(re.sub(r"\s", "", payload)) >= 2
    assert "root:" not in words


def test_a_character_without_a_glyph_is_marked_and_control_signs_vanish(
    sign: Sign, tmp_path: Path
) -> None:
    typed = "开\U0001f600始\u202e倒\u0007写\ue000完"
    words = text_of(render.pdf(sign(reasons=typed)), folder=tmp_path)
    assert f"开{glyphs.GETA}始倒写{glyphs.GETA}完" in words


def test_a_letter_set_twice_has_the_same_bytes(sign: Sign, tmp_path: Path) -> None:
    letter = sign()
    first = render.pdf(letter)
    (tmp_path / letter.pdf).unlink()
    assert render.pdf(Letter.objects.get(pk=letter.pk)) == first
    assert letter.pdf_sha256 == hashlib.sha256(first).hexdigest()


def test_a_changed_file_is_never_handed_out(sign: Sign, tmp_path: Path) -> None:
    letter = sign()
    render.pdf(letter)
    path = tmp_path / letter.pdf
    path.write_bytes(path.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
    with pytest.raises(shelf.ChangedPaperError):
        render.pdf(letter)


@pytest.mark.django_db(transaction=True)
def test_four_who_open_it_at_once_get_one_paper(sign: Sign, tmp_path: Path) -> None:
    letter = sign()

    def open_it(_: int) -> bytes:
        try:
            return render.pdf(Letter.objects.get(pk=letter.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        papers = set(pool.map(open_it, range(4)))
    assert len(papers) == 1
    assert len(list(tmp_path.rglob("letters/**/*.*"))) == 1


def test_the_worker_is_asked_to_set_it_and_may_be_asked_again(sign: Sign) -> None:
    letter = sign()
    job = Outbox.objects.get(notice="render_letter")
    assert job.payload == {"letter_id": letter.pk}
    render.render_letter(job.payload)
    first = Letter.objects.get(pk=letter.pk)
    render.render_letter(job.payload)
    assert Letter.objects.get(pk=letter.pk).rendered_at == first.rendered_at is not None


def test_a_preview_is_a_draft_without_number_and_code(office: Office, tmp_path: Path) -> None:
    form = template("determination", variant="recognized")
    inputs = SAMPLES["determination", "recognized"].as_dict()
    paper = render.preview(form, inputs=inputs, office=office, on=SIGNED_ON)
    words = text_of(paper, folder=tmp_path)
    assert "草稿，签发时编号" in words
    assert "核对码" not in words
    assert "第0001号" not in words
    assert not Letter.objects.exists()


def test_a_demonstration_office_writes_samples(office: Office, sign: Sign, tmp_path: Path) -> None:
    office.is_demonstration = True
    office.save()
    letter = sign()
    assert letter.is_sample
    words = text_of(render.pdf(letter), folder=tmp_path)
    assert "样章。人物、单位、案情和文号均为虚构，不具有法律效力。" in words


def test_without_a_seal_image_its_place_is_left_for_the_stamp(sign: Sign, tmp_path: Path) -> None:
    paper = render.pdf(sign())
    assert "（盖章处）" in text_of(paper, folder=tmp_path)


def test_the_seal_of_the_office_is_printed_where_it_is_configured(
    office: Office, sign: Sign, tmp_path: Path
) -> None:
    image = BytesIO()
    Image.new("RGB", (120, 120), "red").save(image, format="PNG")
    office.seal.save("seal.png", ContentFile(image.getvalue()))
    paper = render.pdf(sign())
    assert "盖章处" not in text_of(paper, folder=tmp_path)
    with open_pdf(paper) as pdf:
        assert any(page.get_images() for page in pdf.pages)


def test_the_printed_form_of_service_has_neither_number_nor_draft_mark(
    office: Office, tmp_path: Path
) -> None:
    inputs = SAMPLES["service_receipt", ""].as_dict()
    paper = render.blank(template("service_receipt"), inputs=inputs, office=office, on=SIGNED_ON)
    words = text_of(paper, folder=tmp_path)
    for field in (
        "案号", "文书名称及文号", "份数", "受送达人", "送达地点", "送达方式", "代收理由",
        "拒收事由和日期",
        "见证人签名", "送达人签名（两名）", "填发人", "备注", EMPLOYER,
    ):  # fmt: skip
        assert field in words, field
    assert "草稿" not in words
