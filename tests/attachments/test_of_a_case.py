"""Files of a case: they come along at submission, may be added to, and are never taken away."""

import pytest
from pytest_django import Settings

from portal import clock
from portal.accounts.models import User
from portal.attachments.models import Attachment
from portal.attachments.move import move_to_case
from portal.attachments.refusals import AlreadyThere, Refused
from portal.attachments.remove import remove
from portal.cases.models import Case
from portal.offices.models import Office
from portal.wizard.models import Draft
from tests.attachments import files
from tests.attachments.conftest import HandIn
from tests.attachments.test_receive import other_photo


@pytest.fixture
def case(db: None) -> Case:
    """Return a case of an office."""
    office = Office.objects.create(
        code="test",
        name="测试区",
        full_name="测试区人力资源和社会保障局",
        address="测试路1号",
        letter_prefix="测人社工伤",
        reconsideration_organ="测试区人民政府",
    )
    return Case.objects.create(
        kind="injury-claim",
        reference="TEST0000000001",
        state="submitted",
        office=office,
        person_name="测试职工甲",
        employer_name="测试单位",
        filed_on=clock.today(),
    )


def test_the_files_of_a_draft_move_to_its_case_in_their_order(
    hand_in: HandIn, draft: Draft, case: Case
) -> None:
    pages = [hand_in(other_photo(number)) for number in range(3)]

    assert move_to_case(draft.pk, case) == 3

    assert list(case.attachments.in_order()) == pages
    assert not Attachment.objects.filter(draft=draft).exists()


def test_a_submitted_draft_takes_no_more_files(hand_in: HandIn, draft: Draft, case: Case) -> None:
    Draft.objects.filter(pk=draft.pk).update(case=case)

    with pytest.raises(Refused, match=r"已经提交.*补交"):
        hand_in(files.photo())


def test_a_file_may_be_added_to_a_case_afterwards(
    hand_in: HandIn, draft: Draft, case: Case
) -> None:
    hand_in(other_photo(1))
    move_to_case(draft.pk, case)

    added = hand_in(other_photo(2), owner=case, visibility="employer_side")

    assert added.case == case
    assert added.draft is None
    assert added.page_no == 2
    assert added.visibility == "employer_side"
    with pytest.raises(AlreadyThere):
        hand_in(other_photo(1), owner=case)


def test_nobody_learns_that_the_other_side_handed_in_the_same_paper(
    hand_in: HandIn, case: Case
) -> None:
    hand_in(files.photo(), "职工的秘密.jpg", owner=case)
    other = User.objects.create_user(phone="13800000002", name="测试单位经办")

    theirs = hand_in(files.photo(), "a.jpg", owner=case, by=other, visibility="employer_side")

    assert theirs.original_name == "a.jpg"
    assert case.attachments.count() == 2


def test_thirty_files_of_a_person_are_the_end_in_a_case_too(
    hand_in: HandIn, case: Case, settings: Settings
) -> None:
    settings.MAX_UPLOADS_A_CASE = 2
    hand_in(other_photo(1), owner=case)
    hand_in(other_photo(2), owner=case)

    with pytest.raises(Refused, match="最多交2个文件"):
        hand_in(other_photo(3), owner=case)


def test_a_file_of_a_case_is_never_removed(hand_in: HandIn, case: Case) -> None:
    attachment = hand_in(files.photo(), owner=case)

    with pytest.raises(ValueError, match="never removed"):
        remove(attachment)

    assert Attachment.objects.filter(pk=attachment.pk).exists()
