"""Receiving a file: whole or not at all, once, in order, and not beyond the limits."""

import resource
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, IntegrityError, connection, transaction
from pytest_django import Settings

from portal import clock
from portal.accounts.models import User
from portal.attachments import storage
from portal.attachments.models import Attachment
from portal.attachments.receive import receive
from portal.attachments.refusals import AlreadyThere, Refused
from portal.wizard.models import Draft
from tests.attachments import files
from tests.attachments.conftest import HandIn, kept_files


def other_photo(number: int) -> bytes:
    """Return one of many different photos."""
    return files.photo(image=files.picture(seed=number), comment=str(number).encode())


def row(draft: Draft, number: int, **changes: object) -> Attachment:
    """Return a row of a file that was received before."""
    values = {
        "draft_id": draft.pk,
        "material": "earlier",
        "page_no": number,
        "original_name": "a.jpg",
        "media_type": "image/jpeg",
        "size": 1,
        "sha256": "0" * 64,
        "upload_sha256": f"{number:064d}",
        "storage_name": f"attachments/00/{uuid.uuid4().hex}.jpg",
        "state": "received",
        "uploaded_by": draft.user,
        **changes,
    }
    return Attachment(**values)


def test_a_received_file_is_in_private_storage_and_readable_by_the_portal_only(
    hand_in: HandIn, private_root: Path
) -> None:
    attachment = hand_in(files.photo())

    (kept,) = kept_files(private_root)
    assert kept == storage.path_of(attachment.storage_name)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert attachment.uploaded_at == clock.now()


def test_nothing_of_the_senders_name_is_in_the_stored_name(hand_in: HandIn) -> None:
    assert "evil" not in hand_in(files.photo(), "../evil.jpg").storage_name


def test_a_pdf_is_kept_byte_for_byte(hand_in: HandIn) -> None:
    data = files.pdf(2)

    attachment = hand_in(data, "a.pdf")

    assert storage.path_of(attachment.storage_name).read_bytes() == data
    assert attachment.sha256 == attachment.upload_sha256


def test_pages_of_one_paper_are_numbered_as_they_come(hand_in: HandIn) -> None:
    pages = [hand_in(other_photo(number)) for number in range(3)]
    second_paper = hand_in(other_photo(9), paper=2)
    other_material = hand_in(other_photo(9), material="identity")

    assert [page.page_no for page in pages] == [1, 2, 3]
    assert second_paper.page_no == 1
    assert other_material.page_no == 1
    assert list(Attachment.objects.in_order()) == [*pages, second_paper, other_material]


def test_two_different_files_may_have_the_same_name(hand_in: HandIn) -> None:
    first, second = hand_in(other_photo(1), "image.jpg"), hand_in(other_photo(2), "image.jpg")

    assert first.original_name == second.original_name
    assert first.storage_name != second.storage_name


def test_the_same_file_twice_is_told_and_not_doubled(hand_in: HandIn, private_root: Path) -> None:
    first = hand_in(files.photo(), "合同.jpg")

    with pytest.raises(AlreadyThere, match=r"合同\.jpg.*已经收到") as told:
        hand_in(files.photo(), "again.jpg")

    assert told.value.attachment == first
    assert len(kept_files(private_root)) == 1


def test_the_same_file_may_serve_for_another_material(hand_in: HandIn) -> None:
    hand_in(files.photo())

    assert hand_in(files.photo(), material="identity").page_no == 1


def test_thirty_files_are_received_and_the_next_is_refused(
    hand_in: HandIn, draft: Draft, private_root: Path
) -> None:
    Attachment.objects.bulk_create(row(draft, number) for number in range(29))
    hand_in(other_photo(1))

    with pytest.raises(Refused, match="最多交30个文件"):
        hand_in(other_photo(2))

    assert len(kept_files(private_root)) == 1


def test_what_others_handed_in_does_not_use_up_my_thirty(hand_in: HandIn, draft: Draft) -> None:
    other = User.objects.create_user(phone="13800000002", name="测试单位经办")
    Attachment.objects.bulk_create(row(draft, number, uploaded_by=other) for number in range(30))

    assert hand_in(files.photo()).state == "received"


def test_a_file_for_a_filing_that_was_submitted_meanwhile_is_refused(
    hand_in: HandIn, draft: Draft, private_root: Path
) -> None:
    Draft.objects.filter(pk=draft.pk).delete()

    with pytest.raises(Refused, match="已经提交"):
        hand_in(files.photo(), owner=Draft(pk=draft.pk, user=draft.user))

    assert not kept_files(private_root)


