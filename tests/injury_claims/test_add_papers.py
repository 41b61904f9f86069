"""A party hands papers in after the filing: file by file, then all together."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.attachments.models import Attachment
from portal.cases.models import Case, Entry
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, filled, photo, text
from tests.injury_claims.sides import contested


def later(cast: Cast, clock: Clock) -> tuple[Case, Desk]:
    """Return a filed case and the worker's browser, some minutes after the filing."""
    case = make.submitted(cast)
    clock.move(minutes=5)
    return case, Desk(cast, cast.worker)


def test_a_file_is_stored_at_once_and_handed_in_with_the_rest(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    page = worker.act(
        case, "add_papers", upload="paper", material="diagnosis", file_paper=photo("出院记录.jpg")
    )
    assert page.status_code == 200
    assert "已收到“出院记录.jpg”" in text(page)
    file = Attachment.objects.get(case=case)
    assert (file.material, file.visibility) == ("diagnosis", "worker_side")
    assert "您传了材料，还没有交上来" in text(worker.page(case))

    clock.move(minutes=1)
    done = worker.act(case, "add_papers", explanation="住院三天")
    assert done.status_code == 303
    assert Entry.objects.filter(case=case, act="add_papers").count() == 1
    page = text(worker.page(case))
    assert "您补充了材料" in page
    assert "还没有交上来" not in page


def test_what_was_typed_stays_while_files_are_sent(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    page = worker.act(
        case,
        "add_papers",
        upload="paper",
        material="diagnosis",
        explanation="先写的说明",
        file_paper=photo(),
    )
    assert filled(page)["explanation"] == "先写的说明"
    page = worker.send(case, "add_papers", filled(page) | {"upload": "paper"})
    assert "还没有选文件" in text(page)
    assert filled(page)["explanation"] == "先写的说明"


def test_a_file_chosen_but_not_sent_comes_with_the_last_button(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    assert (
        worker.act(case, "add_papers", material="diagnosis", file_paper=photo()).status_code == 303
    )
    assert Attachment.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("button", [{"upload": "paper"}, {}])
def test_a_paper_is_not_taken_before_it_is_said_what_it_is(
    cast: Cast, clock: Clock, button: dict[str, str]
) -> None:
    case, worker = later(cast, clock)
    page = worker.open(case, "add_papers")
    assert filled(page)["material"] == ""
    typed = filled(page) | {"explanation": "还在", "file_paper": photo("出院记录.jpg")}
    page = worker.send(case, "add_papers", typed | button)
    assert "请选择是什么材料，再选一次“出院记录.jpg”" in text(page)
    assert filled(page)["explanation"] == "还在"
    assert not Attachment.objects.filter(case=case).exists()


def test_nothing_sent_is_nothing_to_hand_in(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    page = worker.act(case, "add_papers", explanation="只有话")
    assert page.status_code == 422
    assert "请先上传至少一份材料" in text(page)
    assert "只有话" in text(page)


def test_a_double_click_hands_in_once(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    typed = filled(
        worker.act(case, "add_papers", upload="paper", material="other", file_paper=photo())
    )
    clock.move(minutes=1)
    assert worker.send(case, "add_papers", typed).status_code == 303
    assert worker.send(case, "add_papers", typed).status_code == 303
    assert Entry.objects.filter(case=case, act="add_papers").count() == 1


def test_a_program_with_the_name_of_a_photo_is_refused_in_words(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    wolf = SimpleUploadedFile("出院记录.jpg", b"MZ\x90\x00" + b"\x00" * 400, "image/jpeg")
    page = worker.act(
        case, "add_papers", upload="paper", material="other", explanation="还在", file_paper=wolf
    )
    assert "没有收下" in text(page)
    assert filled(page)["explanation"] == "还在"
    assert not Attachment.objects.filter(case=case).exists()


def test_the_limit_of_files_is_told(cast: Cast, clock: Clock, settings: object) -> None:
    settings.MAX_UPLOADS_A_CASE = 2  # type: ignore[attr-defined]
    case, worker = later(cast, clock)
    for shade in (10, 20, 30):
        page = worker.act(
            case, "add_papers", upload="paper", material="other", file_paper=photo(shade=shade)
        )
    assert "最多交2个文件" in text(page)
    assert Attachment.objects.filter(case=case).count() == 2


def test_no_file_is_taken_when_the_state_does_not_allow_it(cast: Cast, clock: Clock) -> None:
    case = make.decided(cast)
    worker = Desk(cast, cast.worker)
    before = Attachment.objects.filter(case=case).count()
    page = worker.client.post(
        f"/cases/{case.reference}/add_papers/", {"upload": "paper", "file_paper": photo()}
    )
    assert "现在不能办理" in text(page)
    assert Attachment.objects.filter(case=case).count() == before


def test_officers_and_strangers_hand_nothing_in(cast: Cast, clock: Clock) -> None:
    case, _ = later(cast, clock)
    for user in (cast.stranger, cast.foreign_officer, cast.handler):
        answer = Desk(cast, user).client.post(
            f"/cases/{case.reference}/add_papers/", {"file_paper": photo()}
        )
        assert answer.status_code == 404
    assert not Attachment.objects.filter(case=case).exists()


def test_the_employers_papers_are_kept_from_the_worker(cast: Cast, clock: Clock) -> None:
    case, agent = contested(cast)
    clock.move(minutes=5)
    assert "职工身份证明" not in text(agent.open(case, "add_papers"))
    agent.act(case, "add_papers", file_paper=photo("排班.jpg"))
    file = Attachment.objects.get(case=case, original_name="排班.jpg")
    assert (file.material, file.visibility) == ("employer_evidence", "employer_side")
    assert "补充了材料" not in text(Desk(cast, cast.worker).page(case)).split("经过</h2>")[1]


def test_a_material_that_is_not_on_the_list_is_another_paper(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    worker.act(case, "add_papers", upload="paper", material="service_proof", file_paper=photo())
    assert Attachment.objects.get(case=case).material == "other"


def test_acts_of_officers_meanwhile_do_not_turn_a_party_away(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    typed = filled(
        worker.act(case, "add_papers", upload="paper", material="other", file_paper=photo())
    )
    make.checked(cast, case)
    clock.move(minutes=1)
    assert worker.send(case, "add_papers", typed).status_code == 303


def test_a_party_reads_nothing_of_what_officers_did_meanwhile(cast: Cast, clock: Clock) -> None:
    case, worker = later(cast, clock)
    make.checked(cast, case)
    page = worker.client.post(f"/cases/{case.reference}/add_papers/", {"seen": "1"})
    assert page.status_code == 422
    assert "核对" not in text(page)
    assert cast.clerk.name not in text(page)
