"""写备注: for the office alone."""

from portal.cases.models import Note
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, assert_done, assert_refused, fresh, text

MARKED = "<script>alert(1)</script>家属来过电话"


def test_a_note_is_shown_to_the_office_as_plain_text(cast: Cast) -> None:
    case = make.accepted(cast)
    assert_done(Desk(cast, cast.clerk).act(case, "note", text=MARKED), case)
    page = text(Desk(cast, cast.handler).page(case, tab="notes"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;家属来过电话" in page
    assert "<script>alert(1)" not in page


def test_an_empty_note_is_refused(cast: Cast) -> None:
    case = make.accepted(cast)
    assert_refused(Desk(cast, cast.clerk).act(case, "note", text="  "), case, "请填写备注")


def test_the_applicant_writes_no_notes(cast: Cast) -> None:
    case = make.accepted(cast)
    page = Desk(cast, cast.worker).send(case, "note", fresh(case) | {"text": "我的话"})
    assert page.status_code == 404
    assert not Note.objects.filter(case=case).exists()
