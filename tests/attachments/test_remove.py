"""Taking files away: from a draft yes, from a case never, and what was left behind."""

import os
import time
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.attachments import storage
from portal.attachments.models import Attachment
from portal.attachments.remove import STRAY_SECONDS, clear_strays, remove, remove_all
from portal.attachments.tasks import clear_stray_files
from portal.attachments.uploads import incoming_folder
from portal.wizard.models import Draft
from tests.attachments import files
from tests.attachments.conftest import HandIn, kept_files
from tests.attachments.test_receive import other_photo


def grow_old(path: Path) -> None:
    """Make a file look as if it had been written the day before yesterday."""
    long_ago = time.time() - 2 * STRAY_SECONDS
    os.utime(path, (long_ago, long_ago))


def test_a_removed_page_is_gone_and_the_others_close_up(
    hand_in: HandIn,
    private_root: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pages = [hand_in(other_photo(number)) for number in range(3)]

    with django_capture_on_commit_callbacks(execute=True):
        remove(pages[0])

    left = list(Attachment.objects.in_order())
    assert [page.pk for page in left] == [pages[1].pk, pages[2].pk]
    assert [page.page_no for page in left] == [1, 2]
    assert len(kept_files(private_root)) == 2


def test_a_removed_file_may_be_handed_in_again(hand_in: HandIn) -> None:
    remove(hand_in(files.photo()))

    assert hand_in(files.photo()).page_no == 1


def test_a_draft_thrown_away_takes_its_files_along(
    hand_in: HandIn,
    draft: Draft,
    private_root: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for number in range(3):
        hand_in(other_photo(number))

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_all(draft) == 3

    assert not kept_files(private_root)


@pytest.mark.usefixtures("db")
def test_what_a_killed_process_left_is_cleared_after_a_day(
    hand_in: HandIn, private_root: Path
) -> None:
    attachment = hand_in(files.photo())
    known = storage.path_of(attachment.storage_name)
    orphan = known.with_name("0" * 32 + ".jpg")
    part = incoming_folder() / "x.part"
    fresh = incoming_folder() / "y.part"
    for path in (orphan, part, fresh):
        path.write_bytes(b"x")
    for path in (known, orphan, part):
        grow_old(path)

    assert clear_strays() == 2

    assert kept_files(private_root) == sorted([known, fresh])
    clear_stray_files()
    assert known.exists()
