"""Files of a draft: one a request, kept at once, in order, and shown to nobody else."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from portal.attachments.models import Attachment
from portal.cases.models import Case
from portal.wizard.access import token_of
from tests.attachments.files import photo, picture
from tests.cast import Cast
from tests.injury_claims.filer import Filer, text


@pytest.fixture
def filer(cast: Cast) -> Filer:
    """A worker at the step of the materials."""
    filer = Filer(cast.client(cast.worker)).begin()
    filer.walk(to="materials")
    return filer


def hand_in(
    filer: Filer, *, material: str = "diagnosis", seed: int = 0, data: bytes | None = None
) -> HttpResponse:
    """Choose a file and press 上传这一张."""
    assert filer.draft is not None
    content = photo(image=picture(seed=seed)) if data is None else data
    file = SimpleUploadedFile(f"照片{seed}.jpg", content, content_type="image/jpeg")
    typed = {"upload": material, f"file_{material}": file, "draft_token": token_of(filer.draft)}
    return filer.client.post(filer.address("materials"), typed, follow=True)


def row(page: HttpResponse, material: str) -> str:
    """Return what stands in the row of a material."""
    return text(page).partition(f'id="need-{material}"')[2].partition("</section>")[0]


def test_a_photo_is_received_at_once_and_stands_on_the_page(filer: Filer) -> None:
    page = text(hand_in(filer))
    assert "已收到" in page
    assert "照片0.jpg" in page
    assert Attachment.objects.get().draft_id == filer.draft.pk


def test_pages_of_a_paper_are_put_in_order(filer: Filer) -> None:
    for seed in (1, 2, 3):
        hand_in(filer, seed=seed)
    third = Attachment.objects.get(original_name="照片3.jpg")
    filer.client.post(filer.address("materials"), {"up": third.pk})
    names = Attachment.objects.in_order().values_list("original_name", "page_no")
    assert list(names) == [("照片1.jpg", 1), ("照片3.jpg", 2), ("照片2.jpg", 3)]


def test_a_page_is_taken_away_and_the_gap_closes(filer: Filer) -> None:
    for seed in (1, 2):
        hand_in(filer, seed=seed)
    first = Attachment.objects.get(original_name="照片1.jpg")
    filer.client.post(filer.address("materials"), {"remove": first.pk})
    assert list(Attachment.objects.values_list("original_name", "page_no")) == [("照片2.jpg", 1)]


def test_a_program_named_as_a_photo_is_refused_in_plain_words(filer: Filer) -> None:
    page = hand_in(filer, data=b"MZ" + b"\0" * 4000)
    assert page.status_code == 422
    told = row(page, "diagnosis")
    assert "“照片0.jpg”没有收：这个文件不是照片也不是PDF。" in told
    assert 'role="alert"' in told
    assert 'aria-describedby="id_file_diagnosis_error' in told
    assert '<a href="#id_file_diagnosis">' in text(page)
    assert not Attachment.objects.exists()


def test_what_came_is_told_in_its_row(filer: Filer) -> None:
    page = hand_in(filer, seed=3)
    assert page.redirect_chain[-1][0].endswith("#need-diagnosis")
    assert "已收到“照片3.jpg”。" in row(page, "diagnosis")
    assert "已收到“照片3.jpg”。" not in row(page, "worker_id")


def test_files_that_are_chosen_come_along_with_the_button_that_goes_on(filer: Filer) -> None:
    chosen = {
        f"file_{code}": SimpleUploadedFile(f"{code}.jpg", photo(image=picture(seed=seed)))
        for seed, code in enumerate(("worker_id", "diagnosis"))
    }
    answer = filer.post("materials", **chosen)
    assert answer["Location"] == filer.address("notices")
    assert set(Attachment.objects.values_list("material", flat=True)) == {"worker_id", "diagnosis"}
    page = text(filer.client.get(answer["Location"]))
    assert "已收到“worker_id.jpg”、“diagnosis.jpg”。" in page


@pytest.mark.parametrize("button", [{}, {"leave": "1"}])
def test_whoever_goes_on_stays_when_one_of_the_files_is_refused(
    filer: Filer, button: dict[str, str]
) -> None:
    chosen = {
        "file_worker_id": SimpleUploadedFile("证.jpg", photo(image=picture(seed=1))),
        "file_diagnosis": SimpleUploadedFile("病历.jpg", b"MZ" + bytes(4000)),
    }
    page = filer.post("materials", **chosen, **button)
    assert page.status_code == 422
    assert "“病历.jpg”没有收" in row(page, "diagnosis")
    assert "已收到“证.jpg”。" in row(page, "worker_id")
    assert 'id="error-summary"' in text(page)
    assert Attachment.objects.get().material == "worker_id"


def test_a_file_chosen_in_another_row_is_not_lost_when_a_page_is_deleted(filer: Filer) -> None:
    hand_in(filer, seed=1)
    chosen = SimpleUploadedFile("证.jpg", photo(image=picture(seed=2)))
    typed = {"remove": Attachment.objects.get().pk, "file_worker_id": chosen}
    filer.client.post(filer.address("materials"), typed)
    assert Attachment.objects.get().original_name == "证.jpg"


def test_no_file_chosen_is_told(filer: Filer) -> None:
    answer = filer.client.post(filer.address("materials"), {"upload": "diagnosis"})
    assert "还没有选文件" in row(answer, "diagnosis")


def test_a_material_that_is_not_asked_for_is_no_address(filer: Filer) -> None:
    assert hand_in(filer, material="nonsense").status_code == 404


def test_a_step_without_files_takes_none(filer: Filer) -> None:
    file = SimpleUploadedFile("证.jpg", photo(image=picture(seed=1)))
    filer.post("worker", upload="diagnosis", file_diagnosis=file)
    assert not Attachment.objects.exists()


def test_only_the_owner_opens_a_file_of_a_draft(filer: Filer, cast: Cast) -> None:
    hand_in(filer)
    address = filer.address("materials") + f"{Attachment.objects.get().pk}/"
    shown = filer.client.get(address)
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert cast.client(cast.stranger).get(address).status_code == 404
    assert cast.client(cast.clerk).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_file_of_one_draft_has_no_address_in_another(filer: Filer, cast: Cast) -> None:
    hand_in(filer)
    other = Filer(filer.client).begin()
    address = other.address("materials") + f"{Attachment.objects.get().pk}/"
    assert filer.client.get(address).status_code == 404
    assert filer.client.get(other.address("materials") + f"{uuid.uuid4()}/").status_code == 404


def test_the_files_go_to_the_case_and_stand_on_the_receipt(filer: Filer) -> None:
    hand_in(filer)
    filer.walk()
    answer = filer.submit()
    case = Case.objects.get()
    file = Attachment.objects.get()
    assert file.case_id == case.pk
    assert file.draft_id is None
    receipt = text(filer.client.get(answer["Location"]))
    assert "照片0.jpg" in receipt
    assert "共 1 个文件" in receipt


def test_a_file_handed_in_after_the_session_ended_is_asked_for_again(
    filer: Filer, cast: Cast
) -> None:
    filer.client.logout()
    answer = hand_in(filer)
    assert not Attachment.objects.exists()
    assert "请再选一次" in text(answer)


def test_a_draft_that_is_deleted_takes_its_files_along(filer: Filer) -> None:
    hand_in(filer)
    filer.client.post(filer.address("delete"))
    assert not Attachment.objects.exists()


def test_missing_papers_are_named_and_bar_nobody(filer: Filer) -> None:
    answer = filer.client.get(filer.post("materials")["Location"])
    assert "还没有交：" in text(answer)
    assert "可以先提交" in text(answer)


def test_a_file_of_more_than_20_megabytes_is_refused_and_the_page_stays(filer: Filer) -> None:
    page = text(hand_in(filer, data=b"\xff\xd8\xff" + bytes(21 * 1024 * 1024)))
    assert "超过20 MB" in page
    assert not Attachment.objects.exists()


def test_more_files_than_the_limit_are_refused(filer: Filer, settings: Settings) -> None:
    settings.MAX_UPLOADS_A_CASE = 2
    for seed in (1, 2):
        hand_in(filer, seed=seed)
    assert "最多交2个文件" in text(hand_in(filer, seed=3))
    assert Attachment.objects.count() == 2


def test_the_step_of_the_papers_is_not_ticked_while_some_are_missing(filer: Filer) -> None:
    answer = filer.client.get(filer.post("materials")["Location"])
    line = text(answer).partition('class="step-list"')[2].partition(">材料</a>")
    assert "还缺 4 样" in line[2].partition("</li>")[0]
    assert "已填" not in line[0].rpartition("<li")[2]
    for code in ("worker_id", "labour_relation", "diagnosis", "traffic_letter"):
        hand_in(filer, material=code, seed=len(code))
    assert "样</span>" not in text(filer.client.get(filer.address("notices")))
