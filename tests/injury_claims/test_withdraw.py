"""The applicant takes the application back, knowing what follows."""

from datetime import date

from injury_claims.states import ClaimState as S
from portal.attachments.models import Attachment
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, photo, text
from tests.injury_claims.sides import contested


def test_the_consequences_are_told_first(cast: Cast) -> None:
    case = make.submitted(cast)
    page = text(Desk(cast, cast.worker).open(case, "withdraw"))
    assert "不再调查" in page
    assert "2027年11月2日（星期二）" in page  # one year from 2 November 2026
    assert "btn-danger" in page
    assert "职工同意撤回的文书" not in page
    assert "预览" not in page


def test_a_free_withdrawal_ends_the_case_with_a_letter(cast: Cast) -> None:
    case = make.submitted(cast)
    worker = Desk(cast, cast.worker)
    done = worker.act(case, "withdraw", reason="先补办手续", is_voluntary="on")
    assert done.status_code == 303
    case.refresh_from_db()
    assert (case.state, case.is_open) == (S.WITHDRAWN, False)
    assert Letter.objects.filter(case=case, kind="termination").count() == 1
    page = text(worker.page(case))
    assert "申请已经撤回" in page
    assert "工伤认定终止通知书" in page


def test_without_the_tick_it_is_not_of_free_will(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.worker).act(case, "withdraw", reason="先补办手续")
    assert page.status_code == 422
    assert "先补办手续" in text(page)
    case.refresh_from_db()
    assert case.state == S.SUBMITTED


def test_an_employer_needs_the_workers_written_word(cast: Cast) -> None:
    case = make.submitted(cast, by=cast.agent, filed_by="employer")
    agent = Desk(cast, cast.agent)
    refused = agent.act(case, "withdraw", reason="报错了", is_voluntary="on")
    assert refused.status_code == 422
    assert "职工本人签名的同意书" in text(refused)
    consent = photo("同意书.jpg")
    done = agent.act(case, "withdraw", reason="报错了", is_voluntary="on", consent=consent)
    assert done.status_code == 303
    file = Attachment.objects.get(case=case)
    assert (file.material, file.visibility) == ("withdrawal_consent", "employer_side")


def test_an_employer_cannot_take_back_what_the_worker_filed(cast: Cast) -> None:
    case, agent = contested(cast)
    assert "撤回申请" not in text(agent.page(case))
    refused = agent.client.post(
        f"/cases/{case.reference}/withdraw/", {"reason": "不办了", "is_voluntary": "on"}
    )
    assert refused.status_code == 404
    case.refresh_from_db()
    assert case.state == S.INVESTIGATING


def test_a_decided_case_is_not_withdrawn(cast: Cast) -> None:
    case = make.decided(cast)
    worker = Desk(cast, cast.worker)
    assert "撤回申请" not in text(worker.page(case))
    assert "现在不能办理" in text(worker.open(case, "withdraw"))


def test_a_stranger_finds_no_case_to_withdraw(cast: Cast) -> None:
    assert Desk(cast, cast.stranger).open(make.submitted(cast), "withdraw").status_code == 404


def test_when_the_year_is_over_that_is_told_before(cast: Cast) -> None:
    case = make.submitted(cast, happened_on=date(2025, 10, 8))
    page = text(Desk(cast, cast.worker).open(case, "withdraw"))
    assert "2025年" not in page
    assert "2026年10月8日（星期四）为止，已经过了" in page
