"""登记送达 of a filing's letters: once, on a possible day, with what proves it."""

from datetime import date

import pytest

from portal.cases.models import Case
from portal.letters.models import Letter, Service
from portal.notifications.models import Outbox
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, Typed, assert_done, assert_refused, day, fresh, photo, text
from tests.registration import filing


def typed(case: Case, **changes: object) -> Typed:
    """Return what is typed for a service at the counter."""
    letter = Letter.objects.filter(case=case).latest("pk")
    return {
        "letter_id": letter.pk,
        "method": "direct",
        "received_by": "赵会计",
        **day("served_on", filing.TODAY),
        **changes,
    }


def test_an_agreed_letter_goes_into_the_account_and_needs_no_slip(cast: Cast) -> None:
    case = filing.approved(cast, filing.change(cast, consents="on"))
    desk = Desk(cast, cast.registrar)
    assert "登记送达" in text(desk.page(case))
    assert_done(desk.act(case, "record_service"), case)
    service = Service.objects.get()
    assert (service.method, service.served_on) == ("electronic", filing.TODAY)
    assert Outbox.objects.filter(notice="filing_served", user=cast.agent).exists()
    page = text(desk.page(case))
    assert "已送达" in page
    assert "登记送达</" not in page


def test_nothing_goes_electronically_without_consent(cast: Cast) -> None:
    case = filing.approved(cast, filing.change(cast))
    page = Desk(cast, cast.registrar).act(
        case, "record_service", **typed(case, method="electronic")
    )
    assert_refused(page, case, "没有同意电子送达")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_by": ""}, "直接送达应当写明签收人"),
        (day("served_on", date(2026, 11, 23)), "送达日期不能早于文书的成文日期"),
        ({"letter_id": 987654}, "哪份文书"),
    ],
)
def test_what_cannot_have_been_is_refused(
    cast: Cast, changes: dict[str, object], sentence: str
) -> None:
    case = filing.approved(cast, filing.change(cast))
    page = Desk(cast, cast.registrar).act(
        case, "record_service", **typed(case, **changes), proof=photo()
    )
    assert_refused(page, case, sentence)
    assert not Service.objects.exists()


def test_a_consent_holds_for_the_day_itself(cast: Cast, clock: Clock) -> None:
    case = filing.approved(cast, filing.change(cast, consents="on"))
    clock.set("2026-11-26")
    late = typed(case, method="electronic", received_by="", **day("served_on", filing.TODAY))
    page = Desk(cast, cast.registrar).act(case, "record_service", **late)
    assert_refused(page, case, "电子送达自发送当日生效")


def test_mail_is_proved_by_its_slip_which_proves_one_service(cast: Cast) -> None:
    first = filing.corrected(cast, filing.change(cast))
    desk = Desk(cast, cast.registrar)
    mail = typed(first, method="mail", received_by="")
    assert_refused(desk.act(first, "record_service", **mail), first, "请上传送达凭证")
    assert_done(desk.act(first, "record_service", **mail, proof=photo()), first)
    proof = Service.objects.get().proof
    assert_done(Desk(cast, cast.agent).act(first, "supply_correction"), first)
    filing.refusal(cast, first)
    again = typed(first, method="mail") | fresh(first) | {"proof_kept": str(proof.pk)}
    page = desk.send(first, "record_service", again)
    assert_refused(page, first, "这份凭证已经用于另一次送达")


def test_a_notice_that_was_met_waits_for_no_service(cast: Cast) -> None:
    case = filing.corrected(cast, filing.change(cast))
    assert_done(Desk(cast, cast.agent).act(case, "supply_correction"), case)
    filing.approved(cast, case)
    page = Desk(cast, cast.registrar).open(case, "record_service")
    choices = page.context["form"].fields["letter_id"].choices
    assert len(choices) == 1
    assert "社会保险登记回执" in str(choices[0][1])