def test_a_wrong_announced_size_is_not_believed(
    draft: Draft, settings: Settings, private_root: Path
) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    lying = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"\0" * 5000)
    lying.size = 10

    with pytest.raises(Refused, match="超过20 MB"):
        receive(lying, owner=draft, material="contract", by=draft.user)

    assert not kept_files(private_root)


def test_a_file_belongs_to_exactly_one_draft_or_case(draft: Draft) -> None:
    with pytest.raises(IntegrityError, match="attachment_of_case_or_draft"), transaction.atomic():
        row(draft, 1, draft_id=None).save()


def test_a_file_is_not_left_behind_when_its_row_cannot_be_written(
    hand_in: HandIn, private_root: Path
) -> None:
    with pytest.raises(DataError, match="NUL"):
        hand_in(files.photo(), visibility="\0")

    assert not kept_files(private_root)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let every write beyond 100 kB fail, as the system does it, not as a stand-in would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_nothing_half_is_stored(
    hand_in: HandIn, private_root: Path, request: pytest.FixtureRequest
) -> None:
    photo = files.photo() + b"\0" * 300_000
    request.getfixturevalue("full_disk")

    with pytest.raises(Refused, match="系统暂时存不下"):
        hand_in(photo)

    assert not kept_files(private_root)
    assert not Attachment.objects.exists()


def test_a_disk_that_fills_while_a_photo_is_rewritten_is_said_too(
    hand_in: HandIn, private_root: Path, request: pytest.FixtureRequest
) -> None:
    noise = files.Image.effect_noise((800, 600), 90)
    photo = files.photo(image=noise, quality=5)
    assert len(photo) < 100_000 < len(files.photo(image=noise, quality=90))
    request.getfixturevalue("full_disk")

    with pytest.raises(Refused, match=r"存不下|太复杂"):
        hand_in(photo)

    assert not kept_files(private_root)


def test_it_works_again_when_there_is_room(hand_in: HandIn, request: pytest.FixtureRequest) -> None:
    photo = files.photo() + b"\0" * 300_000
    request.getfixturevalue("full_disk")
    with pytest.raises(Refused):
        hand_in(photo)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    assert hand_in(photo).state == "received"


def send_while(draft: Draft, *, meanwhile: Callable[[], object]) -> str:
    """Hand a photo in while somebody else holds the draft; return what came of it."""
    outcomes: list[str] = []

    def send() -> None:
        upload = SimpleUploadedFile("a.jpg", files.photo())
        try:
            receive(upload, owner=draft, material="contract", by=draft.user)
            outcomes.append("received")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    sender = threading.Thread(target=send)
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        meanwhile()
        sender.start()
        while sender.is_alive() and not somebody_waits():
            sender.join(timeout=0.05)
    sender.join()
    return outcomes[0]


def somebody_waits() -> bool:
    """Tell whether another connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.datname = current_database()"
            " JOIN pg_stat_activity a ON a.pid = l.pid AND a.datid = d.oid WHERE NOT l.granted"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_thirty_first_waits_for_the_thirtieth_and_is_refused(
    draft: Draft, private_root: Path
) -> None:
    Attachment.objects.bulk_create(row(draft, number) for number in range(29))

    outcome = send_while(draft, meanwhile=lambda: row(draft, 29).save(force_insert=True))

    assert outcome == "too_many_files"
    assert not kept_files(private_root)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_comes_while_the_filing_is_submitted_is_not_lost_in_silence(
    draft: Draft, private_root: Path
) -> None:
    outcome = send_while(draft, meanwhile=Draft.objects.filter(pk=draft.pk).delete)

    assert outcome == "already_submitted"
    assert not kept_files(private_root)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_do_not_pass_the_limit(draft: Draft, private_root: Path) -> None:
    Attachment.objects.bulk_create(row(draft, number) for number in range(28))
    outcomes: list[str] = []

    def send(number: int) -> None:
        upload = SimpleUploadedFile("a.jpg", other_photo(number))
        try:
            receive(upload, owner=draft, material="contract", by=draft.user)
            outcomes.append("received")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    senders = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sorted(outcomes) == ["received"] * 2 + ["too_many_files"] * 6
    assert len(kept_files(private_root)) == 2
    fresh = Attachment.objects.filter(material="contract")
    assert sorted(fresh.values_list("page_no", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_stores_one_file(draft: Draft, private_root: Path) -> None:
    data = files.photo()
    outcomes: list[str] = []

    def send() -> None:
        upload = SimpleUploadedFile("a.jpg", data)
        try:
            receive(upload, owner=draft, material="contract", by=draft.user)
            outcomes.append("received")
        except AlreadyThere:
            outcomes.append("told")
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sorted(outcomes) == ["received"] + ["told"] * 5
    assert len(kept_files(private_root)) == 1
    assert Attachment.objects.count() == 1
