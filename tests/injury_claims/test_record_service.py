"""登记送达: one letter on one party, on the day it took effect, with its proof."""

from datetime import date, timedelta

from injury_claims.states import ClaimState as S
from portal.attachments.models import Attachment
from portal.cases.models import Case, Party
from portal.deadlines.models import Deadline
from portal.letters.models import Letter, Service
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, Typed, assert_done, assert_refused, day, filled, fresh, photo, text

TODAY = date(2026, 11, 24)


def target(case: Case, kind: str = "worker") -> tuple[Letter, Party]:
    """Return the decision and one of its addressees."""
    return Letter.objects.get(case=case, kind="determination"), case.parties.get(kind=kind)


def service(case: Case, kind: str = "worker", **changes: object) -> Typed:
    """Return what is typed for a service by hand."""
    letter, party = target(case, kind)
    return {
        "recipient": f"{letter.pk}-{party.pk}",
        "method": "direct",
        **day("served_on", TODAY),
        "received_by": party.name,
        **changes,
    }


def test_each_party_has_its_own_service_and_its_own_remedy_days(cast: Cast) -> None:
    case = make.serving(cast)
    desk = Desk(cast, cast.handler)
    assert_done(desk.act(case, "record_service", **service(case), proof=photo(shade=1)), case)
    assert case.state == S.SERVING
    employer = service(case, "employer")
    assert_done(desk.act(case, "record_service", **employer, proof=photo(shade=2)), case)
    assert case.state == S.SERVED
    due = Deadline.objects.filter(case=case, term="reconsideration").values_list(
        "due_on", flat=True
    )
    assert list(due) == [date(2027, 1, 25)] * 2  # 11-24 + 60 = 01-23, a Saturday
    page = text(desk.page(case, tab="letters"))
    assert page.count("直接送达，") == 2


def test_the_letter_that_starts_a_clock_is_chosen_and_fields_stand_by_method(cast: Cast) -> None:
    case = make.serving(cast)
    desk = Desk(cast, cast.handler)
    letter, _ = target(case)
    page = desk.open(case, "record_service")
    assert filled(page)["recipient"].startswith(f"{letter.pk}-")
    words = text(page)
    assert words.index("留置送达的</legend>") < words.index("另一名送达人")
    first = filled(page)["recipient"]
    kind = case.parties.get(pk=first.split("-")[1]).kind
    assert_done(desk.act(case, "record_service", **service(case, kind), proof=photo()), case)
    left = filled(desk.open(case, "record_service"))["recipient"]
    assert left.startswith(f"{letter.pk}-")
    assert left != first


def test_a_service_needs_its_proof_and_the_proof_outlives_a_refusal(cast: Cast) -> None:
    case = make.serving(cast)
    desk = Desk(cast, cast.handler)
    page = desk.act(case, "record_service", **service(case))
    assert_refused(page, case, "请上传送达凭证")
    late = service(case, **day("served_on", TODAY - timedelta(days=30)))
    page = desk.act(case, "record_service", **late, proof=photo())
    assert_refused(page, case, "送达日期不能早于文书的成文日期")
    kept = Attachment.objects.get(case=case, material="service_proof")
    again = service(case) | fresh(case) | {"proof_kept": str(kept.pk)}
    assert_done(desk.send(case, "record_service", again), case)
    assert Service.objects.get(letter__case=case, served_on__isnull=False).proof == kept


def test_a_proof_of_another_case_is_not_taken(cast: Cast) -> None:
    other, case = make.serving(cast), make.serving(cast)
    foreign = make.photo(other, material="service_proof", by=cast.handler)
    typed = service(case) | fresh(case) | {"proof_kept": str(foreign.pk)}
    page = Desk(cast, cast.handler).send(case, "record_service", typed)
    assert_refused(page, case, "请上传送达凭证")


def test_an_executable_is_no_proof_and_what_was_typed_stays(cast: Cast) -> None:
    case = make.serving(cast)
    program = photo("回证.jpg")
    program.file.seek(0)
    program.file.truncate()
    program.file.write(b"MZ" + b"\0" * 200)
    program.file.seek(0)
    program.size = 202
    page = Desk(cast, cast.handler).act(
        case, "record_service", **service(case), proof=program, remark="邻居在场"
    )
    assert_refused(page, case, "没有收下")
    assert "邻居在场" in text(page)
    assert not Attachment.objects.filter(case=case, material="service_proof").exists()


def test_leaving_a_paper_behind_takes_two_officers_and_a_reason(cast: Cast) -> None:
    case = make.serving(cast)
    desk = Desk(cast, cast.handler)
    typed = service(case, "employer", method="left", received_by="")
    page = desk.act(case, "record_service", **typed, proof=photo())
    assert_refused(page, case, "留置送达应当有两名送达人，并记明拒收的事由")
    typed |= {"second_server_id": cast.investigator.pk, "remark": "门卫拒收"}
    assert_done(desk.act(case, "record_service", **typed, proof=photo()), case)
    assert Service.objects.get(letter__case=case).servers == "孟承办、颜调查"


def test_electronic_service_needs_consent(cast: Cast) -> None:
    case = make.serving(cast)
    typed = service(case, method="electronic", received_by="")
    page = Desk(cast, cast.handler).act(case, "record_service", **typed)
    assert_refused(page, case, "该当事人没有同意电子送达")


def test_a_served_party_is_not_served_again(cast: Cast) -> None:
    case = make.serving(cast)
    typed = service(case)
    letter, party = target(case)
    make.serve(cast, case, letter=letter, party=party)
    page = Desk(cast, cast.handler).act(case, "record_service", **typed, proof=photo())
    assert_refused(page, case, "选择一个有效的选项")


def test_a_double_click_serves_once(cast: Cast) -> None:
    case = make.serving(cast)
    desk, typed = Desk(cast, cast.handler), service(case) | fresh(case)
    assert desk.send(case, "record_service", typed | {"proof": photo()}).status_code == 303
    assert desk.send(case, "record_service", typed | {"proof": photo()}).status_code == 303
    assert Service.objects.filter(letter__case=case).count() == 1
    assert Attachment.objects.filter(case=case, material="service_proof").count() == 1


def test_a_failed_attempt_is_kept_and_ends_nothing(cast: Cast) -> None:
    case = make.serving(cast)
    letter, party = target(case)
    desk = Desk(cast, cast.clerk)
    page = desk.act(
        case,
        "record_failed_service",
        recipient=f"{letter.pk}-{party.pk}",
        method="mail",
        remark="地址无人",
    )
    assert_done(page, case)
    assert case.state == S.SERVING
    assert "地址无人" in text(desk.page(case, tab="letters"))


def test_a_reviewer_serves_nothing(cast: Cast) -> None:
    case = make.serving(cast)
    failed = {**service(case), **day("attempted_on", TODAY), "method": "mail", "remark": "无人"}
    for act, typed in (("record_service", service(case)), ("record_failed_service", failed)):
        page = Desk(cast, cast.reviewer).send(case, act, fresh(case) | typed | {"proof": photo()})
        assert_refused(page, case, "只有承办人、窗口受理人员可以办理这个事项")
    assert not Attachment.objects.filter(case=case, material="service_proof").exists()


def test_a_printed_slip_names_letter_and_party(cast: Cast) -> None:
    case = make.serving(cast)
    letter, party = target(case)
    address = f"/claims/{case.reference}/letters/{letter.pk}/parties/{party.pk}/receipt.pdf"
    page = Desk(cast, cast.handler).client.get(address)
    assert page.content.startswith(b"%PDF")
    assert Desk(cast, cast.foreign_officer).client.get(address).status_code == 404
