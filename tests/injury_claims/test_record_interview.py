"""调查笔录 and 现场勘查: by two officers who showed their credentials."""

from datetime import timedelta

from injury_claims.models import InvestigationRecord
from portal import clock as portal_clock
from portal.attachments.models import Attachment
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, Typed, assert_done, assert_refused, fresh, moment, photo, text

CONTENT = "问：怎么受的伤？答：压到了手。"


def interview(cast: Cast, **changes: object) -> Typed:
    """Return what is typed into the record of an interview."""
    return {
        "person": "李小满",
        "relation": "受伤职工本人",
        **moment("taken_at", portal_clock.now()),
        "place": "窗口",
        "second_officer_id": cast.investigator.pk,
        "credentials_shown": "on",
        "content": CONTENT,
        **changes,
    }


def site_visit(cast: Cast) -> Typed:
    """Return what is typed into the record of a place."""
    return {
        **moment("taken_at", portal_clock.now()),
        "place": "装配车间",
        "second_officer_id": cast.investigator.pk,
        "credentials_shown": "on",
        "findings": "三号线护罩缺失。",
    }


def test_two_officers_record_an_interview_with_its_scan(cast: Cast) -> None:
    case = make.investigating(cast)
    page = Desk(cast, cast.handler).act(
        case, "record_interview", **interview(cast), scan=photo("笔录.jpg")
    )
    assert_done(page, case)
    record = InvestigationRecord.objects.get(claim_id=case.pk)
    assert (record.first_officer, record.second_officer) == (cast.handler, cast.investigator)
    assert record.content == CONTENT
    assert Attachment.objects.get(case=case, material="investigation_record").visibility == "staff"


def test_an_investigator_records_a_site_visit(cast: Cast) -> None:
    case = make.investigating(cast)
    typed = site_visit(cast) | {"second_officer_id": cast.handler.pk}
    assert_done(Desk(cast, cast.investigator).act(case, "record_site_visit", **typed), case)
    assert InvestigationRecord.objects.get(claim_id=case.pk).kind == "site"


def test_one_officer_alone_is_not_enough(cast: Cast) -> None:
    case = make.investigating(cast)
    typed = interview(cast, second_officer_id=cast.handler.pk)
    page = Desk(cast, cast.handler).send(case, "record_interview", fresh(case) | typed)
    assert_refused(page, case, "另一名调查人员")


def test_credentials_must_be_shown_and_what_was_typed_stays(cast: Cast) -> None:
    case = make.investigating(cast)
    typed = interview(cast)
    typed.pop("credentials_shown")
    page = Desk(cast, cast.handler).act(case, "record_interview", **typed, scan=photo())
    assert_refused(page, case, "调查时应当出示执行公务的证件")
    assert CONTENT in text(page)
    kept = Attachment.objects.get(case=case, material="investigation_record")
    assert f'value="{kept.pk}"' in text(page)
    assert "已收到：回证.jpg" in text(page)


def test_a_record_is_not_of_tomorrow(cast: Cast) -> None:
    case = make.investigating(cast)
    late = portal_clock.now() + timedelta(hours=2)
    page = Desk(cast, cast.handler).act(
        case, "record_interview", **interview(cast) | moment("taken_at", late)
    )
    assert_refused(page, case, "调查时间不能晚于现在")


def test_a_reviewer_does_not_investigate(cast: Cast) -> None:
    case = make.investigating(cast)
    for act, typed in (
        ("record_interview", interview(cast)),
        ("record_site_visit", site_visit(cast)),
    ):
        page = Desk(cast, cast.reviewer).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "只有承办人、调查人员可以办理这个事项")


def test_a_case_that_is_only_accepted_is_not_investigated(cast: Cast) -> None:
    case = make.accepted(cast)
    for act, typed in (
        ("record_interview", interview(cast)),
        ("record_site_visit", site_visit(cast)),
    ):
        page = Desk(cast, cast.handler).send(case, act, fresh(case) | typed)
        assert_refused(page, case, "案件现在的状态是「已受理」")
